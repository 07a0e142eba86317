package io.juggler.api;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;

/**
 * Shows things under the cell that calls it, while it runs.
 *
 * <pre>{@code
 * String id = Display.display("0 of 5");
 * Display.update(id, "5 of 5");
 * }</pre>
 */
public final class Display {

    private Display() {}

    /**
     * Shows a value, in its richest form.
     *
     * @return an id for {@link #update}
     */
    public static String display(Object value) {
        var id = UUID.randomUUID().toString();
        frontEnd().display(frontEnd().render(value), id);
        return id;
    }

    /** Replaces what {@link #display} showed. */
    public static void update(String id, Object value) {
        frontEnd().updateDisplay(frontEnd().render(value), id);
    }

    /** Every form of a value, text/plain always among them. */
    public static MimeBundle render(Object value) {
        return frontEnd().render(value);
    }

    /**
     * Whether there is a front end: whether this code runs in a cell, and not in a plain {@code
     * main}.
     */
    public static boolean isAvailable() {
        return Connection.FRONT_END.map(FrontEnd::isConnected).orElse(false);
    }

    /**
     * The running kernel's front end.
     *
     * @throws IllegalStateException where the code does not run in a Juggler kernel
     */
    public static FrontEnd frontEnd() {
        return Connection.FRONT_END.orElseThrow(
                () ->
                        new IllegalStateException(
                                "no front end here: this code does not run in a Juggler kernel"));
    }

    /** The front end of this JVM, looked up once. */
    private static final class Connection {
        static final Optional<FrontEnd> FRONT_END =
                ServiceLoader.load(FrontEnd.class, FrontEnd.class.getClassLoader()).findFirst();
    }
}
