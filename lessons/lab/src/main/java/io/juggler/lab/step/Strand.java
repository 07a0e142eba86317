package io.juggler.lab.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread of a program. It and the thread that chooses take turns: one of the two runs, the
 * other is parked. The turn's volatile flag hands everything else over.
 */
final class Strand {

    /** How long a step may take before it is said to hang, in ns. */
    private static final long LONGEST_STEP_NANOS = 30_000_000_000L;

    /**
     * So long a thread may stand before a lock that is not the world's. While it has the turn, no
     * other thread of its program runs that could give that lock back.
     */
    private static final long LONGEST_BLOCK_NANOS = 2_000_000_000L;

    private static final long LOOK_NANOS = 200_000_000L;

    private final String name;
    private final Thread thread;
    private final List<Object> seen = new ArrayList<>();
    private Thread chooser;
    private Op pending;
    private String told = "";
    private Throwable thrown;
    private boolean ended;
    private volatile boolean turn;
    private volatile boolean stopped;

    Strand(String name, World.Body body) {
        this.name = name;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
    }

    /** Ends a thread whose program is not stepped any further. */
    @SuppressWarnings("serial") // never leaves its thread
    private static final class Stopped extends Error {
        Stopped() {
            super("this program is not stepped any further", null, false, false);
        }
    }

    private void run(World.Body body) {
        try {
            body.run();
        } catch (Stopped e) {
            // Nobody wants to know how it would have gone on.
        } catch (Throwable e) {
            thrown = e;
        }
        ended = true;
        turn = false;
        LockSupport.unpark(chooser);
    }

    /** Called by this strand's own thread: waits to be chosen, then takes the step. */
    Object take(Op op) {
        if (stopped) {
            throw new Stopped();
        }
        pending = op;
        turn = false;
        LockSupport.unpark(chooser);
        while (!turn && !stopped) {
            LockSupport.park(this);
        }
        if (stopped) {
            throw new Stopped();
        }
        try {
            var result = op.action().get();
            seen.add(result);
            told = op.tellsResult() ? op.label() + " → " + result : op.label();
            return result;
        } catch (RuntimeException e) {
            seen.add(e.getClass());
            told = op.label() + " ✗";
            throw e;
        }
    }

    /** Runs it up to its first step. */
    void begin() {
        chooser = Thread.currentThread();
        turn = true;
        thread.start();
        awaitTurn();
    }

    /** Takes the pending step and runs on up to the next. */
    void resume() {
        chooser = Thread.currentThread();
        pending = null;
        turn = true;
        LockSupport.unpark(thread);
        awaitTurn();
    }

    private void awaitTurn() {
        long begin = System.nanoTime();
        long ran = begin;
        boolean interrupted = false;
        while (turn && !interrupted && inTime(begin, ran)) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            interrupted = Thread.currentThread().isInterrupted();
            if (!blocked()) {
                ran = System.nanoTime();
            }
        }
        if (turn) {
            boolean blocked = blocked();
            stop();
            thread.interrupt();
            throw new IllegalStateException(why(interrupted, blocked));
        }
    }

    private static boolean inTime(long begin, long ran) {
        long now = System.nanoTime();
        return now - begin < LONGEST_STEP_NANOS && now - ran < LONGEST_BLOCK_NANOS;
    }

    private boolean blocked() {
        var state = thread.getState();
        return state == Thread.State.BLOCKED || state == Thread.State.WAITING;
    }

    private String why(boolean interrupted, boolean blocked) {
        if (interrupted) {
            return "the program was interrupted";
        }
        return blocked
                ? "thread "
                        + name
                        + " waits for something that cannot be stepped, such as synchronized or a"
                        + " ReentrantLock. Here a lock is var lock = world.mutex(\"lock\"), and"
                        + " lock.locked(() -> …) takes it and gives it back"
                : "thread "
                        + name
                        + " took no further step for "
                        + LONGEST_STEP_NANOS / 1_000_000_000
                        + " s: it may wait for the world's locks and for nothing else";
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    boolean is(Thread other) {
        return thread == other;
    }

    String name() {
        return name;
    }

    boolean ended() {
        return ended;
    }

    Throwable thrown() {
        return thrown;
    }

    /** The step it waits to take; null once it has ended. */
    Op pending() {
        return ended ? null : pending;
    }

    boolean ready() {
        return !ended && pending.ready().getAsBoolean();
    }

    /** What it has seen so far: with that, where it is and all it knows is settled. */
    List<Object> seen() {
        return Collections.unmodifiableList(new ArrayList<>(seen));
    }

    /** The last step, and what came of it. */
    String told() {
        return told;
    }
}
