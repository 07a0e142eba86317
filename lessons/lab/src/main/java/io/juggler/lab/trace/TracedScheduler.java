package io.juggler.lab.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs virtual threads on carriers of its own and records every mount: who, ready when, from when
 * to when. JDK 25 has no event for that. With one carrier, at most one virtual thread of it runs at
 * any moment.
 *
 * <p>A virtual thread that a task starts inherits the task's scheduler, so it runs here as well and
 * is booked to the task. For the same reason {@link #close} never takes the carriers away from a
 * thread that is still alive: they are daemons, and go when the last one has ended.
 *
 * <p>{@link #execute} is called by any thread (the JDK calls it when a thread becomes ready); the
 * rest is for the thread that owns the run.
 *
 * @see <a href="https://openjdk.org/jeps/444">JEP 444, Virtual Threads</a>
 */
public final class TracedScheduler implements Executor, AutoCloseable {

    /** Mounts kept per scheduler, about 30 bytes each; later ones are counted only. */
    public static final int MOUNTS_KEPT = 1 << 18;

    /** Tells {@link #execute}, called by the JDK within start(), which thread it is about. */
    private static final ThreadLocal<Starting> STARTING = new ThreadLocal<>();

    private final ConcurrentLinkedQueue<Fiber> ready = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<Runnable, Fiber> alive = new ConcurrentHashMap<>();
    private final Carrier[] carriers;

    /** Threads started by the run itself whose last mount is not booked yet. */
    private final AtomicInteger unbooked = new AtomicInteger();

    private final Object lock = new Object();
    private int loops;
    private volatile boolean closed;

    private record Starting(Account account, Thread thread) {}

    /**
     * Starts the carriers.
     *
     * @param names one carrier for each name
     * @param mountsKept the most mounts to keep, all carriers together
     */
    public TracedScheduler(List<String> names, int mountsKept) {
        if (!available()) {
            throw new IllegalStateException(
                    "this JVM gives virtual threads no scheduler of our own: start it with"
                            + " --add-opens java.base/java.lang=ALL-UNNAMED");
        }
        SocketPollers.start();
        carriers = new Carrier[names.size()];
        loops = carriers.length;
        for (int i = 0; i < carriers.length; i++) {
            carriers[i] = new Carrier(names.get(i), mountsKept / carriers.length, this);
        }
        for (var carrier : carriers) {
            carrier.start();
        }
    }

    /** Whether this JVM lets virtual threads have a scheduler of their own. */
    public static boolean available() {
        return CustomScheduler.available();
    }

    /** Starts a virtual thread here for the task of that index. */
    public Thread startTask(int task, Runnable body) {
        return start(Account.ofTask(task, System.nanoTime()), "task-" + task, body);
    }

    /** Starts a virtual thread here that works through several tasks, one after another. */
    public Thread startLane(int lane, Runnable body) {
        return start(Account.ofLane(lane, System.nanoTime()), "lane-" + lane, body);
    }

    private Thread start(Account account, String name, Runnable body) {
        var thread = CustomScheduler.threadsOn(this).name(name).unstarted(body);
        STARTING.set(new Starting(account, thread));
        unbooked.incrementAndGet();
        try {
            thread.start();
        } finally {
            STARTING.remove();
        }
        return thread;
    }

    /** Called by the JDK for a thread that has become ready, on whatever thread made it so. */
    @Override
    public void execute(Runnable continuation) {
        var fiber = alive.get(continuation);
        if (fiber != null && yieldedOnTheOnlyCarrier(fiber)) {
            fiber.readyAt = Fiber.AT_END_OF_MOUNT;
            ready.offer(fiber);
            return;
        }
        long now = System.nanoTime();
        if (fiber == null) {
            fiber = adopt(continuation, now);
        }
        fiber.readyAt = now;
        ready.offer(fiber);
        for (var carrier : carriers) {
            if (carrier.wakeIfParked()) {
                break;
            }
        }
        if (closed) {
            revive();
        }
    }

    /**
     * Whether this is called by the carrier itself for the thread that it just unmounted. Then the
     * carrier, which is awake, reads the clock in a moment anyway.
     */
    private boolean yieldedOnTheOnlyCarrier(Fiber fiber) {
        return carriers.length == 1 && carriers[0].isUnmounting(fiber);
    }

    private Fiber adopt(Runnable continuation, long now) {
        var own = STARTING.get();
        var fiber =
                own != null
                        ? new Fiber(continuation, own.thread(), own.account())
                        : new Fiber(
                                continuation,
                                CustomScheduler.threadOf(continuation),
                                Account.nestedIn(accountOf(Thread.currentThread()), now));
        alive.put(continuation, fiber);
        return fiber;
    }

    /**
     * The account that the calling virtual thread runs on, or null when none of these carriers runs
     * it.
     */
    private Account accountOf(Thread caller) {
        for (var carrier : carriers) {
            var mounted = carrier.mounted();
            if (mounted != null && mounted.thread == caller) {
                return mounted.account;
            }
        }
        return null;
    }

    /** A thread became ready after the carriers had gone: one comes back for it. */
    private void revive() {
        synchronized (lock) {
            if (loops == 0 && !ready.isEmpty()) {
                loops = 1;
                carriers[0].startAgain();
            }
        }
    }

    /**
     * Waits until the last mount of every thread that the run itself started is booked.
     *
     * @param limitNanos the most to wait, in ns
     * @return false when that time was over first
     */
    public boolean awaitBooked(long limitNanos) throws InterruptedException {
        long deadline = System.nanoTime() + limitNanos;
        synchronized (lock) {
            while (unbooked.get() > 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, Math.max(left, 1_000_000));
            }
        }
        return true;
    }

    /** CPU time of each carrier so far, in ns. */
    public Map<String, Long> cpuNanos() {
        var all = new LinkedHashMap<String, Long>();
        for (var carrier : carriers) {
            all.put(carrier.name(), carrier.cpuNanos());
        }
        return all;
    }

    /** Interrupts every virtual thread that runs here, those that tasks started included. */
    public void interruptAll() {
        for (var fiber : alive.values()) {
            if (fiber.thread != null) {
                fiber.thread.interrupt();
            }
        }
    }

    /** The threads that have not ended. */
    public List<Thread> alive() {
        var threads = new ArrayList<Thread>();
        for (var fiber : alive.values()) {
            if (fiber.thread != null && fiber.thread.isAlive()) {
                threads.add(fiber.thread);
            }
        }
        return threads;
    }

    /**
     * What was recorded so far. To be called after {@link #awaitBooked}, which makes it complete
     * for the run's own threads.
     */
    public Trace trace() {
        var logs = new ArrayList<Trace.CarrierLog>();
        for (var carrier : carriers) {
            logs.add(carrier.logged());
        }
        return new Trace(logs);
    }

    /** Lets the carriers go once the last thread on them has ended; does not wait for that. */
    @Override
    public void close() {
        closed = true;
        for (var carrier : carriers) {
            carrier.wake();
        }
    }

    /** The next thread that is ready, or null; called by a carrier. */
    Fiber next() {
        return ready.poll();
    }

    /** Whether there may be something to do for a carrier that is about to park. */
    boolean mayHaveMore() {
        return !ready.isEmpty() || (closed && alive.isEmpty());
    }

    /** Whether a carrier's loop is to end; if so, it is counted out. */
    boolean mayEnd() {
        synchronized (lock) {
            if (closed && alive.isEmpty() && ready.isEmpty()) {
                loops--;
                return true;
            }
            return false;
        }
    }

    /** A mount of it is booked; called by its carrier. */
    void booked(Fiber fiber) {
        if (fiber.ended() && alive.remove(fiber.continuation) != null) {
            if (fiber.account.task() != Account.NESTED && unbooked.decrementAndGet() == 0) {
                synchronized (lock) {
                    lock.notifyAll();
                }
            }
            if (closed && alive.isEmpty()) {
                close();
            }
        }
    }
}
