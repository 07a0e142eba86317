package io.juggler.lab.draw;

import io.juggler.lab.Comparison;
import io.juggler.lab.PanelDrawing;
import io.juggler.lab.Run;
import io.juggler.lab.Slice;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Quantity;

import java.util.List;

/** How much of the time each carrier had something to do. */
public final class Utilisation extends PanelDrawing {

    /** More carriers than that are told as one. */
    private static final int MOST_CARRIERS = 16;

    private final List<Row> rows;

    /**
     * One carrier of one strategy, or all of them.
     *
     * @param strategy what the strategy is called
     * @param carrier which carrier; empty for all of them together
     * @param share of the wall time in which a task was mounted, from 0 to 1
     */
    record Row(String strategy, String carrier, double share) {}

    Utilisation(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    static Utilisation of(List<? extends Run<?>> runs) {
        return new Utilisation(runs.stream().flatMap(run -> rows(run).stream()).toList());
    }

    static Utilisation of(Comparison<?> comparison) {
        return of(comparison.rows().stream().map(Comparison.Row::run).toList());
    }

    private static List<Row> rows(Run<?> run) {
        double wall = Math.max(1, run.wall().toNanos());
        var name = run.strategy().name();
        var carriers =
                run.carriers().stream()
                        .sorted(
                                java.util.Comparator.comparingInt(String::length)
                                        .thenComparing(java.util.Comparator.naturalOrder()))
                        .toList();
        if (!run.traced() || carriers.size() > MOST_CARRIERS || carriers.isEmpty()) {
            int all = Math.max(1, carriers.size());
            return List.of(new Row(name, "", Math.min(1, run.cpu().toNanos() / wall / all)));
        }
        return carriers.stream()
                .map(
                        carrier ->
                                new Row(
                                        name,
                                        carrier,
                                        run.slices().stream()
                                                        .filter(s -> s.carrier().equals(carrier))
                                                        .mapToLong(Slice::nanos)
                                                        .sum()
                                                / wall))
                .toList();
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var busiest =
                rows.stream().max(java.util.Comparator.comparingDouble(Row::share)).orElseThrow();
        var panel =
                new Panel()
                        .lead(
                                "The busiest was "
                                        + busiest.strategy()
                                        + (busiest.carrier().isEmpty()
                                                ? ""
                                                : "'s " + busiest.carrier()),
                                ", with "
                                        + Quantity.percent(busiest.share())
                                        + " of the time. The rest of each bar is time in which it"
                                        + " had nothing to do.");
        for (var row : rows) {
            panel.meter(
                    row.strategy(),
                    row.carrier().isEmpty() ? "all, by CPU time" : row.carrier(),
                    row.share());
        }
        return panel;
    }
}
