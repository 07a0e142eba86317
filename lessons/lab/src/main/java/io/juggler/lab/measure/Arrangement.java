package io.juggler.lab.measure;

/** A way to run several tasks: on which threads, and how many at once. */
public interface Arrangement {

    /**
     * Runs the tasks and waits for all of them. A task that throws does not stop the others.
     *
     * @param job the tasks, and how long they may take
     * @throws InterruptedException when the calling thread is interrupted; every thread that this
     *     started has been interrupted by then
     */
    Measured run(Job job) throws InterruptedException;

    /** Whether every mount is recorded, and waits of platform threads need not be looked for. */
    default boolean traced() {
        return false;
    }
}
