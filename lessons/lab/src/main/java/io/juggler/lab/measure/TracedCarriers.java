package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.trace.TracedScheduler;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * All tasks at once, each a virtual thread, on that many carriers. The carriers are started before
 * the clock is.
 *
 * @param carriers how many
 */
record TracedCarriers(int carriers) implements Arrangement {
    private static final long BOOKED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Override
    public boolean traced() {
        return true;
    }

    @Override
    public Measured run(Job job) throws InterruptedException {
        var attempt = new Attempt(job, 0);
        var names = IntStream.rangeClosed(1, carriers).mapToObj(i -> "carrier-" + i).toList();
        try (var scheduler = new TracedScheduler(names, TracedScheduler.MOUNTS_KEPT)) {
            var meter = Meter.start();
            long zero = System.nanoTime();
            for (int task = 0; task < job.tasks(); task++) {
                int index = task;
                scheduler.startTask(
                        task,
                        () -> {
                            try {
                                attempt.perform(index);
                            } finally {
                                attempt.threadDone();
                            }
                        });
                if (Thread.currentThread().isInterrupted()) {
                    // await() stops those that have begun; there is no use in starting more.
                    break;
                }
            }
            attempt.await(scheduler::interruptAll, scheduler::alive);
            if (!attempt.leftRunning()) {
                scheduler.awaitBooked(BOOKED_WITHIN_NANOS);
            }
            var trace = scheduler.trace();
            return attempt.measured(
                    meter.cost(attempt.wall(zero), scheduler.cpuNanos()),
                    trace.carriersUsed(),
                    Means.TRACED,
                    new Measured.History(zero, attempt.stamps, trace, List.of()));
        }
    }
}
