package io.juggler.lab.render;

import java.util.Locale;

/** Writes numbers the way a reader compares them. */
public final class Quantity {
    private static final double[] UNITS = {1e9, 1e6, 1e3, 1};
    private static final String[] NAMES = {"s", "ms", "µs", "ns"};

    private Quantity() {}

    /** "1 core", "5 cores", "10,000 tasks". */
    public static String count(long n, String noun) {
        return number(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** "10,000". */
    public static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** "1.08 s", "250 ms", "12.3 µs": three digits; "–" for what is not a number. */
    public static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "–";
        }
        int unit = unitOf(nanos);
        return digits(nanos / UNITS[unit]) + " " + NAMES[unit];
    }

    /** As {@link #time(double)}. */
    public static String time(long nanos) {
        return time((double) nanos);
    }

    /** "1.09", in the unit that {@link #time} gives the reference. */
    static String timeIn(double nanos, double reference) {
        return digits(nanos / UNITS[unitOf(reference)]);
    }

    /** "1.07–1.09", in the unit that {@link #time} gives the reference. */
    public static String timeRange(double from, double to, double reference) {
        int unit = unitOf(reference);
        return range(digits(from / UNITS[unit]), digits(to / UNITS[unit]));
    }

    /** "4.3×". */
    public static String times(double factor) {
        return factor(factor) + "×";
    }

    /** "4.1–4.4". */
    public static String timesRange(double from, double to) {
        return range(factor(from), factor(to));
    }

    /** "93 %". */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** "1.2 GiB", "640 MiB", "12 KiB". */
    public static String bytes(long bytes) {
        double value = bytes;
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        while (value >= 1_000 && unit < units.length - 1) {
            value /= 1_024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 && unit > 0 ? "%.1f" : "%.0f", value)
                + " "
                + units[unit];
    }

    /** "0.31". */
    public static String cores(double cores) {
        return cores > 0 && cores < 0.01 ? "<0.01" : String.format(Locale.ROOT, "%.2f", cores);
    }

    private static String range(String from, String to) {
        return from + "–" + to;
    }

    private static int unitOf(double nanos) {
        for (int unit = 0; unit < UNITS.length - 1; unit++) {
            // 999.6 ms would round to 1000 ms
            if (nanos >= 0.9995 * UNITS[unit]) {
                return unit;
            }
        }
        return UNITS.length - 1;
    }

    private static String digits(double value) {
        if (value >= 99.95) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value >= 9.995 ? "%.1f" : "%.2f", value);
    }

    private static String factor(double factor) {
        if (factor >= 99.5) {
            return String.format(Locale.ROOT, "%,.0f", factor);
        }
        return String.format(
                Locale.ROOT, factor >= 9.95 ? "%.0f" : factor >= 0.995 ? "%.1f" : "%.2f", factor);
    }
}
