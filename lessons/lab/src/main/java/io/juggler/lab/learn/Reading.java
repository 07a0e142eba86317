package io.juggler.lab.learn;

import io.juggler.lab.Comparison;
import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.measure.Agreement;
import io.juggler.lab.measure.Spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The numbers of a comparison that a claim is judged by.
 *
 * @param cores how many cores the JVM saw
 * @param rows one for each strategy, in the table's order
 */
record Reading(int cores, List<Row> rows) {

    Reading {
        rows = List.copyOf(rows);
    }

    /**
     * One strategy.
     *
     * @param name what it is called
     * @param walls wall times in the order they were measured
     * @param cpu median CPU time
     * @param waiting which share of the tasks' time was waiting, where that could be seen
     * @param speedUp what the table claims against the first row
     * @param sameWork whether it did what the first row did, without failures
     */
    record Row(
            String name,
            List<Duration> walls,
            Duration cpu,
            OptionalDouble waiting,
            Optional<Comparison.SpeedUp> speedUp,
            boolean sameWork) {

        Row {
            walls = List.copyOf(walls);
        }

        double median() {
            var sorted = walls.stream().mapToLong(Duration::toNanos).sorted().toArray();
            int half = sorted.length / 2;
            return sorted.length % 2 == 1
                    ? sorted[half]
                    : (sorted[half - 1] + (double) sorted[half]) / 2;
        }

        double least() {
            return walls.stream().mapToLong(Duration::toNanos).min().orElseThrow();
        }

        double most() {
            return walls.stream().mapToLong(Duration::toNanos).max().orElseThrow();
        }
    }

    static Reading of(Comparison<?> comparison) {
        var rows = new ArrayList<Row>();
        var first = comparison.rows().getFirst();
        for (var row : comparison.rows()) {
            var run = row.run();
            rows.add(
                    new Row(
                            row.strategy().name(),
                            row.walls(),
                            row.cpu(),
                            row.waiting(),
                            row.speedUp(),
                            sameWork(first.run(), run)));
        }
        return new Reading(Lab.coresSeen(), rows);
    }

    private static boolean sameWork(Run<?> first, Run<?> run) {
        return first.failures().isEmpty()
                && run.failures().isEmpty()
                && Agreement.firstDifference(
                                first.results(), run.results(), run.failures().keySet())
                        < 0;
    }

    Optional<Row> row(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    /**
     * How many times as fast a row is as another, as far as the measurement tells: against the
     * first row as the table says it, else round by round where both ran in the same rounds. Empty
     * where the table withholds it or the work was not the same.
     */
    Optional<Factor> factor(Row row, Row than) {
        if (!row.sameWork() || !than.sameWork()) {
            return Optional.empty();
        }
        var first = rows.getFirst();
        if (than.equals(first)) {
            return row.speedUp()
                    .map(times -> new Factor(times.median(), times.min(), times.max()))
                    .map(factor -> row.walls().size() == 1 ? factor.ofOneRun() : factor);
        }
        if (row.equals(first)) {
            return factor(than, row).map(Factor::inverse);
        }
        return Optional.of(Factor.of(row, than));
    }

    /**
     * How many times as fast.
     *
     * @param median in the middle
     * @param least at least
     * @param most at most
     */
    record Factor(double median, double least, double most) {

        /** One run alone is taken to be that far off, either way. */
        private static final double DOUBT = 1.5;

        /** Of one row against another, round by round where both ran in the same rounds. */
        static Factor of(Row row, Row than) {
            int rounds = row.walls().size();
            if (rounds == 1 || than.walls().size() == 1) {
                double times = than.median() / row.median();
                return new Factor(times, times, times).ofOneRun();
            }
            if (rounds != than.walls().size()) {
                return new Factor(
                        than.median() / row.median(),
                        than.least() / row.most(),
                        than.most() / row.least());
            }
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] =
                        (double) than.walls().get(round).toNanos()
                                / Math.max(1, row.walls().get(round).toNanos());
            }
            var spread = Spread.of(ratios);
            return new Factor(spread.median(), spread.min(), spread.max());
        }

        Factor inverse() {
            return new Factor(1 / median, 1 / most, 1 / least);
        }

        Factor ofOneRun() {
            return new Factor(median, median / DOUBT, median * DOUBT);
        }
    }
}
