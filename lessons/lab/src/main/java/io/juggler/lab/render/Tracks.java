package io.juggler.lab.render;

import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.ArrayList;
import java.util.List;

/** How runs are laid out for drawing. */
final class Tracks {

    /** Past that many rows of one strategy the eye no longer follows a single task. */
    private static final int MOST_TASKS = 40;

    /** Past that many of all strategies the drawing is longer than anybody looks at. */
    private static final int MOST_ROWS = 80;

    /** More carriers are drawn as one area. */
    private static final int MOST_CARRIERS = 16;

    private Tracks() {}

    /** Whether there are too many tasks to give each a row. */
    static boolean aggregated(Figure figure) {
        return figure.tasks() > MOST_TASKS || figure.tasks() * figure.rows().size() > MOST_ROWS;
    }

    /** Whether a run has too many carriers to give each a row. */
    static boolean manyCarriers(Figure.Track track) {
        return track.carriers().size() > MOST_CARRIERS;
    }

    /** What a run's carriers were held by. */
    static List<Interval> onCarriers(Figure.Track track) {
        return track.intervals().stream().filter(i -> !i.carrier().isEmpty()).toList();
    }

    /** Each task's intervals, in order of time. */
    static List<List<Interval>> byTask(Figure.Track track, int tasks) {
        var byTask = new ArrayList<List<Interval>>();
        for (int task = 0; task < tasks; task++) {
            byTask.add(new ArrayList<>());
        }
        for (var interval : track.intervals()) {
            byTask.get(interval.task()).add(interval);
        }
        return byTask;
    }

    /** Whether any task waited and held its carrier. */
    static boolean anyPinned(Figure figure) {
        return figure.rows().stream()
                .flatMap(row -> row.track().intervals().stream())
                .anyMatch(interval -> interval.doing() == Doing.PINNED);
    }

    /** Whether there is anything of which nobody knows what it was. */
    static boolean anyUnknown(Figure figure) {
        return figure.rows().stream()
                .flatMap(row -> row.track().intervals().stream())
                .anyMatch(interval -> interval.doing() == Doing.UNKNOWN);
    }

    /**
     * One task's intervals as a raster shows them: running in each cell in which it ran at all,
     * else what took longest.
     */
    static List<Interval> fromRaster(Raster raster, int task, long span) {
        var intervals = new ArrayList<Interval>();
        Doing doing = null;
        int since = 0;
        for (int cell = 0; cell <= raster.cells(); cell++) {
            var here = cell < raster.cells() ? shownIn(raster, cell) : null;
            if (here != doing) {
                if (doing != null) {
                    intervals.add(
                            new Interval(
                                    task,
                                    "",
                                    doing,
                                    since * span / raster.cells(),
                                    cell * span / raster.cells()));
                }
                doing = here;
                since = cell;
            }
        }
        return intervals;
    }

    private static Doing shownIn(Raster raster, int cell) {
        if (raster.amount(Doing.RUNNING, cell) > 0) {
            return Doing.RUNNING;
        }
        Doing most = null;
        double amount = 0;
        for (var doing : Doing.values()) {
            if (raster.amount(doing, cell) > amount) {
                amount = raster.amount(doing, cell);
                most = doing;
            }
        }
        return most;
    }
}
