package io.juggler.lab.diagnose;

import io.juggler.lab.IndexedWork;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;

/**
 * What tasks cost when nothing runs beside them: done one after another on a platform thread, pass
 * after pass. The first pass is cold and stands apart.
 *
 * @param cold the first pass
 * @param warm a typical one of those after it. A collector's pause or a core that a hypervisor
 *     takes away look like waiting and come now and then; waiting that is the task's own comes each
 *     time. So it is the one that a quarter of them waited less than.
 */
record Alone(Cost cold, Cost warm) {
    private static final long LEAST_NANOS = 100_000_000;
    private static final long WARM_UP_NANOS = 50_000_000;
    private static final int MOST_PASSES = 20_000;

    /** From Linux: CPU time, time in which the thread was ready and had no core, and a count. */
    private static final Path SCHEDULER = Path.of("/proc/thread-self/schedstat");

    /**
     * What one pass cost, in ns for each task.
     *
     * @param wall time from begin to end
     * @param cpu of that, time on a core
     * @param kept of that, time in which it could have run and had no core; 0 where that is not
     *     known
     */
    record Cost(double wall, double cpu, double kept) {

        /** Time in which it waited for something else than a core. */
        double waited() {
            return Math.max(0, wall - cpu - kept);
        }

        /** The share of its own time that was waiting. */
        double waiting() {
            return waited() / Math.max(1, waited() + cpu);
        }

        private Cost dividedBy(double n) {
            return new Cost(wall / n, cpu / n, kept / n);
        }
    }

    /**
     * Measures.
     *
     * @throws ExecutionException when a task throws; its cause is what it threw
     */
    static Alone of(IndexedWork<?> work, int tasks) throws ExecutionException {
        return Apart.measure("diagnose-alone", () -> measure(work, tasks));
    }

    private static Alone measure(IndexedWork<?> work, int tasks) throws Exception {
        var cold = pass(work, tasks);
        long begin = System.nanoTime();
        if (cold.wall < LEAST_NANOS) {
            while (System.nanoTime() - begin < WARM_UP_NANOS) {
                pass(work, tasks);
            }
        }
        var warm = new ArrayList<Cost>();
        begin = System.nanoTime();
        // Where even one pass takes long, two warm ones must do.
        while (warm.size() < 2
                || (warm.size() < MOST_PASSES && System.nanoTime() - begin < LEAST_NANOS)) {
            warm.add(pass(work, tasks).dividedBy(tasks));
        }
        warm.sort(Comparator.comparingDouble(Cost::waiting));
        return new Alone(cold.dividedBy(tasks), warm.get(warm.size() / 4));
    }

    private static Cost pass(IndexedWork<?> work, int tasks) throws Exception {
        var clock = ManagementFactory.getThreadMXBean();
        long kept = kept();
        long cpu = clock.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            Sink.take(work.run(i));
        }
        long wall = System.nanoTime() - begin;
        return new Cost(
                wall,
                Math.min(wall, clock.getCurrentThreadCpuTime() - cpu),
                Math.max(0, kept() - kept));
    }

    /**
     * How long the calling thread was kept from a core so far, in ns; 0 where that is not known.
     */
    private static long kept() {
        try {
            var fields = Files.readString(SCHEDULER).strip().split(" ");
            return fields.length > 1 ? Long.parseLong(fields[1]) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
