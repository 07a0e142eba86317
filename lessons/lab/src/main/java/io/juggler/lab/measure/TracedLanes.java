package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.trace.Trace;
import io.juggler.lab.trace.TracedScheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lanes, each a virtual thread on a carrier of its own, that take one task after another: with one
 * lane a plain loop, with one for each core a pool. The carriers are started before the clock is.
 *
 * @param lanes how many
 */
record TracedLanes(int lanes) implements Arrangement {
    private static final long BOOKED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Override
    public boolean traced() {
        return true;
    }

    @Override
    public Measured run(Job job) throws InterruptedException {
        var attempt = new Attempt(job, lanes);
        var next = new AtomicInteger();
        var firstLoop = new AtomicLong();
        var schedulers = new ArrayList<TracedScheduler>();
        try {
            for (int lane = 0; lane < lanes; lane++) {
                schedulers.add(
                        new TracedScheduler(
                                List.of("carrier-" + (lane + 1)),
                                TracedScheduler.MOUNTS_KEPT / lanes));
            }
            var meter = Meter.start();
            long zero = System.nanoTime();
            for (int lane = 0; lane < lanes; lane++) {
                int number = lane;
                schedulers.get(lane).startLane(lane, () -> loop(attempt, number, next, firstLoop));
            }
            attempt.await(
                    () -> schedulers.forEach(TracedScheduler::interruptAll),
                    () -> schedulers.stream().flatMap(s -> s.alive().stream()).toList());
            for (var scheduler : schedulers) {
                if (!attempt.leftRunning()) {
                    scheduler.awaitBooked(BOOKED_WITHIN_NANOS);
                }
            }
            // A loop of one has nobody to hand its tasks to: its time begins with the loop.
            long start = lanes == 1 ? firstLoop.get() : zero;
            return measured(
                    attempt, schedulers, start, meter.cost(attempt.wall(start), cpu(schedulers)));
        } finally {
            schedulers.forEach(TracedScheduler::close);
        }
    }

    private static void loop(Attempt attempt, int lane, AtomicInteger next, AtomicLong firstLoop) {
        firstLoop.compareAndSet(0, System.nanoTime());
        try {
            for (; ; ) {
                int task = next.getAndIncrement();
                if (task >= attempt.tasks() || attempt.stopping()) {
                    return;
                }
                attempt.stamps.take(lane, task);
                attempt.perform(task);
                if (!attempt.stopping()) {
                    // One task's interrupt must not reach the next.
                    Thread.interrupted();
                }
            }
        } finally {
            attempt.threadDone();
        }
    }

    private static Measured measured(
            Attempt attempt, List<TracedScheduler> schedulers, long zero, Measured.Cost cost) {
        var trace = Trace.EMPTY;
        Set<String> seen = new TreeSet<>();
        for (var scheduler : schedulers) {
            trace = trace.and(scheduler.trace());
        }
        for (int lane = 0; lane < schedulers.size(); lane++) {
            if (attempt.stamps.tookAny(lane)) {
                seen.add("carrier-" + (lane + 1));
            }
        }
        return attempt.measured(
                cost,
                seen,
                Means.TRACED,
                new Measured.History(zero, attempt.stamps, trace, List.of()));
    }

    private static Map<String, Long> cpu(List<TracedScheduler> schedulers) {
        var all = new HashMap<String, Long>();
        schedulers.forEach(scheduler -> all.putAll(scheduler.cpuNanos()));
        return all;
    }
}
