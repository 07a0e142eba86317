package io.juggler.lab;

import io.juggler.lab.measure.DeliveredCores;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.measure.Outcome;
import io.juggler.lab.measure.Series;
import io.juggler.lab.process.RemoteFailureException;
import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Labels;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.trace.Interval.Doing;
import io.juggler.lab.trace.TracingCost;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Writes the notes that a row's reader needs, from the measurement alone. */
final class Notes {

    /**
     * A first run is mentioned when it took that many times as long as the slowest of the others.
     */
    private static final double COLD = 1.25;

    /** Below that, what else the JVM did does not change a reader's mind, in ns. */
    private static final double OTHER_CPU_NANOS = 50e6;

    private static final double OTHER_CORES = 0.25;

    /** Mounted, and using less of a core than that, a task blocks its carrier. */
    private static final double BLOCKED = 0.5;

    private static final double BLOCKED_NANOS = 50e6;

    /** Shorter waits on a carrier are not worth a word, in ns. */
    private static final double PINNED_NANOS = 5e6;

    /** Runs that differ by more say little about each other. */
    private static final double NOISY = 1.5;

    /** Very short runs always scatter; below that it is not worth a word, in ns. */
    private static final double NOISE_NANOS = 5e6;

    /** Tasks that use so much of what the machine gives compute; they do not wait. */
    private static final double COMPUTING = 0.5;

    private static final int LONGEST_VALUE = 60;
    private static final int LONGEST_THROWN = 160;

    /** A collector that worked for more than this share of the wall time is mentioned. */
    private static final double COLLECTING = 0.05;

    /** Less than that is allocated in passing, in bytes. */
    private static final long MUCH_MEMORY = 512L << 20;

    /** Tracing that took more than this share of the wall time is mentioned. */
    private static final double TRACING = 0.02;

    private static final int FEW_MOUNTS = 1_000;

    private Notes() {}

    static List<String> of(
            Task<?> task, Strategy strategy, int row, Figure.SpeedUp speedUp, Outcome outcome) {
        var notes = new ArrayList<String>();
        var series = outcome.series().get(row);
        var first = outcome.series().getFirst();
        var run = series.typical();
        stopped(series, notes);
        failures(task, series, notes);
        if (series.difference() != null) {
            var difference = series.difference();
            notes.add(
                    "another result: "
                            + task.name()
                            + " "
                            + difference.task()
                            + " gave "
                            + shown(difference.actual())
                            + " where the first run gave "
                            + shown(difference.expected())
                            + "; no speed-up is claimed"
                            + (sameOnlyAsItself(difference.expected())
                                    ? ". Such values are equal only to themselves: say what to"
                                            + " compare with checksum(…)"
                                    : ""));
        }
        if (speedUp instanceof Figure.SpeedUp.Unclear(var times)) {
            notes.add(
                    "speed-up withheld: "
                            + (times.readings() == 1 ? "" : "its range ")
                            + (times.readings() == 1
                                    ? Quantity.times(times.median())
                                    : Quantity.timesRange(times.min(), times.max()))
                            + (times.spans(1)
                                    ? " has 1 inside"
                                    : times.readings() == 1
                                            ? busy(outcome)
                                                    ? " is of one run, on a busy machine"
                                                    : " is near 1, and one run tells no range"
                                            : busy(outcome)
                                                    ? " comes near 1, on a busy machine"
                                                    : noisy(series) || noisy(first)
                                                            ? " comes near 1, and the runs are too"
                                                                    + " noisy"
                                                            : " comes near 1, and the machine gave"
                                                                    + " the core to others"
                                                                    + " meanwhile"));
        }
        if (busy(outcome)) {
            share(strategy, speedUp, series.coresUsed() / outcome.delivered(), outcome.cores())
                    .ifPresent(notes::add);
        }
        if (!series.coldOnly() && series.cold().cost().wall() > COLD * series.wall().max()) {
            notes.add(
                    "the first, cold run took "
                            + Quantity.time(series.cold().cost().wall())
                            + " and is not counted");
        }
        carriers(strategy, run, outcome.cores(), notes);
        loop(task, strategy, notes);
        blocked(run, outcome, notes);
        noise(series, notes);
        double otherCpu = series.processCpu() - series.cpu();
        if (otherCpu > OTHER_CPU_NANOS && otherCpu > OTHER_CORES * series.wall().median()) {
            notes.add(
                    "other threads of this JVM (compiler, collector, a server) used "
                            + Quantity.time(otherCpu)
                            + " of CPU meanwhile");
        }
        memory(run, notes);
        tracing(run, notes);
        if (run.history().trace().dropped() > 0) {
            notes.add(
                    "the timeline shows the first "
                            + Quantity.number(run.history().trace().size())
                            + " mounts of "
                            + Quantity.number(
                                    run.history().trace().size()
                                            + run.history().trace().dropped()));
        }
        return List.copyOf(notes);
    }

    private static void stopped(Series series, List<String> notes) {
        for (var run : series.runs()) {
            run.overDeadline()
                    .ifPresent(
                            over ->
                                    notes.add(
                                            "never ended: stopped after "
                                                    + Quantity.time(over.afterNanos())
                                                    + " with "
                                                    + Quantity.number(over.unended())
                                                    + " of "
                                                    + Quantity.count(run.results().size(), "task")
                                                    + " not done"
                                                    + (run.peak() == 0
                                                            ? ": none of them was begun"
                                                            : "")
                                                    + (over.stillRunning().isEmpty()
                                                            ? ""
                                                            : "; "
                                                                    + over.stillRunning()
                                                                    + ", and disturbs all that is"
                                                                    + " measured after it")));
        }
    }

    private static void loop(Task<?> task, Strategy strategy, List<String> notes) {
        if (strategy instanceof Strategy.OnEventLoop && task.loopWork().isEmpty()) {
            notes.add(
                    "this task has no form for an event loop (onLoop): it held up the loop until it"
                            + " was done");
        }
    }

    /** Told where it matters: where the collector worked, or had much to come. */
    private static void memory(Measured run, List<String> notes) {
        var cost = run.cost();
        double collecting = 1e6 * cost.collecting();
        if (collecting > COLLECTING * cost.wall() || cost.allocated() > MUCH_MEMORY) {
            notes.add(
                    "allocated "
                            + Quantity.bytes(cost.allocated())
                            + "; the garbage collector worked "
                            + Quantity.time(collecting));
        }
    }

    private static void tracing(Measured run, List<String> notes) {
        long mounts = run.history().trace().size() + run.history().trace().dropped();
        double cost = mounts < FEW_MOUNTS ? 0 : mounts * TracingCost.nanosPerMount();
        if (cost > TRACING * run.cost().wall()) {
            notes.add(
                    "recording its "
                            + Quantity.number(mounts)
                            + " mounts took about "
                            + Quantity.time(cost)
                            + " of this");
        }
    }

    private static void failures(Task<?> task, Series series, List<String> notes) {
        for (var run : series.runs()) {
            if (!run.failures().isEmpty()) {
                int count = run.failures().size();
                int first = run.failures().firstKey();
                notes.add(
                        Quantity.number(count)
                                + " of "
                                + Quantity.count(run.results().size(), "task")
                                + " failed: "
                                + task.name()
                                + " "
                                + first
                                + (run.failures().get(first) instanceof RemoteFailureException
                                        ? ": "
                                        : " threw ")
                                + shown(run.failures().get(first))
                                + (count > 1 ? ", and others" : ""));
                return;
            }
        }
    }

    private static void carriers(Strategy strategy, Measured run, int cores, List<String> notes) {
        int seen = run.carriers().size();
        int asked = Figures.asked(strategy, cores).orElse(seen);
        if (seen > asked) {
            notes.add(
                    Quantity.count(seen, "carrier")
                            + ": the JDK added "
                            + (seen - asked)
                            + " while one was blocked");
        } else if (seen < Math.min(asked, run.results().size())) {
            notes.add(
                    "only "
                            + Quantity.number(seen)
                            + " of "
                            + Quantity.number(asked)
                            + " took a task: the tasks were over before "
                            + (asked > run.results().size() ? "more" : "the others")
                            + " woke up");
        }
        if (asked > run.results().size() && isNumber(strategy)) {
            notes.add(
                    "more than there are tasks: at most "
                            + Quantity.number(run.results().size())
                            + " of "
                            + Quantity.number(asked)
                            + " can have one");
        }
        if (strategy instanceof Strategy.Cores && cores == 1) {
            notes.add("1 core: no parallel speed-up is possible, the tasks take turns");
        }
    }

    /**
     * What more threads than cores gain on a machine that computes for others, too: the system
     * divides it among threads, not among programs.
     *
     * @param usedOfDelivered the cores used, of those that the machine gave
     */
    static Optional<String> share(
            Strategy strategy, Figure.SpeedUp speedUp, double usedOfDelivered, int cores) {
        return isNumber(strategy)
                        && Figures.asked(strategy, cores).orElse(0) > cores
                        && usedOfDelivered >= COMPUTING
                        && speedUp instanceof Figure.SpeedUp.Times(var times)
                        && times.median() > 1
                ? Optional.of(
                        "more threads than cores: on a busy machine they get a larger share of it,"
                                + " and others a smaller; that can be all of this speed-up")
                : Optional.empty();
    }

    /** Whether whoever chose it chose how many. */
    private static boolean isNumber(Strategy strategy) {
        return strategy instanceof Strategy.Pool
                || strategy instanceof Strategy.Carriers
                || strategy instanceof Strategy.Processes;
    }

    private static void blocked(Measured run, Outcome outcome, List<String> notes) {
        if (run.means() != Means.TRACED) {
            return;
        }
        long pinned = Figures.total(run, Doing.PINNED);
        if (pinned > PINNED_NANOS) {
            notes.add(
                    "pinned: tasks waited for "
                            + Quantity.time(pinned)
                            + " and held their carrier meanwhile");
        }
        long mounted = Figures.total(run, Doing.RUNNING);
        double share = Math.min(1, outcome.delivered() / outcome.cores());
        if (mounted > BLOCKED_NANOS && run.cost().cpu() < BLOCKED * share * mounted) {
            notes.add(
                    "tasks held their carrier for "
                            + Quantity.time(mounted)
                            + " and used "
                            + Quantity.time(run.cost().cpu())
                            + " of CPU: they blocked it, or the machine was busy");
        }
    }

    /** Whether the runs differ so much that little can be said of them. */
    static boolean noisy(Series series) {
        return series.wall().median() > NOISE_NANOS && series.wall().differsBy(NOISY);
    }

    /** Whether so little of the machine was free that a single run says nothing. */
    static boolean busy(Outcome outcome) {
        return DeliveredCores.areFew(outcome.delivered(), outcome.cores());
    }

    private static void noise(Series series, List<String> notes) {
        var wall = series.wall();
        if (noisy(series)) {
            notes.add("TOO NOISY: its runs differ by " + Quantity.times(wall.max() / wall.min()));
        }
    }

    /** Whether two values made alike are not equal: their class does not say when they are. */
    private static boolean sameOnlyAsItself(Object value) {
        try {
            return value != null
                    && !value.getClass().isArray()
                    && !value.getClass().isEnum()
                    && value.getClass().getMethod("equals", Object.class).getDeclaringClass()
                            == Object.class;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** A value in a few words; what its toString throws is not the table's problem. */
    private static String shown(Object value) {
        String text;
        try {
            text =
                    switch (value) {
                        // What happened to a process is all that matters of it.
                        case RemoteFailureException failure -> failure.getMessage();
                        case Throwable thrown -> thrown.toString();
                        case null, default ->
                                value != null && value.getClass().isArray()
                                        ? elements(value)
                                        : String.valueOf(value);
                    };
        } catch (RuntimeException e) {
            text = value.getClass().getName();
        }
        return Labels.line(text, value instanceof Throwable ? LONGEST_THROWN : LONGEST_VALUE);
    }

    /** The first of them: more would not be shown. */
    private static String elements(Object array) {
        int shown = Math.min(Array.getLength(array), LONGEST_VALUE);
        var text = new StringJoiner(", ", "[", shown < Array.getLength(array) ? ", …]" : "]");
        for (int i = 0; i < shown; i++) {
            var element = Array.get(array, i);
            text.add(
                    element != null && element.getClass().isArray()
                            ? element.getClass().getSimpleName()
                            : String.valueOf(element));
        }
        return text.toString();
    }
}
