package io.juggler.lab;

import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Outcome;
import io.juggler.lab.measure.Series;
import io.juggler.lab.measure.Spread;
import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.trace.Interval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a comparison came to: its rows, and the figure that shows them.
 *
 * @param <T> the result's type
 */
record Findings<T>(List<Comparison.Row<T>> rows, Figure figure) {

    /** From noisy runs no gain is told that comes as near to none. */
    private static final double NEAR_ONE = 1.5;

    /** CPU time of shorter runs is not known well enough, in ns. */
    private static final double KNOWN_NANOS = 1_000_000;

    /** From that share of its wall time on, a row computed most of the time. */
    private static final double MOST = 0.5;

    /** Whoever got less than that share of the core that it wanted was kept from it. */
    private static final double KEPT = 0.8;

    static <T> Findings<T> of(Task<T> task, int tasks, List<Strategy> strategies, Outcome outcome) {
        var all = outcome.series();
        var rows = new ArrayList<Comparison.Row<T>>();
        var drawn = new ArrayList<Figure.Row>();
        var speedUps = new ArrayList<Figure.SpeedUp>();
        for (int i = 0; i < all.size(); i++) {
            speedUps.add(speedUp(all, i, Notes.busy(outcome)));
        }
        int best = best(all, speedUps);
        for (int i = 0; i < all.size(); i++) {
            var series = all.get(i);
            var strategy = strategies.get(i);
            var run = new Run<>(task, strategy, series.typical());
            var waiting = Figures.waiting(strategy, series.typical());
            var notes = Notes.of(task, strategy, i, speedUps.get(i), outcome);
            var typical = series.typical();
            rows.add(
                    new Comparison.Row<>(
                            strategy,
                            run,
                            series.runs().stream()
                                    .map(m -> Duration.ofNanos(m.cost().wall()))
                                    .toList(),
                            Duration.ofNanos(Math.round(series.cpu())),
                            waiting,
                            speedUps.get(i) instanceof Figure.SpeedUp.Times(var times)
                                    ? Optional.of(
                                            new Comparison.SpeedUp(
                                                    times.median(), times.min(), times.max()))
                                    : Optional.empty(),
                            notes));
            drawn.add(
                    new Figure.Row(
                            strategy.name(),
                            Figures.on(strategy, series.typical(), outcome.cores()),
                            series.wall(),
                            cpu(series),
                            typical.peak(),
                            Figure.Latency.of(typical.latencies()),
                            waiting,
                            speedUps.get(i),
                            i == best,
                            notes,
                            Figures.track(series.typical())));
        }
        var verdict =
                Verdicts.of(task.name(), tasks, outcome.cores(), drawn, failed(all), busy(outcome));
        var figure =
                new Figure(
                        task.name(),
                        tasks,
                        outcome.cores(),
                        verdict,
                        drawn,
                        TableNotes.of(outcome),
                        printed(outcome.printed()));
        return new Findings<>(List.copyOf(rows), figure);
    }

    private static Figure.SpeedUp speedUp(List<Series> all, int row, boolean busy) {
        if (row == 0) {
            return new Figure.SpeedUp.Base();
        }
        if (!sameWork(all.getFirst()) || !sameWork(all.get(row))) {
            return new Figure.SpeedUp.None();
        }
        boolean noisy = Notes.noisy(all.getFirst()) || Notes.noisy(all.get(row));
        boolean kept = keptFromItsCore(all.getFirst()) || keptFromItsCore(all.get(row));
        return told(all.get(row).speedUp(), noisy || kept, busy, waited(all.getFirst().typical()));
    }

    /**
     * Whether tasks that computed one at a time did not have their core for all of that: then what
     * another row seems to gain or to lose can be what the machine gave to others. The probes
     * before and after need not have met that moment.
     */
    static boolean keptFromItsCore(Series series) {
        var run = series.typical();
        double wall = run.cost().wall();
        if (run.peak() != 1 || wall < KNOWN_NANOS) {
            return false;
        }
        double wanted = Figures.total(run, Interval.Doing.RUNNING);
        return wanted >= MOST * wall && run.cost().cpu() < KEPT * wanted;
    }

    private static double waited(Measured run) {
        return run.peak() > 1
                ? 0
                : (double) Figures.total(run, Interval.Doing.WAITING)
                        / Math.max(1, run.cost().wall());
    }

    /**
     * What is told of a speed-up: nothing clear where its range has 1 inside, and where it comes
     * near 1 and there is one run only, noise or a busy machine. On a busy machine nobody knows
     * what one run would have taken without; only time that was waited would have been waited then
     * as well.
     *
     * @param waited which share of the first row's wall time it waited, one task after another
     */
    static Figure.SpeedUp told(Spread times, boolean noisy, boolean busy, double waited) {
        if (times.readings() == 1 && busy) {
            return times.median() * waited >= NEAR_ONE
                    ? new Figure.SpeedUp.Times(times)
                    : new Figure.SpeedUp.Unclear(times);
        }
        boolean nearOne = times.min() < NEAR_ONE && times.max() > 1 / NEAR_ONE;
        return times.spans(1) || (nearOne && (noisy || busy || times.readings() == 1))
                ? new Figure.SpeedUp.Unclear(times)
                : new Figure.SpeedUp.Times(times);
    }

    /**
     * What the reader must know of the machine before anything else; empty where that is nothing.
     */
    private static String busy(Outcome outcome) {
        return Notes.busy(outcome)
                ? "The machine was busy with something else: it gave "
                        + Quantity.cores(outcome.delivered())
                        + " of "
                        + Quantity.count(outcome.cores(), "core")
                        + "."
                : "";
    }

    private static boolean sameWork(Series series) {
        return series.difference() == null && series.runs().stream().allMatch(Measured::complete);
    }

    /**
     * The row that gains most for certain or, of those that cannot be told from it, the one with
     * the fewest threads; the first where all others lose for certain; else none, -1.
     */
    private static int best(List<Series> all, List<Figure.SpeedUp> speedUps) {
        Spread top = null;
        boolean allLose = all.size() > 1;
        for (var speedUp : speedUps.subList(1, speedUps.size())) {
            if (speedUp instanceof Figure.SpeedUp.Times(var times)) {
                allLose &= times.median() < 1;
                if (times.median() > 1 && (top == null || times.median() > top.median())) {
                    top = times;
                }
            } else {
                allLose = false;
            }
        }
        if (top == null) {
            return allLose ? 0 : -1;
        }
        int best = -1;
        for (int i = 1; i < all.size(); i++) {
            if (speedUps.get(i) instanceof Figure.SpeedUp.Times(var times)
                    && times.median() > 1
                    && times.max() >= top.min()
                    && (best < 0 || threads(all.get(i)) < threads(all.get(best)))) {
                best = i;
            }
        }
        return best;
    }

    private static int threads(Series series) {
        return series.typical().carriers().size();
    }

    private static Optional<Measured> failed(List<Series> all) {
        return all.stream().map(Series::typical).filter(run -> !run.complete()).findFirst();
    }

    /** Not told for a run that was stopped: it went on using its cores until it ended. */
    private static double cpu(Series series) {
        return series.runs().stream().allMatch(run -> run.stopped() == null)
                ? series.cpu()
                : Double.NaN;
    }

    private static String printed(Outcome.Printed printed) {
        return printed.cut() == 0
                ? printed.text()
                : printed.text() + "\n… and " + Quantity.number(printed.cut()) + " bytes more";
    }

    /** Nothing to compare with: one run, shown alone. */
    static <T> Figure figureOf(Run<T> run) {
        var measured = run.measured();
        var series = new Series(measured, List.of(measured), List.of(measured), true, null);
        var outcome = Outcome.of(series, Lab.coresSeen());
        OptionalDouble waiting = Figures.waiting(run.strategy(), measured);
        var row =
                new Figure.Row(
                        run.strategy().name(),
                        Figures.on(run.strategy(), measured, Lab.coresSeen()),
                        series.wall(),
                        cpu(series),
                        measured.peak(),
                        Figure.Latency.of(measured.latencies()),
                        waiting,
                        new Figure.SpeedUp.Base(),
                        false,
                        Notes.of(run.task(), run.strategy(), 0, new Figure.SpeedUp.Base(), outcome),
                        Figures.track(measured));
        return new Figure(
                run.task().name(),
                run.tasks(),
                Lab.coresSeen(),
                Verdicts.ofOne(run.task().name(), run.tasks(), row, measured),
                List.of(row),
                TableNotes.of(outcome),
                "");
    }
}
