package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.trace.Trace;

import jdk.management.VirtualThreadSchedulerMXBean;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All tasks at once, each a virtual thread, on the JDK's own scheduler; either as it is or, for
 * JVMs that do not let us trace, with its parallelism set to one for the time of the run. The
 * scheduler is the JVM's only one, so there is one such limited run at a time, and it is given back
 * as it was. Where a task blocks its carrier, the JDK may add another; the carriers that were seen
 * tell.
 *
 * @param oneCarrier whether it is limited
 * @see jdk.management.VirtualThreadSchedulerMXBean
 */
record JdkScheduler(boolean oneCarrier) implements Arrangement {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    /**
     * Bound in the tasks of such a run: what they start in turn runs under the limit that is
     * already there.
     */
    private static final ScopedValue<String> CARRIER_NAMES = ScopedValue.newInstance();

    private static final long SETTLED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int PROBES = 8;

    @Override
    public Measured run(Job job) throws InterruptedException {
        if (!oneCarrier) {
            return measure(job, probe().names());
        }
        if (CARRIER_NAMES.isBound()) {
            return measure(job, CARRIER_NAMES.get());
        }
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        ONE_AT_A_TIME.lockInterruptibly();
        int before = scheduler.getParallelism();
        try {
            scheduler.setParallelism(1);
            if (scheduler.getParallelism() != 1) {
                throw new IllegalStateException(
                        "the JDK's scheduler did not take parallelism 1; start the JVM with"
                                + " --add-opens java.base/java.lang=ALL-UNNAMED");
            }
            return measure(job, settle());
        } finally {
            scheduler.setParallelism(before);
            ONE_AT_A_TIME.unlock();
        }
    }

    /**
     * Waits, within a limit, until new threads are seen on one carrier only: carriers from before
     * the change end in their own time.
     *
     * @return what all carriers' names begin with
     */
    private static String settle() throws InterruptedException {
        long deadline = System.nanoTime() + SETTLED_WITHIN_NANOS;
        for (; ; ) {
            var probe = probe();
            if (probe.carriers() == 1 || System.nanoTime() > deadline) {
                return probe.names();
            }
        }
    }

    /** What the names of the JDK's carriers begin with. */
    static String carrierNames() throws InterruptedException {
        return probe().names();
    }

    /** How many carriers took a few threads, and what their names begin with. */
    private record Probe(int carriers, String names) {}

    @SuppressWarnings("ThreadPriorityCheck") // to see whether another carrier takes the thread
    private static Probe probe() throws InterruptedException {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        var probes = new ArrayList<Thread>();
        for (int i = 0; i < PROBES; i++) {
            probes.add(
                    startOnJdkScheduler(
                            () -> {
                                seen.add(carrier());
                                Thread.yield();
                                seen.add(carrier());
                            }));
        }
        for (var probe : probes) {
            probe.join();
        }
        var name = seen.iterator().next();
        return new Probe(seen.size(), name.substring(0, name.lastIndexOf('-') + 1));
    }

    private static Measured measure(Job job, String carrierNames) throws InterruptedException {
        var attempt = new Attempt(job, 0);
        int tasks = job.tasks();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        var carrierOfTask = new String[tasks];
        var threads = new Thread[tasks];
        var cpuBefore = Cpu.ofThreadsNamed(carrierNames);
        var meter = Meter.start();
        long zero = System.nanoTime();
        for (int task = 0; task < tasks; task++) {
            int index = task;
            attempt.stamps.hand(task);
            threads[task] =
                    startOnJdkScheduler(
                            () -> {
                                carrierOfTask[index] = carrierNumber();
                                seen.add(carrierOfTask[index]);
                                ScopedValue.where(CARRIER_NAMES, carrierNames)
                                        .run(() -> attempt.perform(index));
                                seen.add(carrierNumber());
                                attempt.threadDone();
                            });
            if (Thread.currentThread().isInterrupted()) {
                // await() stops those that have begun; there is no use in starting more.
                break;
            }
        }
        attempt.await(
                () -> Arrays.stream(threads).filter(t -> t != null).forEach(Thread::interrupt),
                () -> Arrays.stream(threads).filter(t -> t != null && t.isAlive()).toList());
        return attempt.measured(
                meter.cost(attempt.wall(zero), Cpu.since(cpuBefore, carrierNames)),
                seen,
                Means.JDK_SCHEDULER,
                new Measured.History(
                        zero,
                        attempt.stamps,
                        Trace.EMPTY,
                        Arrays.stream(carrierOfTask)
                                .map(name -> name == null ? "" : name)
                                .toList()));
    }

    private static Thread startOnJdkScheduler(Runnable body) {
        return Thread.ofVirtual().start(body);
    }

    /** The calling virtual thread's carrier; the JDK names it nowhere else. */
    private static String carrier() {
        var text = Thread.currentThread().toString();
        return text.substring(text.lastIndexOf('@') + 1);
    }

    /** Such as "worker-1": the JDK's names begin all alike. */
    private static String carrierNumber() {
        var name = carrier();
        return "worker-" + name.substring(name.lastIndexOf('-') + 1);
    }
}
