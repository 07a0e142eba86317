package io.juggler.lab.render;

import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The timelines of all rows on one axis of time: for each a row of its own for every task, or one
 * area of all tasks where there are too many, and below it the carriers themselves. What a task
 * does is told by form as well as by colour: running is solid, waiting hatched, ready dotted,
 * failed a cross.
 */
final class SvgTimeline {
    private static final int WIDTH = 718;
    private static final int LEFT = 118;
    private static final int RIGHT = 678;
    private static final int PLOT = RIGHT - LEFT;
    private static final int ROW = 12;
    private static final int BAR = 9;
    private static final int AREA = 56;

    /** So that what is very short can still be seen. */
    private static final double LEAST_WIDTH = 1.5;

    /** Past that many, neighbours are drawn as one. */
    private static final int MOST_INTERVALS = 600;

    private static final int COLOURS = 8;

    private final Figure figure;
    private final Markup svg;
    private final long span;
    private final boolean aggregated;

    /** Several figures share one page, and an SVG's ids are the page's. */
    private final String id = "juggler-" + Long.toHexString(ThreadLocalRandom.current().nextLong());

    private int y;

    SvgTimeline(Figure figure, Markup svg) {
        this.figure = figure;
        this.svg = svg;
        this.span = figure.span();
        this.aggregated = Tracks.aggregated(figure);
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
        if (aggregated) {
            patterns();
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
            height += 22 + row.track().carriers().size() * ROW + 8;
            height += aggregated ? AREA + 4 : figure.tasks() * ROW;
        }
        return height + 20;
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

    private void axis(int height) {
        double step = step((double) span);
        double unit = span >= 1e9 ? 1e9 : span >= 1e6 ? 1e6 : 1e3;
        String name = unit == 1e9 ? "s" : unit == 1e6 ? "ms" : "µs";
        int decimals = step / unit >= 0.999 ? 0 : step / unit >= 0.0999 ? 1 : 2;
        for (int i = 0; i * step <= span * 1.0001; i++) {
            double at = LEFT + PLOT * (i * step / span);
            svg.empty("line", "class", "tick", "x1", at, "x2", at, "y1", 6, "y2", height - 18.0);
            svg.text(
                    "text",
                    String.format(Locale.ROOT, "%." + decimals + "f", i * step / unit),
                    "x",
                    at,
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
        svg.text("text", row.strategy() + ", " + row.on(), "x", 0, "y", y + 17.0, "class", "group");
        y += 22;
        if (aggregated) {
            area(row.track());
            y += AREA + 4;
        } else {
            var byTask = Tracks.byTask(row.track(), figure.tasks());
            for (int task = 0; task < figure.tasks(); task++) {
                task(task, byTask.get(task), row.track().failed().contains(task));
                y += ROW;
            }
        }
        for (var carrier : row.track().carriers()) {
            carrier(carrier, row.track());
            y += ROW;
        }
        end(row.track().end(), top + 8);
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
                case RUNNING -> running(svg, colour, from, y, to - from, BAR);
                case WAITING -> waiting(svg, colour, from, to, y + BAR / 2.0);
                case READY -> ready(svg, colour, from, to, y + BAR / 2.0);
                case UNKNOWN -> unknown(svg, from, to, y, BAR);
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

    private void carrier(String carrier, Figure.Track track) {
        svg.text(
                "text",
                Labels.line(carrier, 18),
                "x",
                LEFT - 8,
                "y",
                y + 8.5,
                "text-anchor",
                "end");
        double middle = y + BAR / 2.0;
        svg.empty("line", "class", "rail", "x1", LEFT, "x2", RIGHT, "y1", middle, "y2", middle);
        var mounts =
                track.intervals().stream()
                        .filter(i -> i.doing() == Doing.RUNNING && i.carrier().equals(carrier))
                        .toList();
        if (mounts.size() > MOST_INTERVALS) {
            load(new Raster(PLOT, span).add(mounts));
        } else {
            for (var mount : mounts) {
                var colour = aggregated ? "c0" : "c" + mount.task() % COLOURS;
                running(svg, colour, x(mount.start()), y, x(mount.end()) - x(mount.start()), BAR);
            }
        }
    }

    /** Too many mounts to draw each: how busy the carrier was, as height. */
    private void load(Raster raster) {
        var path = new StringBuilder("M" + LEFT + " " + (y + BAR));
        for (int cell = 0; cell < raster.cells(); cell++) {
            double busy = Math.min(1, raster.amount(Doing.RUNNING, cell));
            path.append('V').append(Markup.number(y + BAR - BAR * busy)).append("h1");
        }
        svg.empty(
                "path", "class", "c0", "fill", "#0072B2", "d", path.append("V" + (y + BAR) + "z"));
    }

    /** All tasks as one area: at each moment so many run, so many are ready, so many wait. */
    private void area(Figure.Track track) {
        var raster = new Raster(PLOT, span).add(track.intervals());
        svg.text("text", "tasks", "x", LEFT - 8, "y", y + AREA / 2.0, "text-anchor", "end");
        svg.text(
                "text",
                Quantity.number(figure.tasks()),
                "x",
                LEFT - 8,
                "y",
                y + AREA / 2.0 + 13,
                "text-anchor",
                "end");
        double[] base = new double[PLOT];
        for (var doing : List.of(Doing.RUNNING, Doing.READY, Doing.WAITING, Doing.UNKNOWN)) {
            double[] top = base.clone();
            boolean any = false;
            for (int cell = 0; cell < PLOT; cell++) {
                double amount = raster.amount(doing, cell);
                any |= amount > 0;
                top[cell] += amount;
            }
            if (any) {
                var path = new StringBuilder("M" + LEFT + " " + Markup.number(height(base[0])));
                for (int cell = 0; cell < PLOT; cell++) {
                    path.append('V').append(Markup.number(height(top[cell]))).append("h1");
                }
                for (int cell = PLOT - 1; cell >= 0; cell--) {
                    path.append('V').append(Markup.number(height(base[cell]))).append("h-1");
                }
                svg.empty(
                        "path",
                        "class",
                        doing == Doing.RUNNING ? "c0" : "",
                        "fill",
                        fill(doing),
                        "d",
                        path + "z");
            }
            base = top;
        }
        if (!track.failed().isEmpty()) {
            svg.text(
                    "text",
                    Quantity.number(track.failed().size()) + " ×",
                    "class",
                    "failed",
                    "x",
                    x(track.end()) + 4,
                    "y",
                    y + AREA - 2.0);
        }
    }

    private double height(double tasks) {
        return y + AREA - AREA * Math.min(1, tasks / figure.tasks());
    }

    private String fill(Doing doing) {
        return switch (doing) {
            case RUNNING -> "#0072B2";
            case WAITING -> "url(#" + id + "-waiting)";
            case READY -> "url(#" + id + "-ready)";
            case UNKNOWN -> "url(#" + id + "-unknown)";
        };
    }

    private void patterns() {
        svg.open("defs");
        pattern("waiting", 4);
        svg.empty(
                "rect",
                "width",
                4,
                "height",
                4,
                "class",
                "pale",
                "fill",
                "#0072B2",
                "fill-opacity",
                ".16");
        svg.empty(
                "path",
                "d",
                "M0 4L4 0",
                "stroke",
                "#0072B2",
                "stroke-opacity",
                ".55",
                "class",
                "s0");
        svg.close("pattern");
        pattern("ready", 5);
        svg.empty("circle", "cx", 2.5, "cy", 2.5, "r", 1.1, "fill", "#D55E00", "class", "c1");
        svg.close("pattern");
        pattern("unknown", 4);
        svg.empty(
                "path",
                "d",
                "M0 0L4 4M0 4L4 0",
                "class",
                "unknown",
                "stroke",
                "#888",
                "stroke-opacity",
                ".5");
        svg.close("pattern").close("defs").line();
    }

    private void pattern(String name, int size) {
        svg.open(
                "pattern",
                "id",
                id + "-" + name,
                "width",
                size,
                "height",
                size,
                "patternUnits",
                "userSpaceOnUse");
    }

    private void end(long nanos, int top) {
        double at = x(nanos);
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
                left ? at - 4 : at + 4,
                "y",
                top + 4.0,
                "text-anchor",
                left ? "end" : "start");
    }

    static void running(
            Markup svg, String colour, double from, double top, double width, double height) {
        svg.empty(
                "rect",
                "class",
                colour,
                "x",
                from,
                "y",
                top,
                "width",
                Math.max(LEAST_WIDTH, width),
                "height",
                height,
                "rx",
                width > 4 ? 1.5 : 0.5,
                "fill",
                Palette.light(colour));
    }

    /** A pale band with a hatch over it. */
    static void waiting(Markup svg, String colour, double from, double to, double middle) {
        if (to - from < 0.3) {
            return;
        }
        svg.empty(
                "path",
                "class",
                "s" + colour.substring(1),
                "d",
                stroke(from, to, middle),
                "stroke",
                Palette.light(colour),
                "stroke-width",
                3,
                "stroke-opacity",
                ".25");
        svg.empty(
                "path",
                "class",
                "s" + colour.substring(1),
                "d",
                stroke(from, to, middle),
                "stroke",
                Palette.light(colour),
                "stroke-width",
                3,
                "stroke-opacity",
                ".5",
                "stroke-dasharray",
                "1 3");
    }

    static void ready(Markup svg, String colour, double from, double to, double middle) {
        if (to - from < 0.3) {
            return;
        }
        svg.empty(
                "path",
                "class",
                "s" + colour.substring(1),
                "d",
                stroke(from, to, middle),
                "stroke",
                Palette.light(colour),
                "stroke-width",
                2,
                "stroke-linecap",
                "round",
                "stroke-dasharray",
                "0 4");
    }

    static void unknown(Markup svg, double from, double to, double top, double height) {
        svg.empty(
                "rect",
                "class",
                "unknown",
                "x",
                from,
                "y",
                top + 0.5,
                "width",
                Math.max(LEAST_WIDTH, to - from),
                "height",
                height - 1,
                "rx",
                1.5,
                "fill",
                "none",
                "stroke",
                "#888",
                "stroke-dasharray",
                "3 2");
    }

    private static String stroke(double from, double to, double middle) {
        return "M" + Markup.number(from) + " " + Markup.number(middle) + "H" + Markup.number(to);
    }
}
