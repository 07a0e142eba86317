package io.juggler.lab.draw;

import io.juggler.lab.Comparison;
import io.juggler.lab.PanelDrawing;
import io.juggler.lab.Run;
import io.juggler.lab.render.Axis;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Plot;
import io.juggler.lab.render.Plot.Mark;
import io.juggler.lab.render.Quantity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long those who asked for single tasks waited, when all asked at the start of the run: how
 * many waited how long, and at most how long half of them, 95 of a hundred and all of them.
 */
public final class Latencies extends PanelDrawing {
    private static final int BINS = 40;

    private final String task;
    private final List<Row> rows;

    /** The times of one strategy's tasks, in ns, sorted. */
    record Row(String name, long[] nanos) {
        Row {
            nanos = nanos.clone();
            Arrays.sort(nanos);
        }

        /** The least time that this share of the tasks did not exceed. */
        long at(double share) {
            return nanos[
                    (int) Math.clamp(Math.ceil(share * nanos.length) - 1, 0, nanos.length - 1)];
        }
    }

    Latencies(String task, List<Row> rows) {
        this.task = task;
        this.rows = List.copyOf(rows);
    }

    static Latencies of(Comparison<?> comparison) {
        return new Latencies(
                comparison.task().name(),
                comparison.rows().stream().map(row -> row(row.run())).toList());
    }

    static Latencies of(Run<?> run) {
        return new Latencies(run.task().name(), List.of(row(run)));
    }

    private static Row row(Run<?> run) {
        long[] end = new long[run.tasks()];
        for (var slice : run.slices()) {
            end[slice.task()] = Math.max(end[slice.task()], slice.end());
        }
        return new Row(
                run.strategy().name(), Arrays.stream(end).filter(nanos -> nanos > 0).toArray());
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel = new Panel();
        var seen = rows.stream().filter(row -> row.nanos().length > 0).toList();
        if (seen.isEmpty()) {
            return panel.lead("No task was seen", ": there are no times to draw.");
        }
        var quickest =
                seen.stream()
                        .min(java.util.Comparator.comparingLong(row -> row.at(0.95)))
                        .orElseThrow();
        panel.lead(
                quickest.name() + (seen.size() == 1 ? "" : " is done soonest"),
                ": half of "
                        + task
                        + " × "
                        + Quantity.number(quickest.nanos().length)
                        + " were done after "
                        + Quantity.time(quickest.at(0.5))
                        + ", 95 of a hundred after "
                        + Quantity.time(quickest.at(0.95))
                        + ".");
        panel.table(
                "from the start of the run, when all were asked for, until a task was done",
                List.of("strategy", "tasks", "p50", "p95", "p99", "max"),
                seen.stream()
                        .map(
                                row ->
                                        List.of(
                                                row.name(),
                                                Quantity.number(row.nanos().length),
                                                Quantity.time(row.at(0.5)),
                                                Quantity.time(row.at(0.95)),
                                                Quantity.time(row.at(0.99)),
                                                Quantity.time(row.at(1))))
                        .toList());
        long least = seen.stream().mapToLong(row -> row.at(0)).min().orElseThrow();
        long most = seen.stream().mapToLong(row -> row.at(1)).max().orElseThrow();
        var axis = Axis.factors("done after", (double) least, (double) most, Quantity::time);
        seen.forEach(row -> panel.plot(plot(row, axis)));
        return panel;
    }

    private static Plot plot(Row row, Axis axis) {
        var counts = new int[BINS];
        double width = Math.log(axis.to() / axis.from()) / BINS;
        for (long nanos : row.nanos()) {
            counts[(int) Math.clamp(Math.log(nanos / axis.from()) / width, 0, BINS - 1)]++;
        }
        var bars = new ArrayList<Plot.Bar>();
        for (int bin = 0; bin < BINS; bin++) {
            bars.add(
                    new Plot.Bar(
                            axis.from() * Math.exp(bin * width),
                            axis.from() * Math.exp((bin + 1) * width),
                            counts[bin]));
        }
        return Plot.of(
                        "How many tasks of " + row.name() + " were done after how long.",
                        axis,
                        Axis.upTo(
                                row.name() + ", tasks",
                                Arrays.stream(counts).max().orElse(1),
                                value ->
                                        value == Math.rint(value)
                                                ? Quantity.number((long) value)
                                                : ""))
                .with(new Mark.Bars("tasks", 0, bars))
                .with(new Mark.Upright("p50 " + Quantity.time(row.at(0.5)), row.at(0.5)))
                .with(new Mark.Upright("p95 " + Quantity.time(row.at(0.95)), row.at(0.95)))
                .with(new Mark.Upright("max " + Quantity.time(row.at(1)), row.at(1)));
    }
}
