package io.juggler.lab.diagnose;

/**
 * What was seen of a task.
 *
 * @param alone one task after another
 * @param together several at once
 * @param slowdown beside a neighbour that keeps the memory busy; 1 where that was not tried
 * @param reach how much memory one task reaches for
 * @param delivered how many cores the machine gave, before the gains were measured and after
 */
record Evidence(Alone alone, Together together, double slowdown, Reach reach, double delivered) {

    /** From that share of waiting on, a task is I/O-bound. */
    private static final double MOSTLY_WAITING = 0.8;

    /** Up to that share of waiting, it is CPU-bound. */
    private static final double MOSTLY_COMPUTING = 0.2;

    /** From that share of looks on, tasks wait for each other. */
    private static final double LOCKED = 0.3;

    /** From that slowdown on, a busy memory is what they wait for. */
    private static final double SLOWED = 1.3;

    /** Shorter tasks cost less than handing them over, in ns. */
    private static final double TINY_NANOS = 20_000;

    /** A cold pass that waited so much more than warm ones is worth a word. */
    private static final double COLDER = 0.4;

    /** Whether a task mostly computes, so that it may wait for the memory. */
    static boolean computes(Alone alone, Together together) {
        return alone.warm().waiting() <= MOSTLY_COMPUTING && together.lockShare() < LOCKED;
    }

    Kind kind() {
        if (together.lockShare() >= LOCKED) {
            return Kind.LOCK_BOUND;
        }
        double waiting = alone.warm().waiting();
        if (waiting >= MOSTLY_WAITING) {
            return Kind.IO_BOUND;
        }
        if (waiting > MOSTLY_COMPUTING) {
            return Kind.MIXED;
        }
        return waitsForMemory() ? Kind.MEMORY_BOUND : Kind.CPU_BOUND;
    }

    private boolean waitsForMemory() {
        return slowdown >= SLOWED || reach.waitsForMemory(alone.warm().cpu());
    }

    boolean isTiny() {
        return alone.warm().wall() < TINY_NANOS;
    }

    /** Whether it waits when it is new, and no longer when it is warm. */
    boolean waitsOnlyWhenCold() {
        return alone.cold().waiting() - alone.warm().waiting() >= COLDER;
    }
}
