package io.juggler.server.protocol;

/** What came in is not a message that the protocol knows. Its text is one line, for the log. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedMessageException(String message) {
        super(message);
    }
}
