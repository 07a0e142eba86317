package io.juggler.lab;

import io.juggler.lab.measure.Arrangement;
import io.juggler.lab.measure.Arrangements;
import io.juggler.lab.measure.Follower;
import io.juggler.lab.measure.Job;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.measure.OnLoop;
import io.juggler.lab.process.RemoteWork;
import io.juggler.lab.process.Shipment;
import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** From strategies and measurements to what is drawn of them. */
final class Figures {

    /** Where that share of the time is not known, nothing is said of the rest. */
    private static final double UNSEEN = 0.2;

    private Figures() {}

    static Figure of(Run<?> run) {
        return Findings.figureOf(run);
    }

    /** How a strategy is done in this JVM. */
    static Arrangement arrangementOf(Strategy strategy, Task<?> task) {
        return switch (strategy) {
            case Strategy.Sequential _ -> Arrangements.oneAfterAnother();
            case Strategy.OneCarrier _ -> Arrangements.onOneCarrier();
            case Strategy.Cores _ -> Arrangements.lanes(Lab.coresSeen());
            case Strategy.Carriers(int carriers) -> Arrangements.onCarriers(carriers);
            case Strategy.VirtualThreads _ -> Arrangements.virtualThreads();
            case Strategy.Pool(int threads) -> Arrangements.pool(threads);
            case Strategy.ParallelStream _ -> Arrangements.parallelStream();
            case Strategy.ForkJoin _ -> Arrangements.forkJoin(Lab.coresSeen());
            case Strategy.CompletableFutures _ -> Arrangements.completableFuture();
            case Strategy.OnEventLoop _ -> Arrangements.eventLoop(formOf(task));
            case Strategy.Hybrid _ -> hybrid(task);
            case Strategy.Processes(int processes) -> processes(processes, task.work());
            case Strategy.OnExecutor(_, var executor) -> Arrangements.executor(executor);
        };
    }

    /** That many of the task, as an arrangement is given them. */
    static Job jobOf(Task<?> task, int tasks, Follower follower) {
        return new Job(task.work()::run, tasks, task.deadline().toNanos(), null, follower);
    }

    /** "nap × 5". */
    static String whatOf(Task<?> task, int tasks) {
        return task.name() + " × " + Quantity.number(tasks);
    }

    private static <T> OnLoop.Form formOf(Task<T> task) {
        return task.loopWork()
                .<OnLoop.Form>map(form -> (index, loop) -> form.begin(index, new EventLoop(loop)))
                .orElse(null);
    }

    /** What cannot cross is found out here, before anything is measured. */
    private static Arrangement processes(int processes, IndexedWork<?> work) {
        RemoteWork remote = work::run;
        var _ = new Shipment(remote);
        return Arrangements.processes(processes, remote);
    }

    private static Arrangement hybrid(Task<?> task) {
        var phases =
                task.phases()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "hybrid() needs a task with two phases, one that"
                                                        + " waits and one that computes: task(\""
                                                        + task.name()
                                                        + "\", i -> …).crunch(result -> …)"));
        return hybrid(phases);
    }

    @SuppressWarnings("unchecked") // the second phase takes what the first gives
    private static <P> Arrangement hybrid(Task.Phases<P, ?> phases) {
        return Arrangements.hybrid(
                phases.first()::run,
                intermediate -> phases.second().apply((P) intermediate),
                Lab.coresSeen());
    }

    /** The carriers or threads that a strategy asks for; none where it leaves that to others. */
    static OptionalInt asked(Strategy strategy, int cores) {
        return switch (strategy) {
            case Strategy.Sequential _, Strategy.OneCarrier _, Strategy.OnEventLoop _ ->
                    OptionalInt.of(1);
            case Strategy.Hybrid _ -> OptionalInt.of(1 + cores);
            case Strategy.Processes(int processes) -> OptionalInt.of(processes);
            case Strategy.Cores _, Strategy.ForkJoin _ -> OptionalInt.of(cores);
            case Strategy.Carriers(int carriers) -> OptionalInt.of(carriers);
            case Strategy.Pool(int threads) -> OptionalInt.of(threads);
            case Strategy.VirtualThreads _,
                    Strategy.ParallelStream _,
                    Strategy.CompletableFutures _,
                    Strategy.OnExecutor _ ->
                    OptionalInt.empty();
        };
    }

    /**
     * Such as "1 carrier": what it had, which can be more than it asked for where the JDK added a
     * carrier.
     */
    static String on(Strategy strategy, Measured run, int cores) {
        if (strategy instanceof Strategy.OnEventLoop) {
            return "1 thread";
        }
        if (strategy instanceof Strategy.Hybrid) {
            return "1 + " + Quantity.count(cores, "carrier");
        }
        int carriers = Math.max(asked(strategy, cores).orElse(0), run.carriers().size());
        return switch (run.means()) {
            case PLATFORM_THREADS -> Quantity.count(carriers, "thread");
            case PROCESSES -> carriers == 1 ? "1 process" : carriers + " processes";
            default -> Quantity.count(carriers, "carrier");
        };
    }

    /**
     * Which share of the tasks' own time was waiting: of the time in which they waited or used a
     * core. Time in which they could have run and had no core is neither, whether they queued for a
     * carrier or the system had none for it. Of a platform thread long waits are known, and its CPU
     * time; where much is left, it waited shortly or was kept from a core, and nobody saw which.
     */
    static OptionalDouble waiting(Strategy strategy, Measured run) {
        if (run.means() == Means.JDK_SCHEDULER || run.means() == Means.PROCESSES) {
            return OptionalDouble.empty();
        }
        double total = 0;
        double waiting = 0;
        for (var interval : run.intervals()) {
            total += interval.doing() == Doing.READY ? 0 : interval.nanos();
            boolean waits = interval.doing() == Doing.WAITING || interval.doing() == Doing.PINNED;
            waiting += waits ? interval.nanos() : 0;
        }
        double cpu = run.cost().cpu();
        if (run.means() != Means.TRACED && total - waiting - cpu > UNSEEN * total) {
            return OptionalDouble.empty();
        }
        return waiting + cpu == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(waiting / (waiting + cpu));
    }

    static Figure.Track track(Measured run) {
        return new Figure.Track(
                run.cost().wall(),
                run.intervals(),
                run.failures().keySet(),
                run.carriers().stream().sorted(byNumber()).toList());
    }

    /** "carrier-2" before "carrier-10". */
    private static Comparator<String> byNumber() {
        return Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
    }

    /** How long the run's tasks were mounted or not, together, in ns. */
    static long total(Measured run, Doing doing) {
        return run.intervals().stream()
                .filter(interval -> interval.doing() == doing)
                .mapToLong(Interval::nanos)
                .sum();
    }
}
