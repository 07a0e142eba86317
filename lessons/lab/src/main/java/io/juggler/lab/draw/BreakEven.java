package io.juggler.lab.draw;

import io.juggler.lab.Lab;
import io.juggler.lab.PanelDrawing;
import io.juggler.lab.kernel.Places;
import io.juggler.lab.measure.Spread;
import io.juggler.lab.render.Axis;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Plot;
import io.juggler.lab.render.Plot.Mark;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.repeat.Budget;
import io.juggler.lab.repeat.Repeated;
import io.juggler.lab.status.StatusLine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * From which size on it pays to share a task out: the same number of tasks, of one size after the
 * other, done one after another and one on each core. Below the break-even it costs more to hand
 * tasks over than they take.
 */
public final class BreakEven extends PanelDrawing {
    private static final long BUDGET_NANOS = Budget.nanos(Duration.ofMillis(1_200));

    private final String task;
    private final int tasks;
    private final int cores;
    private final List<Size> sizes;

    /**
     * Work that takes as long as its size says.
     *
     * @param <T> the result's type
     */
    @FunctionalInterface
    public interface Sized<T> {

        /**
         * Does the work.
         *
         * @param size how much, such as the number of turns of a loop
         */
        T work(int size) throws Exception;
    }

    /**
     * A size, and what it gives.
     *
     * @param size how much
     * @param alone wall time of one task, one after another, in ns
     * @param timesAsFast the tasks on all cores, as one after another
     */
    record Size(int size, double alone, Spread timesAsFast) {}

    BreakEven(String task, int tasks, int cores, List<Size> sizes) {
        this.task = task;
        this.tasks = tasks;
        this.cores = cores;
        this.sizes = List.copyOf(sizes);
    }

    static BreakEven of(String name, Sized<?> sized, int... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException(
                    "breakEven(\"" + name + "\", …) needs two sizes at least");
        }
        int cores = Lab.coresSeen();
        int tasks = 4 * cores;
        var measured = new ArrayList<Size>();
        try (var status = StatusLine.open("break-even of " + name, Places.here())) {
            for (int size : sizes) {
                var rounds =
                        Repeated.of(
                                Lab.task(name, _ -> sized.work(size)),
                                tasks,
                                List.of(Lab.sequential(), Lab.cores()),
                                BUDGET_NANOS,
                                status);
                measured.add(
                        new Size(size, rounds.wall(0).median() / tasks, rounds.timesAsFast(1)));
            }
        }
        return new BreakEven(name, tasks, cores, measured);
    }

    /**
     * How long a task must take for it to pay, in ns: where the gain of the sizes tried goes past
     * one and stays there; empty where that is not clear even for the largest, or holds for all.
     */
    public OptionalDouble nanos() {
        if (sizes.getLast().timesAsFast().min() <= 1) {
            return OptionalDouble.empty();
        }
        int last = sizes.size() - 1;
        int first = last;
        while (first >= 0 && sizes.get(first).timesAsFast().median() > 1) {
            first--;
        }
        if (first < 0 || first == last) {
            return OptionalDouble.empty();
        }
        var below = sizes.get(first);
        var above = sizes.get(first + 1);
        double from = Math.log(below.timesAsFast().median());
        double share = -from / (Math.log(above.timesAsFast().median()) - from);
        return OptionalDouble.of(
                below.alone() * Math.pow(Math.max(1, above.alone() / below.alone()), share));
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel = new Panel();
        var best = sizes.getLast().timesAsFast();
        if (nanos().isPresent()) {
            panel.lead(
                    "Sharing out pays from about "
                            + Quantity.time(nanos().getAsDouble())
                            + " a task",
                    "; the largest tried are "
                            + Quantity.times(best.median())
                            + " as fast on "
                            + Quantity.count(cores, "core")
                            + ", the smallest "
                            + Quantity.times(sizes.getFirst().timesAsFast().median())
                            + ".");
        } else if (best.min() > 1) {
            panel.lead(
                    "Sharing out pays at every size tried",
                    ": the smallest took " + Quantity.time(sizes.getFirst().alone()) + " each.");
        } else {
            panel.lead(
                    "Sharing out shows no clear gain at any size tried",
                    cores == 1
                            ? ": there is one core, so only its cost is seen."
                            : ": the largest took "
                                    + Quantity.time(sizes.getLast().alone())
                                    + " each.");
        }
        var rows = new ArrayList<List<String>>();
        for (var size : sizes) {
            var times = size.timesAsFast();
            rows.add(
                    List.of(
                            Quantity.number(size.size()),
                            Quantity.time(size.alone()),
                            times.spans(1) ? "unclear" : Quantity.times(times.median()),
                            Quantity.timesRange(times.min(), times.max())));
        }
        panel.table(
                task
                        + " × "
                        + tasks
                        + ": one on each core against one after another, median of "
                        + Quantity.count(best.readings(), "round"),
                List.of("size", "one task takes", "times as fast", "range"),
                rows);
        return panel.plot(plot());
    }

    private Plot plot() {
        double least = sizes.stream().mapToDouble(Size::alone).min().orElseThrow();
        double most = sizes.stream().mapToDouble(Size::alone).max().orElseThrow();
        double low = sizes.stream().mapToDouble(s -> s.timesAsFast().min()).min().orElseThrow();
        double high = sizes.stream().mapToDouble(s -> s.timesAsFast().max()).max().orElseThrow();
        var plot =
                Plot.of(
                                "Gain over the time of one task; the table has the numbers.",
                                Axis.factors("one task alone takes", least, most, Quantity::time),
                                Axis.factors(
                                        "times as fast on all cores",
                                        Math.min(low, 0.7),
                                        Math.max(high, cores),
                                        Quantity::times))
                        .with(new Mark.Level("as fast as alone", 1))
                        .with(new Mark.Level(cores == 1 ? "" : cores + " cores", cores));
        if (nanos().isPresent()) {
            plot =
                    plot.with(
                            new Mark.Upright(
                                    "break-even " + Quantity.time(nanos().getAsDouble()),
                                    nanos().getAsDouble()));
        }
        var dots =
                sizes.stream()
                        .map(
                                size ->
                                        new Plot.Dot(
                                                size.alone(),
                                                size.timesAsFast().median(),
                                                size.timesAsFast().min(),
                                                size.timesAsFast().max()))
                        .sorted(java.util.Comparator.comparingDouble(Plot.Dot::x))
                        .toList();
        return plot.line(
                        "",
                        0,
                        Plot.Dash.SOLID,
                        dots.stream().mapToDouble(Plot.Dot::x).toArray(),
                        dots.stream().mapToDouble(Plot.Dot::y).toArray())
                .with(new Mark.Dots("measured", 0, dots));
    }
}
