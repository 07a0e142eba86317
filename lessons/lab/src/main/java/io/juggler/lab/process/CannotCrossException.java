package io.juggler.lab.process;

/** Something cannot go to another JVM; the message names it and says what to do. */
public final class CannotCrossException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    CannotCrossException(String message, Throwable cause) {
        super(message, cause);
    }
}
