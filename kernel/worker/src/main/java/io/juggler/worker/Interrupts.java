package io.juggler.worker;

import io.juggler.wire.Report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stops cells: through the {@link Poll} in their code and {@link Thread#interrupt} for what waits,
 * in the cell thread and in all that work for the cell.
 *
 * <p>The cell thread tells where it is ({@link #begin}, {@link #enter}, {@link #leave}, {@link
 * #end}); the control lane's thread calls {@link #interrupt}, which does not wait; a thread for
 * each interrupt sees it through.
 */
final class Interrupts {

    /** How long after an interrupt threads that still run are reported. */
    private static final int REPORT_MS = 3 * Stop.GRACE_MS;

    /** How often it is looked whether threads that end have ended. */
    private static final int LOOK_MS = 10;

    private static final int MAX_REPORTED = 20;

    private final Cells cells;
    private final CellThreads threads;
    private final Consumer<Report> reports;
    private final List<Stop> stops = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private CellTag cell = CellTag.NONE;
    private boolean asked;
    private int askedEarly;
    private boolean inside;
    private List<StackTraceElement> stoppedAt;

    Interrupts(Cells cells, CellThreads threads, Consumer<Report> reports) {
        this.cells = cells;
        this.threads = threads;
        this.reports = reports;
    }

    synchronized void begin(CellTag begun) {
        cell = begun;
        // An interrupt is faster than the evaluation lane: it may have come first.
        asked = askedEarly != 0 && askedEarly == begun.id();
        askedEarly = 0;
        stoppedAt = asked ? List.of() : null;
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
        notifyAll();
    }

    synchronized void end() {
        cell = CellTag.NONE;
        Thread.interrupted();
    }

    /** Where the cell was when it was interrupted; null where it was not. */
    synchronized List<StackTraceElement> stoppedAt() {
        return stoppedAt;
    }

    void interrupt(int id) {
        Stop stop;
        synchronized (this) {
            if (cell.id() != id) {
                askedEarly = id;
                return;
            }
            if (asked) {
                interruptCellThread(cell); // again: it may wait somewhere else by now
                return;
            }
            asked = true;
            stoppedAt = inside ? Thrown.cut(cells.cellThread().getStackTrace()) : List.of();
            stop = new Stop(cell);
            stops.add(stop);
            arm();
            interruptCellThread(cell);
        }
        Thread.ofPlatform()
                .daemon()
                .name("juggler-interrupt")
                .inheritInheritableThreadLocals(false)
                .start(() -> seeThrough(stop));
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

    private void seeThrough(Stop stop) {
        try {
            long start = System.nanoTime();
            interruptOthers(stop.cell());
            if (!awaitQuiet(stop.cell(), start + TimeUnit.MILLISECONDS.toNanos(Stop.GRACE_MS))) {
                interruptCellThread(stop.cell());
                interruptOthers(stop.cell());
                if (!awaitQuiet(stop.cell(), start + TimeUnit.MILLISECONDS.toNanos(REPORT_MS))) {
                    report(stop.cell());
                }
            }
            awaitLeft(stop.cell(), Long.MAX_VALUE);
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

    private synchronized void interruptCellThread(CellTag stopped) {
        if (inside && cell == stopped) {
            interrupt(cells.cellThread(), cells.cellThread().getStackTrace());
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
    private boolean awaitQuiet(CellTag stopped, long deadline) throws InterruptedException {
        if (!awaitLeft(stopped, deadline)) {
            return false;
        }
        while (true) {
            var working = threads.of(stopped);
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

    private synchronized boolean awaitLeft(CellTag stopped, long deadline)
            throws InterruptedException {
        while (inside && cell == stopped) {
            long left = deadline == Long.MAX_VALUE ? deadline : deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private void report(CellTag stopped) {
        var working = new ArrayList<CellThreads.Working>();
        synchronized (this) {
            if (inside && cell == stopped) {
                var thread = cells.cellThread();
                working.add(
                        new CellThreads.Working(
                                thread,
                                Thrown.cut(thread.getStackTrace())
                                        .toArray(StackTraceElement[]::new)));
            }
        }
        working.addAll(threads.of(stopped));
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
        reports.accept(new Report.StillRunning(stopped.id(), texts));
    }
}
