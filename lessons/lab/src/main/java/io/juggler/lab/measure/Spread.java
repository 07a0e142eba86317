package io.juggler.lab.measure;

import java.util.Arrays;
import java.util.List;

/**
 * Several readings of one quantity.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 * @param readings how many
 */
public record Spread(double median, double min, double max, int readings) {

    /** The spread of those readings. */
    public static Spread of(double... readings) {
        if (readings.length == 0) {
            throw new IllegalArgumentException("no readings");
        }
        double[] sorted = readings.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** The spread of the runs' wall times, in ns. */
    static Spread ofWall(List<Measured> runs) {
        return of(runs.stream().mapToDouble(run -> run.cost().wall()).toArray());
    }

    /** Whether the largest is more than that many times the smallest. */
    public boolean differsBy(double factor) {
        return max > factor * min;
    }

    /** Whether the range has that value inside. */
    public boolean spans(double value) {
        return min < value && value < max;
    }
}
