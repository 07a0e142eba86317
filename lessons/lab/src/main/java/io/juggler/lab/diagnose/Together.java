package io.juggler.lab.diagnose;

import io.juggler.lab.IndexedWork;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What tasks do to each other when several run at once: on four platform threads, whose states are
 * looked at again and again.
 *
 * @param looks how often a thread was looked at while it did tasks
 * @param locked how often it waited for a lock or a permit then
 * @param lock what it mostly waited for, such as "java.util.concurrent.locks.ReentrantLock"; empty
 *     where it did not
 */
record Together(int looks, int locked, String lock) {
    private static final int THREADS = 4;
    private static final long LONG_ENOUGH_NANOS = 80_000_000;
    private static final long BETWEEN_LOOKS_NANOS = 500_000;
    private static final long LIMIT_NANOS = 20_000_000_000L;
    private static final long END_LIMIT_NANOS = 5_000_000_000L;
    private static final String LOCKS = "java.util.concurrent.";

    /** The share of looks at which a thread waited for another's lock. */
    double lockShare() {
        return looks == 0 ? 0 : (double) locked / looks;
    }

    static Together of(IndexedWork<?> work, int tasks) {
        long begin = System.nanoTime();
        var next = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .name("diagnose-together-" + (i + 1))
                            .daemon()
                            .start(() -> work(work, tasks, next, begin)));
        }
        try {
            return look(threads, begin);
        } finally {
            threads.forEach(Thread::interrupt);
            awaitEnd(threads);
        }
    }

    /** A task that goes on would disturb what is looked at next; one that never ends is let go. */
    private static void awaitEnd(List<Thread> threads) {
        long deadline = System.nanoTime() + END_LIMIT_NANOS;
        try {
            for (var thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void work(IndexedWork<?> work, int tasks, AtomicInteger next, long begin) {
        int task = next.getAndIncrement();
        while (!Thread.currentThread().isInterrupted()
                && (task < tasks || System.nanoTime() - begin < LONG_ENOUGH_NANOS)) {
            try {
                Sink.take(work.run(task % tasks));
            } catch (Exception e) {
                return;
            }
            task = next.getAndIncrement();
        }
    }

    private static Together look(List<Thread> threads, long begin) {
        var all = ManagementFactory.getThreadMXBean();
        int looks = 0;
        int locked = 0;
        var lock = "";
        long[] ids = threads.stream().mapToLong(Thread::threadId).toArray();
        // Towards the end threads run out of tasks: only while all are at work is it a look.
        while (threads.stream().allMatch(Thread::isAlive)
                && System.nanoTime() - begin < LIMIT_NANOS) {
            for (var info : all.getThreadInfo(ids)) {
                if (info != null) {
                    looks++;
                    if (waitsForALock(info)) {
                        locked++;
                        lock =
                                info.getLockInfo() == null
                                        ? lock
                                        : info.getLockInfo().getClassName();
                    }
                }
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new CancellationException("diagnose was interrupted");
            }
        }
        int inner = lock.indexOf('$');
        return new Together(looks, locked, inner < 0 ? lock : lock.substring(0, inner));
    }

    private static boolean waitsForALock(ThreadInfo info) {
        if (info.getThreadState() == Thread.State.BLOCKED) {
            return true;
        }
        var lock = info.getLockInfo();
        if (lock == null || !lock.getClassName().startsWith(LOCKS)) {
            return false;
        }
        // Whoever waits on a condition waits for a signal; these wait for their turn.
        var type = lock.getClassName();
        return (type.contains("Lock$") && !type.contains("Condition"))
                || type.contains("Semaphore$");
    }
}
