package io.juggler.lab.process;

/**
 * What was thrown in another JVM, where the throwable itself cannot come back; or that the other
 * JVM ended.
 */
public final class RemoteFailureException extends Exception {
    private static final long serialVersionUID = 1;

    RemoteFailureException(String message) {
        super(message);
    }

    /** Stands for that throwable, with its own stack trace. */
    static RemoteFailureException of(Throwable thrown) {
        var copy = new RemoteFailureException(String.valueOf(thrown));
        copy.setStackTrace(thrown.getStackTrace());
        return copy;
    }
}
