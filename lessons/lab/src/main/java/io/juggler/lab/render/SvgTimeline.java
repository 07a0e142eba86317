package io.juggler.lab.render;

import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The timelines of all rows on one axis of time: for each a row of its own for every task, or one
 * area of all tasks where there are too many, and below it the carriers themselves. What a task
 * does is told by form as well as by colour: running is solid, waiting hatched, ready dotted,
 * failed a cross.
 */
final class SvgTimeline {
    private static final int WIDTH = 718;
    static final int LEFT = 118;
    static final int RIGHT = 678;
    static final int PLOT = RIGHT - LEFT;
    private static final int ROW = 14;
    static final int BAR = 9;

    /** About as wide is a letter of a group's name. */
    private static final double GROUP_LETTER = 6.6;

    /** Past that many, neighbours are drawn as one. */
    static final int MOST_INTERVALS = 600;

    static final int COLOURS = 8;

    private final Figure figure;
    private final Markup svg;
    private final long span;
    private final boolean aggregated;
    private final SvgCrowd crowd;
    private final SvgCarriers carriers;

    private int y;

    SvgTimeline(Figure figure, Markup svg) {
        this.figure = figure;
        this.svg = svg;
        this.span = figure.span();
        this.aggregated = Tracks.aggregated(figure);
        this.crowd = new SvgCrowd(figure, svg);
        this.carriers = new SvgCarriers(figure, svg);
    }

    void draw() {
        int height = height();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "width",
                "100%",
                "style",
                "max-width:" + WIDTH + "px",
                "role",
                "img",
                "aria-label",
                label());
        svg.line();
        if (aggregated || figure.rows().stream().anyMatch(r -> Tracks.manyCarriers(r.track()))) {
            crowd.patterns();
        }
        axis(height);
        for (var row : figure.rows()) {
            group(row);
        }
        svg.close("svg");
    }

    private int height() {
        int height = 4;
        for (var row : figure.rows()) {
            height += 22 + rowsHeight(row) + 8;
        }
        return height + 20;
    }

    private int rowsHeight(Figure.Row row) {
        return (Tracks.manyCarriers(row.track())
                        ? SvgCrowd.CARRIERS_HEIGHT + 4
                        : row.track().carriers().size() * ROW)
                + (aggregated ? SvgCrowd.HEIGHT + 4 : figure.tasks() * ROW);
    }

    private String label() {
        var label = new StringBuilder("Timeline of " + figure.heading() + ". ");
        for (var row : figure.rows()) {
            label.append(row.strategy())
                    .append(" on ")
                    .append(row.on())
                    .append(" took ")
                    .append(Quantity.time(row.track().end()))
                    .append(". ");
        }
        return label.append("The table says the same in numbers.").toString();
    }

    private double x(long nanos) {
        return LEFT + (double) PLOT * nanos / span;
    }

    /** The moments that are marked, in ns. */
    private long[] moments() {
        double step = step((double) span);
        int count = 1 + (int) (span * 1.0001 / step);
        return IntStream.range(0, count).mapToLong(i -> Math.round(i * step)).toArray();
    }

    /** Lines through the rows of one group only: they would strike through its title. */
    private void ticks(int from, int to) {
        for (long moment : moments()) {
            double at = x(moment);
            svg.empty("line", "class", "tick", "x1", at, "x2", at, "y1", from, "y2", to);
        }
    }

    private void axis(int height) {
        double step = step((double) span);
        double unit = span >= 1e9 ? 1e9 : span >= 1e6 ? 1e6 : 1e3;
        String name = unit == 1e9 ? "s" : unit == 1e6 ? "ms" : "µs";
        int decimals = step / unit >= 0.999 ? 0 : step / unit >= 0.0999 ? 1 : 2;
        for (long moment : moments()) {
            svg.text(
                    "text",
                    String.format(Locale.ROOT, "%." + decimals + "f", moment / unit),
                    "x",
                    x(moment),
                    "y",
                    height - 4.0,
                    "text-anchor",
                    "middle");
        }
        svg.text("text", name, "x", RIGHT + 12, "y", height - 4.0);
        svg.line();
    }

    /** Steps of 1, 2 or 5, four to ten of them. */
    private static double step(double span) {
        double step = Math.pow(10, Math.floor(Math.log10(span)) - 1);
        for (int factor : new int[] {1, 2, 5, 10, 20}) {
            if (span / (step * factor) <= 8) {
                return step * factor;
            }
        }
        return 50 * step;
    }

    private void group(Figure.Row row) {
        int top = y + 6;
        var name = row.strategy() + ", " + row.on();
        svg.text("text", name, "x", 0, "y", y + 17.0, "class", "group");
        y += 22;
        ticks(y - 2, y + rowsHeight(row));
        if (aggregated) {
            crowd.draw(row.track(), y);
            y += SvgCrowd.HEIGHT + 4;
        } else {
            var byTask = Tracks.byTask(row.track(), figure.tasks());
            for (int task = 0; task < figure.tasks(); task++) {
                task(task, byTask.get(task), row.track().failed().contains(task));
                y += ROW;
            }
        }
        if (Tracks.manyCarriers(row.track())) {
            crowd.drawCarriers(row, y);
            y += SvgCrowd.CARRIERS_HEIGHT + 4;
        } else {
            for (var carrier : row.track().carriers()) {
                carriers.draw(carrier, row.track(), y);
                y += ROW;
            }
        }
        end(row.track().end(), top + 8, name);
        y += 8;
        svg.line();
    }

    private void task(int task, List<Interval> intervals, boolean failed) {
        svg.open("g");
        svg.text("title", told(task, intervals, failed));
        var label = task == 0 ? Labels.line(figure.task(), 15) + " 0" : Integer.toString(task);
        svg.text("text", label, "x", LEFT - 8, "y", y + 8.5, "text-anchor", "end");
        var colour = "c" + task % COLOURS;
        for (var interval : thinned(intervals)) {
            double from = x(interval.start());
            double to = x(interval.end());
            switch (interval.doing()) {
                case RUNNING -> Strokes.running(svg, colour, from, y, to - from, BAR);
                case PINNED -> Strokes.pinned(svg, colour, from, to, y, BAR);
                case WAITING -> Strokes.waiting(svg, colour, from, to, y + BAR / 2.0);
                case READY -> Strokes.ready(svg, colour, from, to, y + BAR / 2.0);
                case UNKNOWN -> Strokes.unknown(svg, from, to, y, BAR);
            }
        }
        if (failed) {
            double at = intervals.isEmpty() ? LEFT : x(intervals.getLast().end());
            svg.empty(
                    "path",
                    "class",
                    "failed",
                    "d",
                    "M" + Markup.number(at - 4) + " " + y + "l8 9m0-9l-8 9",
                    "stroke",
                    "#c00",
                    "stroke-width",
                    2);
        }
        svg.close("g");
    }

    private String told(int task, List<Interval> intervals, boolean failed) {
        var told =
                new StringBuilder(Labels.line(figure.task(), 60))
                        .append(' ')
                        .append(task)
                        .append(':');
        for (var doing : Doing.values()) {
            long nanos =
                    intervals.stream()
                            .filter(i -> i.doing() == doing)
                            .mapToLong(Interval::nanos)
                            .sum();
            if (nanos > 0) {
                told.append(' ')
                        .append(doing.name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(Quantity.time(nanos))
                        .append(',');
            }
        }
        told.setLength(told.length() - 1);
        return failed ? told.append(", failed").toString() : told.toString();
    }

    /** At most so many: of intervals that share a pixel, the one that ran, else the longest. */
    private List<Interval> thinned(List<Interval> intervals) {
        if (intervals.size() <= MOST_INTERVALS) {
            return intervals;
        }
        var raster = new Raster(PLOT, span).add(intervals);
        return Tracks.fromRaster(raster, intervals.getFirst().task(), span);
    }

    private void end(long nanos, int top, String name) {
        // Beside the last mount, not on it.
        double at = x(nanos) + 2;
        svg.empty(
                "line", "class", "end", "x1", at, "x2", at, "y1", top, "y2", y + 2.0, "stroke",
                "#222");
        boolean left = at > RIGHT - 60;
        svg.text(
                "text",
                Quantity.time(nanos),
                "class",
                "group",
                "x",
                left ? at - 4 : Math.max(at + 4, name.length() * GROUP_LETTER + 8),
                "y",
                top + 4.0,
                "text-anchor",
                left ? "end" : "start");
    }
}
