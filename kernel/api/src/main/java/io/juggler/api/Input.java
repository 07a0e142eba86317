package io.juggler.api;

import java.io.IOException;
import java.util.Objects;

/**
 * Asks the person at the front end for a line. {@code System.in} and {@code IO.readln} do so as
 * well; this one has prompts that the front end shows where it takes the line, and passwords.
 */
public final class Input {

    private Input() {}

    /**
     * Waits for a line.
     *
     * @param prompt what the line is asked for with
     * @throws IOException where the front end takes no input, or the wait is interrupted
     */
    public static String line(String prompt) throws IOException {
        return Display.frontEnd().readLine(Objects.requireNonNull(prompt, "prompt"), false);
    }

    /**
     * Waits for a line that is not shown while it is typed.
     *
     * @param prompt what the line is asked for with
     * @throws IOException where the front end takes no input, or the wait is interrupted
     */
    public static String password(String prompt) throws IOException {
        return Display.frontEnd().readLine(Objects.requireNonNull(prompt, "prompt"), true);
    }
}
