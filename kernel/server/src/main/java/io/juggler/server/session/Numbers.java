package io.juggler.server.session;

import java.util.concurrent.atomic.AtomicInteger;

/** What all shells of a kernel count together. Any thread calls. */
final class Numbers {
    private final AtomicInteger cells = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();

    /** A number that nothing else has that puts something out. */
    int nextCell() {
        return cells.incrementAndGet();
    }

    /**
     * The execution count of a cell that begins.
     *
     * @param stored whether it counts
     */
    int count(boolean stored) {
        return stored ? count.incrementAndGet() : count.get() + 1;
    }
}
