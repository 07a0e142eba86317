package io.juggler.lab.render;

import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.EnumMap;
import java.util.List;

/** A run in equal steps of time: how many tasks did what in each, on average. */
final class Raster {
    private final EnumMap<Doing, double[]> amounts = new EnumMap<>(Doing.class);
    private final double step;

    /**
     * An empty raster.
     *
     * @param span the time from its first to its last cell, in ns
     */
    Raster(int cells, long span) {
        for (var doing : Doing.values()) {
            amounts.put(doing, new double[cells]);
        }
        step = (double) span / cells;
    }

    Raster add(List<Interval> intervals) {
        intervals.forEach(this::add);
        return this;
    }

    void add(Interval interval) {
        double[] row = amounts.get(interval.doing());
        double from = interval.start() / step;
        double to = Math.min(interval.end() / step, row.length);
        for (int cell = (int) from; cell < to && cell < row.length; cell++) {
            row[cell] += Math.min(to, cell + 1) - Math.max(from, cell);
        }
    }

    int cells() {
        return amounts.get(Doing.RUNNING).length;
    }

    /** How many tasks did that in the cell, on average over its time. */
    double amount(Doing doing, int cell) {
        return amounts.get(doing)[cell];
    }

    double total(int cell) {
        double sum = 0;
        for (double[] row : amounts.values()) {
            sum += row[cell];
        }
        return sum;
    }
}
