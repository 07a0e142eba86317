package io.juggler.lab.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * All runs of one arrangement in a comparison.
 *
 * @param cold the first run, before anything was warm
 * @param runs the runs that count, at least one; where there was time for one only, that is the
 *     cold one
 * @param base the runs of the first arrangement in the same rounds
 * @param coldOnly whether the run that counts is the cold one
 * @param difference where a run's result first was another than the base's first run gave, or null
 *     where all agree
 */
public record Series(
        Measured cold,
        List<Measured> runs,
        List<Measured> base,
        boolean coldOnly,
        Difference difference)
        implements Serializable {

    /**
     * A result that is another than expected.
     *
     * @param task the task's index
     * @param expected what the first run of the first arrangement gave
     * @param actual what this run gave
     */
    public record Difference(int task, Object expected, Object actual) implements Serializable {}

    public Series {
        runs = List.copyOf(runs);
        base = List.copyOf(base);
    }

    /**
     * How often this was faster than the first arrangement, round by round: both met the same
     * disturbances.
     */
    public Spread speedUp() {
        double[] ratios = new double[runs.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] =
                    (double) base.get(round).cost().wall()
                            / Math.max(1, runs.get(round).cost().wall());
        }
        return Spread.of(ratios);
    }

    /** Wall times of the runs that count, in ns. */
    public Spread wall() {
        return Spread.ofWall(runs);
    }

    /** Median of the carriers' CPU time, in ns. */
    public double cpu() {
        return Spread.of(runs.stream().mapToDouble(run -> run.cost().cpu()).toArray()).median();
    }

    /** How many cores the runs that count had on average: {@link #cpu} in {@link #wall}. */
    public double coresUsed() {
        return cpu() / wall().median();
    }

    /** Median of the JVM's CPU time meanwhile, in ns. */
    public double processCpu() {
        return Spread.of(runs.stream().mapToDouble(run -> run.cost().processCpu()).toArray())
                .median();
    }

    /** Those series, their runs to draw with the waits that were seen. */
    static List<Series> withWaits(List<Series> all, Watch watch) {
        var typical = all.stream().map(Series::typical).toList();
        var more = watch.with(typical);
        var changed = new ArrayList<Series>();
        for (int i = 0; i < typical.size(); i++) {
            changed.add(all.get(i).replacing(typical.get(i), more.get(i)));
        }
        return changed;
    }

    private Series replacing(Measured one, Measured other) {
        var changed = new ArrayList<>(runs);
        // The very same one: runs can be equal.
        changed.replaceAll(
                run -> System.identityHashCode(run) == System.identityHashCode(one) ? other : run);
        return new Series(cold, changed, base, coldOnly, difference);
    }

    /**
     * The run to draw: of those that still have their trace, the one whose wall time is nearest the
     * median.
     */
    public Measured typical() {
        double median = wall().median();
        Measured nearest = null;
        for (var run : runs) {
            boolean drawable = run.hasHistory();
            if (drawable
                    && (nearest == null
                            || Math.abs(run.cost().wall() - median)
                                    < Math.abs(nearest.cost().wall() - median))) {
                nearest = run;
            }
        }
        return nearest == null ? runs.getFirst() : nearest;
    }
}
