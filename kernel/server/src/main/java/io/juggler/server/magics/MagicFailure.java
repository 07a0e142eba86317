package io.juggler.server.magics;

/** A magic cannot do what it was asked for; the message tells the user why and what to do. */
public final class MagicFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public MagicFailure(String message) {
        super(message);
    }

    public MagicFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
