package io.juggler.lab.trace;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One carrier of a {@link TracedScheduler}: a platform thread that mounts what is ready, and the
 * log of its mounts. The loop and the log are that thread's; {@link #wakeIfParked}, {@link #wake},
 * {@link #mounted} and {@link #cpuNanos} are for any thread.
 */
final class Carrier {
    private static final long NOT_MOUNTED = Long.MIN_VALUE;

    private final String name;
    private final TracedScheduler scheduler;
    private final MountLog log;
    private final AtomicBoolean parked = new AtomicBoolean();
    private Thread thread;

    /**
     * Read by the mounted thread itself; a stale read by another is told apart by the thread in it.
     */
    private Fiber mounted;

    /** When it was mounted. */
    private long mountedAt;

    Carrier(String name, int mountsKept, TracedScheduler scheduler) {
        this.name = name;
        this.scheduler = scheduler;
        this.log = new MountLog(mountsKept);
        this.thread = unstarted();
    }

    private Thread unstarted() {
        return Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /** Its loop had ended, and there is more to do. */
    void startAgain() {
        thread = unstarted();
        thread.start();
    }

    String name() {
        return name;
    }

    /** The thread that is mounted, or null; see the field. */
    Fiber mounted() {
        return mounted;
    }

    /** Whether this is called by the carrier itself, which just unmounted that thread. */
    boolean isUnmounting(Fiber fiber) {
        return Thread.currentThread() == thread && mounted == fiber;
    }

    /** Wakes it where it had nothing to do; false where it is awake. */
    boolean wakeIfParked() {
        if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
            return true;
        }
        return false;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** CPU time so far, in ns. */
    long cpuNanos() {
        return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()));
    }

    Trace.CarrierLog logged() {
        return new Trace.CarrierLog(
                name, thread.threadId(), log, log.size(), log.dropped(), openMount());
    }

    /**
     * The mount that goes on, or null. Exact only where it has gone on for a while: that is what it
     * is asked for.
     */
    private Trace.OpenMount openMount() {
        var fiber = mounted;
        return fiber == null || fiber.ended()
                ? null
                : new Trace.OpenMount(fiber.account, fiber.readyAt, mountedAt);
    }

    private void loop() {
        long sinceMount = NOT_MOUNTED;
        for (; ; ) {
            var next = scheduler.next();
            if (next != null) {
                sinceMount = mount(next, sinceMount);
            } else if (scheduler.mayEnd()) {
                return;
            } else {
                sinceMount = NOT_MOUNTED;
                parked.set(true);
                // Looked at again after parked is set: whoever offers now sees it and unparks.
                if (!scheduler.mayHaveMore()) {
                    LockSupport.park(this);
                }
                parked.set(false);
            }
        }
    }

    /**
     * Mounts a thread and books it. A reading of the clock is a good part of a mount's cost, so one
     * that follows another at once begins where that ended.
     */
    private long mount(Fiber fiber, long sinceMount) {
        long readyAt = fiber.readyAt;
        mounted = fiber;
        long start = sinceMount == NOT_MOUNTED ? System.nanoTime() : Math.max(sinceMount, readyAt);
        mountedAt = start;
        try {
            fiber.continuation.run();
        } catch (Throwable t) {
            // Nothing of the thread's own comes out here; a carrier that ended would strand all
            // others.
            thread.getUncaughtExceptionHandler().uncaughtException(thread, t);
        }
        long end = System.nanoTime();
        mounted = null;
        if (fiber.readyAt == Fiber.AT_END_OF_MOUNT) {
            fiber.readyAt = end;
        }
        log.add(fiber.account, readyAt, start, end);
        scheduler.booked(fiber);
        return end;
    }
}
