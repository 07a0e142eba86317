package io.juggler.lab.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One direction of a plot.
 *
 * @param label what it shows
 * @param from its least value; above 0 where it is logarithmic
 * @param to its largest value
 * @param logarithmic whether equal steps are equal factors
 * @param text how a value is written
 */
public record Axis(
        String label, double from, double to, boolean logarithmic, DoubleFunction<String> text) {

    private static final int MOST_TICKS = 7;

    public Axis {
        if (!(from < to) || (logarithmic && from <= 0) || !Double.isFinite(to - from)) {
            throw new IllegalArgumentException(
                    "an axis from " + from + " to " + to + (logarithmic ? ", logarithmic" : ""));
        }
    }

    /** From 0 to a little more than the most. */
    public static Axis upTo(String label, double most, DoubleFunction<String> text) {
        double to = most > 0 ? most * 1.06 : 1;
        return new Axis(label, 0, to, false, text);
    }

    /** Equal factors, with both ends inside. */
    public static Axis factors(
            String label, double least, double most, DoubleFunction<String> text) {
        double room = Math.max(1.3, Math.pow(most / least, 0.06));
        return new Axis(label, least / room, most * room, true, text);
    }

    /** Where a value is, from 0 to 1; what lies outside is at the edge. */
    double place(double value) {
        double place =
                logarithmic
                        ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
                        : (value - from) / (to - from);
        return Math.clamp(place, 0, 1);
    }

    boolean holds(double value) {
        return value >= from && value <= to;
    }

    /** Values worth a line: multiples of 1, 2 or 5, or powers of ten. */
    List<Double> ticks() {
        return logarithmic ? powers() : multiples();
    }

    private List<Double> multiples() {
        double step = Math.pow(10, Math.floor(Math.log10(to - from)) - 1);
        double[] factors = {1, 2, 5, 10, 20, 50};
        int i = 0;
        while ((to - from) / (step * factors[i]) > MOST_TICKS) {
            i++;
        }
        var ticks = new ArrayList<Double>();
        double size = step * factors[i];
        for (long k = (long) Math.ceil(from / size - 1e-9); k * size <= to * (1 + 1e-9); k++) {
            ticks.add(k * size);
        }
        return ticks;
    }

    private List<Double> powers() {
        var ticks = new ArrayList<Double>();
        int first = (int) Math.ceil(Math.log10(from) - 1e-9);
        int last = (int) Math.floor(Math.log10(to) + 1e-9);
        int step = Math.max(1, (int) Math.ceil((last - first + 1) / (double) MOST_TICKS));
        for (int power = first; power <= last; power += step) {
            ticks.add(Math.pow(10, power));
        }
        if (ticks.size() < 3) {
            ticks.clear();
            for (int power = first - 1; power <= last + 1; power++) {
                for (int digit : new int[] {1, 2, 5}) {
                    double value = digit * Math.pow(10, power);
                    if (holds(value)) {
                        ticks.add(value);
                    }
                }
            }
        }
        if (ticks.size() < 3) {
            return multiples();
        }
        return ticks;
    }
}
