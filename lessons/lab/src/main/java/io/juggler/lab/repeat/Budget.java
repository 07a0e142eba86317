package io.juggler.lab.repeat;

import java.time.Duration;

/**
 * How long a measurement takes where nobody says how long. The system property {@code
 * juggler.lab.budget}, a number of seconds such as 1.5, shortens all that would take longer: for
 * slow machines, and for tests that want every cell to run and no exact figures.
 */
public final class Budget {
    private static final String PROPERTY = "juggler.lab.budget";
    private static final double NANOS = 1e9;

    private Budget() {}

    /** The usual time, or what the property allows where that is less; in ns. */
    public static long nanos(Duration usual) {
        return nanos(usual, System.getProperty(PROPERTY, ""));
    }

    static long nanos(Duration usual, String allowed) {
        try {
            double seconds = Double.parseDouble(allowed);
            return seconds > 0
                    ? Math.min(usual.toNanos(), (long) (seconds * NANOS))
                    : usual.toNanos();
        } catch (NumberFormatException e) {
            return usual.toNanos();
        }
    }
}
