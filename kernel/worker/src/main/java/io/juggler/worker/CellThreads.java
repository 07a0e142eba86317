package io.juggler.worker;

import java.util.ArrayList;
import java.util.List;

/** The threads, other than those that run cells, that work for a cell. Any thread calls. */
final class CellThreads {
    private final LiveThreads live;
    private final Cells cells;
    private final CellClasses classes;

    CellThreads(LiveThreads live, Cells cells, CellClasses classes) {
        this.live = live;
        this.cells = cells;
        this.classes = classes;
    }

    /** A thread and where it is, innermost first. */
    record Working(Thread thread, StackTraceElement[] frames) {}

    /**
     * Those that work for it now. A pool's thread that waits for work, and a library's that waits
     * for whatever, does not, even if a thread of the cell started it: to interrupt those would
     * break what they belong to.
     */
    List<Working> of(CellTag cell) {
        var found = new ArrayList<Working>();
        for (var thread : live.platform()) {
            if (!cells.runsCell(thread) && thread != Thread.currentThread()) {
                addPlatform(found, thread, cell);
            }
        }
        for (var thread : live.virtual()) {
            var inherited = live.inherited(thread);
            if (inherited == cell) {
                found.add(new Working(thread, thread.getStackTrace()));
            } else if (inherited == null) {
                var frames = thread.getStackTrace();
                if (latestOn(frames) == cell) {
                    found.add(new Working(thread, frames));
                }
            }
        }
        return found;
    }

    private void addPlatform(List<Working> found, Thread thread, CellTag cell) {
        var frames = thread.getStackTrace();
        var onStack = latestOn(frames);
        var inherited = live.inherited(thread);
        if (onStack == null) {
            if (inherited == cell
                    && thread.getState() == Thread.State.RUNNABLE
                    && frames.length > 0) {
                found.add(new Working(thread, frames));
            }
        } else if (Cells.workedFor(thread, inherited, onStack) == cell) {
            found.add(new Working(thread, frames));
        }
    }

    /** The cell that began last of those that have a frame there; null where none has. */
    private CellTag latestOn(StackTraceElement[] frames) {
        CellTag latest = null;
        for (var frame : frames) {
            var cell = classes.cellOf(frame.getClassName());
            if (cell != null && (latest == null || cell.beganAfter(latest))) {
                latest = cell;
            }
        }
        return latest;
    }

    /**
     * Whether the thread has code of a cell on its stack, or is a virtual thread, which has nothing
     * else to do.
     */
    boolean isToBeInterrupted(Working working) {
        return working.thread().isVirtual() || latestOn(working.frames()) != null;
    }
}
