package io.juggler.lab.diagnose;

/** What a task spends most of its time with. */
public enum Kind {
    /** It waits for something outside the processor. */
    IO_BOUND("I/O-bound"),
    /** It computes. */
    CPU_BOUND("CPU-bound"),
    /** It does both, neither of them nearly all of the time. */
    MIXED("mixed"),
    /** Several of it wait for each other. */
    LOCK_BOUND("lock-bound"),
    /** It computes, and waits for memory while it does. */
    MEMORY_BOUND("memory-bound");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
