package io.juggler.lab;

import io.juggler.lab.trace.Interval;

/**
 * What one task did from one moment to another.
 *
 * @param task the task's index
 * @param carrier the carrier or thread it ran on, or held while it waited; empty where it did
 *     neither
 * @param state what it did
 * @param start when that began, in ns from the start of the run
 * @param end when that ended, in ns from the start of the run
 */
public record Slice(int task, String carrier, State state, long start, long end) {

    /** What a task can be doing. */
    public enum State {
        /** Mounted on a carrier. */
        RUNNING,
        /** Waiting, and holding its carrier: no other task can run on it. */
        PINNED,
        /** Until what it waits for happens: unmounted or, as a platform thread, keeping that. */
        WAITING,
        /** Could run, and no carrier is free. */
        READY,
        /** Begun and not ended; whether it ran or waited could not be seen in this JVM. */
        UNKNOWN
    }

    /** How long it took, in ns. */
    public long nanos() {
        return end - start;
    }

    static Slice of(Interval interval) {
        return new Slice(
                interval.task(),
                interval.carrier(),
                State.valueOf(interval.doing().name()),
                interval.start(),
                interval.end());
    }
}
