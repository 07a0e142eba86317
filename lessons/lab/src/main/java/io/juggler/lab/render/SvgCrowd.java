package io.juggler.lab.render;

import io.juggler.lab.trace.Interval.Doing;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Too many tasks to give each a row, drawn as one area: at each moment so many run, so many are
 * ready, so many wait.
 */
final class SvgCrowd {
    static final int HEIGHT = 56;

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
        var raster = new Raster(SvgTimeline.PLOT, figure.span()).add(track.intervals());
        svg.text(
                "text",
                "tasks",
                "x",
                SvgTimeline.LEFT - 8,
                "y",
                y + HEIGHT / 2.0,
                "text-anchor",
                "end");
        svg.text(
                "text",
                Quantity.number(figure.tasks()),
                "x",
                SvgTimeline.LEFT - 8,
                "y",
                y + HEIGHT / 2.0 + 13,
                "text-anchor",
                "end");
        double[] base = new double[SvgTimeline.PLOT];
        for (var doing :
                List.of(Doing.RUNNING, Doing.PINNED, Doing.READY, Doing.WAITING, Doing.UNKNOWN)) {
            double[] top = base.clone();
            boolean any = false;
            for (int cell = 0; cell < SvgTimeline.PLOT; cell++) {
                double amount = raster.amount(doing, cell);
                any |= amount > 0;
                top[cell] += amount;
            }
            if (any) {
                var path =
                        new StringBuilder(
                                "M" + SvgTimeline.LEFT + " " + Markup.number(height(y, base[0])));
                for (int cell = 0; cell < SvgTimeline.PLOT; cell++) {
                    path.append('V').append(Markup.number(height(y, top[cell]))).append("h1");
                }
                for (int cell = SvgTimeline.PLOT - 1; cell >= 0; cell--) {
                    path.append('V').append(Markup.number(height(y, base[cell]))).append("h-1");
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
                    SvgTimeline.LEFT + (double) SvgTimeline.PLOT * track.end() / figure.span() + 4,
                    "y",
                    y + HEIGHT - 2.0);
        }
    }

    private double height(int y, double tasks) {
        return y + HEIGHT - HEIGHT * Math.min(1, tasks / figure.tasks());
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
