package io.juggler.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.bench.MedianRatio.Verdict;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

final class MedianRatioTest {

    @Test
    void tenPairsLoseOneAtEachEnd() {
        var ratio = MedianRatio.of(list(9, 1, 2, 3, 4, 5, 6, 7, 8, 10), list(ones(10)));
        assertEquals(new MedianRatio(5.5, 2, 9), ratio);
    }

    @Test
    void sixPairsLoseNoneAndFiveAreTooFew() {
        var six = MedianRatio.of(list(1, 2, 3, 4, 5, 6), list(ones(6)));
        assertEquals(new MedianRatio(3.5, 1, 6), six);
        var five = MedianRatio.of(list(1, 2, 3, 4, 5), list(ones(5)));
        assertEquals(new MedianRatio(3, 0, Double.POSITIVE_INFINITY), five);
        assertEquals(Verdict.INCONCLUSIVE, five.against(1000));
    }

    @Test
    void aWideRangeIsInconclusive() {
        assertEquals(Verdict.WITHIN, new MedianRatio(1.01, 0.98, 1.04).against(1.05));
        assertEquals(Verdict.ABOVE, new MedianRatio(1.2, 1.1, 1.3).against(1.05));
        assertEquals(Verdict.INCONCLUSIVE, new MedianRatio(1.01, 0.9, 1.1).against(1.05));
        assertEquals(Verdict.INCONCLUSIVE, new MedianRatio(1.1, 1.0, 1.2).against(1.05));
    }

    @Test
    void pairsNeedTwo() {
        assertThrows(
                IllegalArgumentException.class, () -> MedianRatio.of(list(1, 2), list(ones(3))));
        assertThrows(IllegalArgumentException.class, () -> MedianRatio.of(List.of(), List.of()));
    }

    @Property
    void theOrderOfPairsDoesNotMatter(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0.1, max = 10) Double> times) {
        var shuffled = new java.util.ArrayList<>(times);
        Collections.shuffle(shuffled, new Random(1));
        var base = list(ones(times.size()));
        var ratio = MedianRatio.of(times, base);
        assertEquals(ratio, MedianRatio.of(shuffled, base));
        assertTrue(ratio.low() <= ratio.ratio() && ratio.ratio() <= ratio.high());
    }

    @Test
    void theIntervalHoldsTheMedianAsOftenAsItClaims() {
        var random = new Random(7);
        int held = 0;
        int trials = 2000;
        for (int trial = 0; trial < trials; trial++) {
            // The median of exp of a normal variable is 1.
            var times =
                    list(random.doubles(12).map(u -> Math.exp(random.nextGaussian())).toArray());
            var ratio = MedianRatio.of(times, list(ones(12)));
            if (ratio.low() <= 1 && 1 <= ratio.high()) {
                held++;
            }
        }
        assertTrue(held >= 0.95 * trials, held + " of " + trials);
        assertTrue(held < trials, "an interval that always holds says nothing");
    }

    private static double[] ones(int count) {
        return DoubleStream.generate(() -> 1).limit(count).toArray();
    }

    private static List<Double> list(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }
}
