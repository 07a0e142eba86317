package io.juggler.lab.draw;

import java.util.List;

/**
 * Amdahl's law: of the work, a share is serial; the rest is spread evenly.
 *
 * @param serial that share, from 0 to 1
 * @see <a href="https://doi.org/10.1145/1465482.1465560">Amdahl, Validity of the single processor
 *     approach</a>
 */
record Amdahl(double serial) {

    /** A measured speed-up on a number of cores. */
    record Point(int cores, double timesAsFast) {}

    /**
     * The share that comes nearest to the points, in least squares of the time that is left: 1/S =
     * s + (1 − s)/p.
     *
     * @param points at least one on more than one core
     */
    static Amdahl fit(List<Point> points) {
        double above = 0;
        double below = 0;
        for (var point : points) {
            double x = 1 - 1.0 / point.cores();
            double y = 1 / point.timesAsFast() - 1.0 / point.cores();
            above += x * y;
            below += x * x;
        }
        if (below == 0) {
            throw new IllegalArgumentException("one core alone tells nothing of the serial share");
        }
        return new Amdahl(Math.clamp(above / below, 0, 1));
    }

    /** How many times as fast it is on so many cores. */
    double timesAsFast(double cores) {
        return 1 / (serial + (1 - serial) / cores);
    }

    /** How many times as fast it is on as many cores as one likes. */
    double most() {
        return serial == 0 ? Double.POSITIVE_INFINITY : 1 / serial;
    }
}
