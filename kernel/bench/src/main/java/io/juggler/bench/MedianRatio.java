package io.juggler.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How many times as long one variant takes as another, from pairs of runs next to each other in
 * time.
 *
 * @param ratio the ratio of the two medians
 * @param low the lower end of an interval that holds the median of the pairs' ratios with a
 *     confidence of at least 95 %; 0 where there are too few pairs for one
 * @param high its upper end; infinite where there are too few
 * @see <a href="https://en.wikipedia.org/wiki/Median_test">the sign test that the interval inverts:
 *     Conover, Practical Nonparametric Statistics, 3.2</a>
 */
record MedianRatio(double ratio, double low, double high) {

    private static final double DOUBT = 0.05;

    /** What an interval says about a bound. */
    enum Verdict {
        WITHIN,
        ABOVE,
        INCONCLUSIVE
    }

    /**
     * @param variant times, in any unit; the i-th was taken next to the i-th of {@code base}
     */
    static MedianRatio of(List<Double> variant, List<Double> base) {
        if (variant.isEmpty() || variant.size() != base.size()) {
            throw new IllegalArgumentException(
                    "pairs are needed, not " + variant.size() + " and " + base.size());
        }
        var ratios = new double[variant.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = variant.get(i) / base.get(i);
        }
        Arrays.sort(ratios);
        int cut = cutOff(ratios.length);
        return new MedianRatio(
                median(variant) / median(base),
                cut < 0 ? 0 : ratios[cut],
                cut < 0 ? Double.POSITIVE_INFINITY : ratios[ratios.length - 1 - cut]);
    }

    Verdict against(double bound) {
        if (ratio <= bound && high <= bound) {
            return Verdict.WITHIN;
        }
        return ratio > bound && low > bound ? Verdict.ABOVE : Verdict.INCONCLUSIVE;
    }

    static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /**
     * How many of n sorted values may be cut off at each end so that the median of what they were
     * drawn from still lies between the rest, with the wanted confidence; -1 where none may.
     */
    private static int cutOff(int n) {
        double outside = 0;
        double exactly = Math.pow(0.5, n); // the chance that exactly k of n lie below the median
        int cut = -1;
        for (int k = 0; k < n / 2; k++) {
            outside += 2 * exactly;
            if (outside > DOUBT) {
                break;
            }
            cut = k;
            exactly = exactly * (n - k) / (k + 1);
        }
        return cut;
    }
}
