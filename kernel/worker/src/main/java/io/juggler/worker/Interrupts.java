package io.juggler.worker;

import java.util.List;

/**
 * Stops cells. The cell thread tells where it is ({@link #begin}, {@link #enter}, {@link #leave},
 * {@link #end}); the control lane's thread calls {@link #interrupt}.
 */
final class Interrupts {
    private final Thread cellThread;
    private CellTag cell = CellTag.NONE;
    private boolean asked;
    private int askedEarly;
    private boolean inside;
    private List<StackTraceElement> stoppedAt;

    Interrupts(Thread cellThread) {
        this.cellThread = cellThread;
    }

    synchronized void begin(CellTag begun) {
        cell = begun;
        // An interrupt is faster than the evaluation lane: it may have come first.
        asked = askedEarly != 0 && askedEarly == begun.id();
        askedEarly = 0;
        stoppedAt = null;
        Thread.interrupted();
    }

    /** The cell's code is about to run; false where it must not any more. */
    synchronized boolean enter() {
        inside = !asked;
        return inside;
    }

    /** The cell's code has returned. */
    synchronized void leave() {
        inside = false;
        Thread.interrupted();
    }

    synchronized void end() {
        cell = CellTag.NONE;
        Thread.interrupted();
    }

    /** Where the cell was when it was interrupted; null where it was not. */
    synchronized List<StackTraceElement> stoppedAt() {
        return stoppedAt;
    }

    synchronized void interrupt(int id) {
        if (cell.id() != id) {
            askedEarly = id;
            return;
        }
        asked = true;
        if (inside) {
            stoppedAt = Thrown.cut(cellThread.getStackTrace());
            cellThread.interrupt();
        }
    }
}
