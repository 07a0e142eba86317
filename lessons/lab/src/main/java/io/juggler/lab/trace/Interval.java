package io.juggler.lab.trace;

/**
 * What one task did from one moment to another.
 *
 * @param task the task's index
 * @param carrier the name of the carrier or thread it ran on, or held while it waited; empty where
 *     it did neither
 * @param doing what it did
 * @param start when it began, in ns from the start of the run
 * @param end when it ended, in ns from the start of the run
 */
public record Interval(int task, String carrier, Doing doing, long start, long end) {

    /** What a task can be doing. */
    public enum Doing {
        /** Mounted on a carrier, or running on a thread that does not wait. */
        RUNNING,
        /** Waiting, and holding its carrier: no other task can run on it. */
        PINNED,
        /** Until what it waits for happens: unmounted or, as a platform thread, keeping that. */
        WAITING,
        /** Could run, and no carrier is free. */
        READY,
        /** Begun and not ended; whether it ran or waited could not be seen. */
        UNKNOWN
    }

    /** How long, in ns. */
    public long nanos() {
        return end - start;
    }
}
