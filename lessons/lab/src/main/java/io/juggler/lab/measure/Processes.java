package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.process.ChildProcess;
import io.juggler.lab.process.RemoteWork;
import io.juggler.lab.process.Shipment;
import io.juggler.lab.trace.Trace;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A pool of JVMs that take one task after another. The clock starts before they do: their start,
 * and making objects ready to cross, is what processes cost. What a task does between its begin and
 * its end is not seen.
 *
 * @param processes how many
 * @param work the tasks' work, in a form that can cross
 */
record Processes(int processes, RemoteWork work) implements Arrangement {

    @Override
    public Measured run(Job job) throws InterruptedException {
        var attempt = new Attempt(job, processes);
        var meter = Meter.start();
        long zero = System.nanoTime();
        for (int task = 0; task < job.tasks(); task++) {
            attempt.stamps.hand(task, zero);
        }
        var shipment = new Shipment(work);
        var run = new OneRun(attempt, shipment, job);
        var lanes = new ArrayList<Thread>();
        for (int lane = 0; lane < processes; lane++) {
            int number = lane;
            lanes.add(
                    Thread.ofPlatform()
                            .name("process-" + (lane + 1))
                            .daemon()
                            .start(() -> run.lane(number)));
        }
        try {
            attempt.await(run::endAll, () -> lanes.stream().filter(Thread::isAlive).toList());
        } finally {
            run.endAll();
        }
        return attempt.measured(
                meter.cost(attempt.wall(zero), run.cpu),
                Arrays.stream(run.processOfTask)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()),
                Means.PROCESSES,
                new Measured.History(zero, attempt.stamps, Trace.EMPTY, names(run.processOfTask)));
    }

    private static List<String> names(String[] processOfTask) {
        return Arrays.stream(processOfTask).map(name -> name == null ? "" : name).toList();
    }

    /** The processes of one run. */
    private static final class OneRun {
        final Map<String, Long> cpu = new ConcurrentHashMap<>();
        final String[] processOfTask;
        private final Attempt attempt;
        private final Shipment shipment;
        private final OutputStream prints;
        private final AtomicInteger next = new AtomicInteger();
        private final Set<ChildProcess> alive = ConcurrentHashMap.newKeySet();

        OneRun(Attempt attempt, Shipment shipment, Job job) {
            this.attempt = attempt;
            this.shipment = shipment;
            this.prints = job.prints() == null ? new Printing(null) : new Printing(job.prints());
            this.processOfTask = new String[attempt.tasks()];
        }

        /** Takes tasks until none is left, in one process and, where that ends, in the next. */
        void lane(int lane) {
            try {
                for (int task = take(lane); task >= 0; ) {
                    task = inOneProcess(lane, task);
                }
            } catch (IOException | RuntimeException | Error e) {
                attempt.refused(e);
            } finally {
                attempt.threadDone();
            }
        }

        private int take(int lane) {
            int task = next.getAndIncrement();
            if (task >= attempt.tasks() || attempt.stopping()) {
                return -1;
            }
            attempt.stamps.take(lane, task);
            processOfTask[task] = "process-" + (lane + 1);
            return task;
        }

        /** Does tasks until the process ends or none is left; returns the next, or -1. */
        private int inOneProcess(int lane, int first) throws IOException {
            try (var child = new ChildProcess(shipment, List.of(), List.of(), prints)) {
                alive.add(child);
                if (attempt.stopping()) {
                    return -1;
                }
                child.load();
                int task = first;
                while (task >= 0) {
                    attempt.stamps.begin(task);
                    try {
                        attempt.succeed(task, child.call(task));
                    } catch (Throwable thrown) {
                        if (attempt.stopping()) {
                            return -1;
                        }
                        attempt.fail(task, thrown);
                        if (!child.isAlive()) {
                            return take(lane);
                        }
                    } finally {
                        cpu.merge("process-" + (lane + 1), child.cpuSinceAsked(), Long::sum);
                    }
                    task = take(lane);
                }
                return task;
            }
        }

        void endAll() {
            alive.forEach(ChildProcess::close);
        }
    }

    /** Where what the processes print goes: to the run's prints, or out. */
    private static final class Printing extends OutputStream {
        private final Prints prints;

        Printing(Prints prints) {
            this.prints = prints;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] text, int from, int length) {
            if (prints == null) {
                System.out.write(text, from, length);
                System.out.flush();
            } else {
                prints.add(text, from, length);
            }
        }
    }
}
