package io.juggler.lab.draw;

import io.juggler.lab.Lab;
import io.juggler.lab.PanelDrawing;
import io.juggler.lab.Strategy;
import io.juggler.lab.Task;
import io.juggler.lab.kernel.Places;
import io.juggler.lab.measure.Spread;
import io.juggler.lab.render.Axis;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Plot;
import io.juggler.lab.render.Plot.Dash;
import io.juggler.lab.render.Plot.Mark;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.repeat.Budget;
import io.juggler.lab.repeat.Repeated;
import io.juggler.lab.status.StatusLine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How many times as fast the same tasks are with one thread, two, three, up to one for each core;
 * beside it what no serial part would give, and, where there are enough cores to say so, the serial
 * part that fits.
 */
public final class Scaling extends PanelDrawing {
    private static final long BUDGET_NANOS = Budget.nanos(Duration.ofSeconds(6));

    /** Fewer points than that, besides the first, lie near many curves. */
    private static final int LEAST_FOR_A_FIT = 3;

    private static final int MOST_POINTS = 12;

    private final String task;
    private final int tasks;
    private final int cores;
    private final List<Step> steps;

    /**
     * A number of threads, and what it gives.
     *
     * @param threads how many
     * @param wall wall time, in ns
     * @param timesAsFast as one thread
     */
    record Step(int threads, Spread wall, Spread timesAsFast) {}

    Scaling(String task, int tasks, int cores, List<Step> steps) {
        this.task = task;
        this.tasks = tasks;
        this.cores = cores;
        this.steps = List.copyOf(steps);
    }

    static Scaling of(Task<?> task, int tasks) {
        int cores = Lab.coresSeen();
        var threads = threads(cores);
        var strategies = threads.stream().<Strategy>map(Lab::pool).toList();
        var rounds = measured(task, tasks, strategies);
        return new Scaling(
                task.name(),
                tasks,
                cores,
                IntStream.range(0, threads.size())
                        .mapToObj(
                                i ->
                                        new Step(
                                                threads.get(i),
                                                rounds.wall(i),
                                                rounds.timesAsFast(i)))
                        .toList());
    }

    private static Repeated measured(Task<?> task, int tasks, List<Strategy> strategies) {
        try (var status = StatusLine.open("scaling of " + task.name(), Places.here())) {
            return Repeated.of(task, tasks, strategies, BUDGET_NANOS, status);
        }
    }

    /** All there are where there are few; else some of each size, the last always. */
    private static List<Integer> threads(int cores) {
        var threads = new TreeSet<Integer>();
        threads.add(1);
        for (int i = 1; i <= MOST_POINTS; i++) {
            threads.add(
                    cores <= MOST_POINTS
                            ? Math.min(i, cores)
                            : (int) Math.round(Math.pow(cores, (double) i / MOST_POINTS)));
        }
        return List.copyOf(threads);
    }

    private List<Amdahl.Point> points() {
        return steps.stream()
                .filter(step -> step.threads() > 1)
                .map(step -> new Amdahl.Point(step.threads(), step.timesAsFast().median()))
                .toList();
    }

    private boolean fits() {
        return points().size() >= LEAST_FOR_A_FIT;
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel = new Panel();
        var last = steps.getLast();
        if (steps.size() == 1) {
            return panel.lead(
                            task + " × " + Quantity.number(tasks) + " has one core here",
                            ": more threads cannot compute at the same moment, and there is no"
                                    + " curve to draw. One thread took "
                                    + Quantity.time(last.wall().median())
                                    + ".")
                    .note("On a machine with more cores this call draws the speed-up curve.");
        }
        var times = last.timesAsFast();
        var claim =
                times.spans(1)
                        ? Quantity.count(last.threads(), "thread") + " show no clear gain"
                        : Quantity.count(last.threads(), "thread")
                                + " are "
                                + Quantity.times(times.median())
                                + " as fast as one";
        panel.lead(
                task + " × " + Quantity.number(tasks) + ": " + claim,
                " (single rounds: "
                        + Quantity.timesRange(times.min(), times.max())
                        + ") on "
                        + Quantity.count(cores, "core")
                        + ".");
        table(panel);
        panel.plot(plot());
        fit(panel);
        return panel;
    }

    private void fit(Panel panel) {
        if (fits()) {
            var law = Amdahl.fit(points());
            panel.text(
                    "The curve that fits best (Amdahl) has a serial share of "
                            + Quantity.percent(law.serial())
                            + (Double.isInfinite(law.most())
                                    ? ""
                                    : ": more than "
                                            + Quantity.times(law.most())
                                            + " cannot be reached with any number of cores")
                            + ". One more core would give about "
                            + Quantity.times(law.timesAsFast(cores + 1))
                            + " in place of "
                            + Quantity.times(law.timesAsFast(cores))
                            + ".");
        } else {
            panel.text(
                    Quantity.count(cores, "core")
                            + " are too few for a curve to be fitted: with "
                            + Quantity.count(steps.size(), "point")
                            + " many would do. What one more core would give cannot be told from"
                            + " this.");
        }
    }

    private void table(Panel panel) {
        var rows = new ArrayList<List<String>>();
        for (var step : steps) {
            boolean first = step.threads() == 1;
            var times = step.timesAsFast();
            rows.add(
                    List.of(
                            Integer.toString(step.threads()),
                            Quantity.time(step.wall().median()),
                            Quantity.timeRange(
                                    step.wall().min(), step.wall().max(), step.wall().median()),
                            first
                                    ? "1×"
                                    : times.spans(1) ? "unclear" : Quantity.times(times.median()),
                            first ? "" : Quantity.timesRange(times.min(), times.max()),
                            first
                                    ? "100 %"
                                    : times.spans(1)
                                            ? ""
                                            : Quantity.percent(times.median() / step.threads())));
        }
        panel.table(
                "the same tasks on pools of threads, median of "
                        + Quantity.count(steps.getFirst().wall().readings(), "round"),
                List.of("threads", "wall", "range", "speed-up", "range", "per thread"),
                rows);
    }

    private Plot plot() {
        double most =
                Math.max(
                        steps.getLast().threads(),
                        steps.stream().mapToDouble(s -> s.timesAsFast().max()).max().orElse(1));
        int threads = steps.getLast().threads();
        var plot =
                Plot.of(
                                "Speed-up over threads; the table has the numbers.",
                                new Axis("threads", 0.5, threads + 0.5, false, Scaling::whole),
                                Axis.upTo("times as fast as one thread", most, Scaling::factor))
                        .line(
                                "if all could be shared out",
                                -1,
                                Dash.DASHED,
                                new double[] {1, threads},
                                new double[] {1, threads});
        if (fits()) {
            var law = Amdahl.fit(points());
            var xs = IntStream.rangeClosed(0, 60).mapToDouble(i -> 1 + (threads - 1) * i / 60.0);
            var at = xs.toArray();
            plot =
                    plot.line(
                            "serial " + Quantity.percent(law.serial()),
                            1,
                            Dash.SOLID,
                            at,
                            java.util.Arrays.stream(at).map(law::timesAsFast).toArray());
        }
        return plot.with(
                new Mark.Dots(
                        "measured",
                        0,
                        steps.stream()
                                .map(
                                        step ->
                                                new Plot.Dot(
                                                        step.threads(),
                                                        step.timesAsFast().median(),
                                                        step.timesAsFast().min(),
                                                        step.timesAsFast().max()))
                                .toList()));
    }

    private static String whole(double value) {
        return value == Math.rint(value) ? Quantity.number((long) value) : "";
    }

    private static String factor(double value) {
        return value == 0 ? "0" : Quantity.times(value);
    }
}
