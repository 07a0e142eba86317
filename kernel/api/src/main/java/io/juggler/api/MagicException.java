package io.juggler.api;

/** A magic could not be run: there is none of that name, or it has failed; the message says why. */
public final class MagicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MagicException(String message) {
        super(message);
    }
}
