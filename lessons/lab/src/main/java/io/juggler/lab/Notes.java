package io.juggler.lab;

import io.juggler.lab.measure.Arrangements;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.measure.Series;
import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.trace.Interval.Doing;

import java.util.ArrayList;
import java.util.List;

/** Writes the notes that a table's reader needs, from the measurement alone. */
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

    /** Runs that differ by more say little about each other. */
    private static final double NOISY = 1.5;

    /** Very short runs always scatter; below that it is not worth a word, in ns. */
    private static final double NOISE_NANOS = 5e6;

    /** A machine that gives less than this share of the cores that the JVM sees is mentioned. */
    private static final double DELIVERED = 0.9;

    private static final int LONGEST_VALUE = 60;

    private Notes() {}

    static List<String> of(
            Task<?> task,
            Strategy strategy,
            Series series,
            Figure.SpeedUp speedUp,
            double delivered) {
        var notes = new ArrayList<String>();
        var run = series.typical();
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
                            + "; no speed-up is claimed");
        }
        if (speedUp instanceof Figure.SpeedUp.Unclear(var times)) {
            notes.add(
                    "speed-up withheld: its range "
                            + Quantity.timesRange(times.min(), times.max())
                            + (times.spans(1)
                                    ? " has 1 inside"
                                    : " is near 1, and the runs are too noisy"));
        }
        if (!series.coldOnly() && series.cold().cost().wall() > COLD * series.wall().max()) {
            notes.add(
                    "the first, cold run took "
                            + Quantity.time(series.cold().cost().wall())
                            + " and is not counted");
        }
        carriers(strategy, run, notes);
        blocked(run, delivered, notes);
        noise(series, notes);
        double otherCpu = series.processCpu() - series.cpu();
        if (otherCpu > OTHER_CPU_NANOS && otherCpu > OTHER_CORES * series.wall().median()) {
            notes.add(
                    "other threads of this JVM (compiler, collector, a server) used "
                            + Quantity.time(otherCpu)
                            + " of CPU meanwhile");
        }
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
                                + " threw "
                                + shown(run.failures().get(first))
                                + (count > 1 ? ", and others" : ""));
                return;
            }
        }
    }

    private static void carriers(Strategy strategy, Measured run, List<String> notes) {
        int seen = run.carriers().size();
        int asked = Figures.asked(strategy).orElse(seen);
        if (seen > asked) {
            notes.add(
                    Quantity.count(seen, "carrier")
                            + ": the JDK added "
                            + (seen - asked)
                            + " while one was blocked");
        } else if (seen < Math.min(asked, run.results().size())) {
            notes.add(
                    "only "
                            + seen
                            + " of "
                            + asked
                            + " took a task: the tasks were over before the others woke up");
        }
        if (strategy instanceof Strategy.Cores && Lab.coresSeen() == 1) {
            notes.add("1 core: no parallel speed-up is possible, the tasks take turns");
        }
    }

    private static void blocked(Measured run, double delivered, List<String> notes) {
        if (run.means() != Means.TRACED) {
            return;
        }
        long mounted = Figures.total(run, Doing.RUNNING);
        double share = Math.min(1, delivered / Lab.coresSeen());
        if (mounted > BLOCKED_NANOS && run.cost().cpu() < BLOCKED * share * mounted) {
            notes.add(
                    "tasks held their carrier for "
                            + Quantity.time(mounted)
                            + " and used "
                            + Quantity.time(run.cost().cpu())
                            + " of CPU: they blocked it (pinned), or the machine was busy");
        }
    }

    /** Whether the runs differ so much that little can be said of them. */
    static boolean noisy(Series series) {
        return series.wall().median() > NOISE_NANOS && series.wall().differsBy(NOISY);
    }

    private static void noise(Series series, List<String> notes) {
        var wall = series.wall();
        if (noisy(series)) {
            notes.add("TOO NOISY: its runs differ by " + Quantity.times(wall.max() / wall.min()));
        }
    }

    /** What holds for all rows. */
    static List<String> ofAll(List<Series> all, int cores, double delivered) {
        var notes = new ArrayList<String>();
        if (all.getFirst().coldOnly()) {
            notes.add("one run, not warmed up: no range is claimed");
        }
        notes.add(
                Quantity.count(cores, "core")
                        + " seen by this JVM"
                        + (delivered < DELIVERED * cores
                                ? ", "
                                        + Quantity.cores(delivered)
                                        + " delivered: the machine is busy or limited, computing"
                                        + " takes longer"
                                : ""));
        if (cores == 1) {
            notes.add("with one core, waiting can still overlap; computing cannot");
        }
        if (!Arrangements.traced()) {
            notes.add(
                    "mounts are not recorded in this JVM; one carrier is the JDK's scheduler"
                            + " limited to one. Start it with --add-opens"
                            + " java.base/java.lang=ALL-UNNAMED to see them");
        } else if (all.stream().anyMatch(series -> series.typical().means() != Means.TRACED)) {
            notes.add(
                    "what other schedulers' threads do between a task's begin and end is not seen");
        }
        return List.copyOf(notes);
    }

    /** A value in a few words; what its toString throws is not the table's problem. */
    private static String shown(Object value) {
        String text;
        try {
            text = value instanceof Throwable thrown ? thrown.toString() : String.valueOf(value);
            if (value != null && value.getClass().isArray()) {
                text = value.getClass().getSimpleName();
            }
        } catch (RuntimeException e) {
            text = value.getClass().getName();
        }
        return text.codePointCount(0, text.length()) <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }
}
