package io.juggler.lab.render;

import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Too many tasks to give each a row, drawn as one area: at each moment so many run, so many are
 * ready, so many wait.
 */
final class SvgCrowd {
    static final int HEIGHT = 56;
    static final int CARRIERS_HEIGHT = 28;

    /** What share of the height can still be seen. */
    private static final double LEAST = 1.2 / HEIGHT;

    private final Figure figure;
    private final Markup svg;

    /** Several figures share one page, and an SVG's ids are the page's. */
    private final String id = "juggler-" + Long.toHexString(ThreadLocalRandom.current().nextLong());

    SvgCrowd(Figure figure, Markup svg) {
        this.figure = figure;
        this.svg = svg;
    }

    /** All tasks as one area: at each moment so many run, so many are ready, so many wait. */
    void draw(Figure.Track track, int y) {
        label("tasks", y + HEIGHT / 2.0);
        label(Quantity.number(figure.tasks()), y + HEIGHT / 2.0 + 13);
        area(track.intervals(), new Area(y, HEIGHT, figure.tasks()));
        if (!track.failed().isEmpty()) {
            svg.text(
                    "text",
                    Quantity.number(track.failed().size()) + " ×",
                    "class",
                    "failed",
                    "x",
                    SvgTimeline.LEFT + (double) SvgTimeline.PLOT * track.end() / figure.span() + 4,
                    "y",
                    y + HEIGHT - 2.0);
        }
    }

    /** All carriers as one area: at each moment so many run a task, so many are held by one. */
    void drawCarriers(Figure.Row row, int y) {
        label(row.on(), y + CARRIERS_HEIGHT / 2.0 + 4);
        var track = row.track();
        area(Tracks.onCarriers(track), new Area(y, CARRIERS_HEIGHT, track.carriers().size()));
    }

    private void label(String text, double y) {
        svg.text("text", text, "x", SvgTimeline.LEFT - 8, "y", y, "text-anchor", "end");
    }

    /** A place that is full where so many do something. */
    private record Area(int y, int height, int whole) {
        String at(double amount) {
            return Markup.number(y + height - height * Math.min(1, amount / whole));
        }
    }

    private void area(List<Interval> intervals, Area area) {
        var raster = new Raster(SvgTimeline.PLOT, figure.span()).add(intervals);
        double[] base = new double[SvgTimeline.PLOT];
        for (var doing :
                List.of(Doing.RUNNING, Doing.PINNED, Doing.READY, Doing.WAITING, Doing.UNKNOWN)) {
            double[] top = base.clone();
            boolean any = false;
            for (int cell = 0; cell < SvgTimeline.PLOT; cell++) {
                double amount = seen(raster.amount(doing, cell), area.whole);
                any |= amount > 0;
                top[cell] += amount;
            }
            if (any) {
                var path = new StringBuilder("M" + SvgTimeline.LEFT + " " + area.at(base[0]));
                for (int cell = 0; cell < SvgTimeline.PLOT; cell++) {
                    path.append('V').append(area.at(top[cell])).append("h1");
                }
                for (int cell = SvgTimeline.PLOT - 1; cell >= 0; cell--) {
                    path.append('V').append(area.at(base[cell])).append("h-1");
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
    }

    /** One task of a thousand is less than a point high, and yet it is all that happens. */
    private static double seen(double amount, int whole) {
        return amount < 0.5 ? amount : Math.max(amount, LEAST * whole);
    }

    private String fill(Doing doing) {
        return switch (doing) {
            case RUNNING -> "#0072B2";
            case PINNED -> "#882255";
            case WAITING -> "url(#" + id + "-waiting)";
            case READY -> "url(#" + id + "-ready)";
            case UNKNOWN -> "url(#" + id + "-unknown)";
        };
    }

    void patterns() {
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
}
