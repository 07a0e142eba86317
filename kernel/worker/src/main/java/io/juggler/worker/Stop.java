package io.juggler.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One cell that is being stopped. Each of its threads gets one {@link CellInterrupted}, so that its
 * {@code finally} blocks run undisturbed; one that goes on after the grace period gets another at
 * every poll, so that catching it does not help.
 */
final class Stop {

    /** How long a thread may take to end after it was told to. */
    static final int GRACE_MS = 250;

    private final CellTag cell;
    private final Map<Thread, Long> told = new ConcurrentHashMap<>();

    Stop(CellTag cell) {
        this.cell = cell;
    }

    CellTag cell() {
        return cell;
    }

    /** Throws where it is time to; called by a thread of this cell, at a poll. */
    void check() {
        long now = System.nanoTime();
        Long first = told.putIfAbsent(Thread.currentThread(), now);
        if (first == null || now - first >= TimeUnit.MILLISECONDS.toNanos(GRACE_MS)) {
            throw new CellInterrupted();
        }
    }
}
