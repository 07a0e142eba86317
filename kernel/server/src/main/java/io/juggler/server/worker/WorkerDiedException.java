package io.juggler.server.worker;

/** The worker process ended or cannot be reached; {@link Worker#replace} starts another. */
public final class WorkerDiedException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitStatus;

    /**
     * @param message what happened, for the user: {@code the code called System.exit(3)}
     * @param exitStatus the process's exit status, or -1 where it is not known
     */
    public WorkerDiedException(String message, int exitStatus) {
        super(message);
        this.exitStatus = exitStatus;
    }

    /** The process's exit status, or -1 where it is not known. */
    public int exitStatus() {
        return exitStatus;
    }
}
