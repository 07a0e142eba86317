package io.juggler.worker;

import io.juggler.wire.Report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stops cells: through the {@link Poll} in their code and {@link Thread#interrupt} for what waits,
 * in the thread that runs the cell and in all that work for it.
 *
 * <p>The thread that runs a cell tells where it is ({@link #begin}, {@link #enter}, {@link #leave},
 * {@link #end}); the control lane's thread calls {@link #interrupt}, which does not wait; a thread
 * for each interrupt sees it through.
 */
final class Interrupts {

    /** How long after an interrupt threads that still run are reported. */
    private static final int REPORT_MS = 3 * Stop.GRACE_MS;

    /** How often it is looked whether threads that end have ended. */
    private static final int LOOK_MS = 10;

    private static final int MAX_REPORTED = 20;

    /** Interrupts that are kept for cells that have not begun. */
    private static final int MAX_EARLY = 16;

    private final Cells cells;
    private final CellThreads threads;
    private final Consumer<Report> reports;
    private final List<Stop> stops = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final Map<Integer, Turn> turns = new HashMap<>();
    private final LinkedHashSet<Integer> askedEarly = new LinkedHashSet<>();

    /** One cell on the thread that runs it. Guarded by its {@link Interrupts}. */
    static final class Turn {
        private final CellTag cell;
        private final Thread thread = Thread.currentThread();
        private boolean asked;
        private boolean inside;
        private List<StackTraceElement> stoppedAt;

        private Turn(CellTag cell) {
            this.cell = cell;
        }
    }

    Interrupts(Cells cells, CellThreads threads, Consumer<Report> reports) {
        this.cells = cells;
        this.threads = threads;
        this.reports = reports;
    }

    /** For what the calling thread runs that is no cell's, and that nobody interrupts. */
    Turn ofNoCell() {
        return new Turn(CellTag.NONE);
    }

    /** The calling thread is about to run that cell. */
    synchronized Turn begin(CellTag begun) {
        var turn = new Turn(begun);
        turns.put(begun.id(), turn);
        // An interrupt is faster than the evaluation lane: it may have come first.
        turn.asked = askedEarly.remove(begun.id());
        turn.stoppedAt = turn.asked ? List.of() : null;
        Thread.interrupted();
        return turn;
    }

    /** The cell's code is about to run; false where it must not any more. */
    synchronized boolean enter(Turn turn) {
        turn.inside = !turn.asked;
        return turn.inside;
    }

    /** The cell's code has returned. */
    synchronized void leave(Turn turn) {
        turn.inside = false;
        Thread.interrupted();
        notifyAll();
    }

    synchronized void end(Turn turn) {
        turns.remove(turn.cell.id(), turn);
        Thread.interrupted();
    }

    /** Where the cell was when it was interrupted; null where it was not. */
    synchronized List<StackTraceElement> stoppedAt(Turn turn) {
        return turn.stoppedAt;
    }

    void interrupt(int id) {
        Stop stop;
        Turn turn;
        synchronized (this) {
            turn = turns.get(id);
            if (turn == null) {
                askedEarly.add(id);
                if (askedEarly.size() > MAX_EARLY) {
                    askedEarly.removeFirst();
                }
                return;
            }
            if (turn.asked) {
                interrupt(turn); // again: it may wait somewhere else by now
                return;
            }
            turn.asked = true;
            turn.stoppedAt = turn.inside ? Thrown.cut(turn.thread.getStackTrace()) : List.of();
            stop = new Stop(turn.cell);
            stops.add(stop);
            arm();
            interrupt(turn);
        }
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("juggler-interrupt")
                    .inheritInheritableThreadLocals(false)
                    .start(() -> seeThrough(stop, turn));
        } catch (OutOfMemoryError _) {
            // The cell has taken all threads that there are; so this one sees to it.
            seeThrough(stop, turn);
        }
    }

    /** What woven code calls, by its name, while a cell is being stopped. */
    void poll() {
        for (var stop : stops) {
            if (isOf(stop.cell())) {
                stop.check();
            }
        }
    }

    private boolean isOf(CellTag stopped) {
        if (Thread.currentThread() == cells.cellThread()) {
            return cells.isRunning() && cells.current() == stopped;
        }
        return cells.ofCallingThread() == stopped;
    }

    private void seeThrough(Stop stop, Turn turn) {
        try {
            long start = System.nanoTime();
            interruptOthers(stop.cell());
            if (!awaitQuiet(turn, start + TimeUnit.MILLISECONDS.toNanos(Stop.GRACE_MS))) {
                interrupt(turn);
                interruptOthers(stop.cell());
                if (!awaitQuiet(turn, start + TimeUnit.MILLISECONDS.toNanos(REPORT_MS))) {
                    report(turn);
                }
            }
            awaitLeft(turn, Long.MAX_VALUE);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but code that interrupts all it can find.
        } finally {
            synchronized (this) {
                stops.remove(stop);
                if (stops.isEmpty()) {
                    Poll.disarm();
                }
            }
        }
    }

    private void arm() {
        try {
            Poll.arm(MethodHandles.lookup().bind(this, "poll", MethodType.methodType(void.class)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private synchronized void interrupt(Turn turn) {
        if (turn.inside) {
            interrupt(turn.thread, turn.thread.getStackTrace());
        }
    }

    private void interruptOthers(CellTag stopped) {
        for (var working : threads.of(stopped)) {
            if (threads.isToBeInterrupted(working)) {
                interrupt(working.thread(), working.frames());
            }
        }
    }

    private static void interrupt(Thread thread, StackTraceElement[] frames) {
        thread.interrupt();
        if (!thread.isVirtual() && BlockedSockets.isBlocked(frames)) {
            BlockedSockets.closeFor(thread);
        }
    }

    /** Waits until nothing works for that cell any more; false where that takes longer. */
    private boolean awaitQuiet(Turn turn, long deadline) throws InterruptedException {
        if (!awaitLeft(turn, deadline)) {
            return false;
        }
        while (true) {
            var working = threads.of(turn.cell);
            if (working.isEmpty()) {
                return true;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            // A pool's thread does not end when its task does, so this looks again from time to
            // time.
            working.getFirst().thread().join(Math.min(left, LOOK_MS));
        }
    }

    private synchronized boolean awaitLeft(Turn turn, long deadline) throws InterruptedException {
        while (turn.inside) {
            long left = deadline == Long.MAX_VALUE ? deadline : deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private void report(Turn turn) {
        var working = new ArrayList<CellThreads.Working>();
        synchronized (this) {
            if (turn.inside) {
                var thread = turn.thread;
                working.add(
                        new CellThreads.Working(
                                thread,
                                Thrown.cut(thread.getStackTrace())
                                        .toArray(StackTraceElement[]::new)));
            }
        }
        working.addAll(threads.of(turn.cell));
        if (working.isEmpty()) {
            return;
        }
        var texts = new ArrayList<String>();
        for (var each : working.subList(0, Math.min(working.size(), MAX_REPORTED))) {
            texts.add(ThreadStacks.one(each.thread(), each.frames()));
        }
        if (working.size() > MAX_REPORTED) {
            texts.add("… and %,d more".formatted(working.size() - MAX_REPORTED));
        }
        reports.accept(new Report.StillRunning(turn.cell.id(), texts));
    }
}
