package io.juggler.lab.render;

import static io.juggler.lab.render.SvgTimeline.BAR;
import static io.juggler.lab.render.SvgTimeline.LEFT;
import static io.juggler.lab.render.SvgTimeline.PLOT;
import static io.juggler.lab.render.SvgTimeline.RIGHT;

import io.juggler.lab.trace.Interval.Doing;

/** The carriers of a run, a row for each: whose turn it was, and by whom it was held. */
final class SvgCarriers {
    private final Figure figure;
    private final Markup svg;

    SvgCarriers(Figure figure, Markup svg) {
        this.figure = figure;
        this.svg = svg;
    }

    private double x(long nanos) {
        return LEFT + (double) PLOT * nanos / figure.span();
    }

    void draw(String carrier, Figure.Track track, int y) {
        svg.text(
                "text",
                Labels.ends(carrier, 16),
                "x",
                LEFT - 8,
                "y",
                y + 8.5,
                "text-anchor",
                "end");
        double middle = y + BAR / 2.0;
        svg.empty("line", "class", "rail", "x1", LEFT, "x2", RIGHT, "y1", middle, "y2", middle);
        var held = track.intervals().stream().filter(i -> i.carrier().equals(carrier)).toList();
        if (held.size() > SvgTimeline.MOST_INTERVALS) {
            load(new Raster(PLOT, figure.span()).add(held), y);
            return;
        }
        boolean aggregated = Tracks.aggregated(figure);
        for (var interval : held) {
            double from = x(interval.start());
            double to = x(interval.end());
            var colour = aggregated ? "c0" : "c" + interval.task() % SvgTimeline.COLOURS;
            switch (interval.doing()) {
                case RUNNING -> Strokes.running(svg, colour, from, y, to - from, BAR);
                case PINNED -> Strokes.pinned(svg, colour, from, to, y, BAR);
                case WAITING -> Strokes.waiting(svg, colour, from, to, middle);
                default -> Strokes.unknown(svg, from, to, y, BAR);
            }
        }
    }

    /** Too many mounts to draw each: how busy the carrier was, as height. */
    private void load(Raster raster, int y) {
        var path = new StringBuilder("M" + LEFT + " " + (y + BAR));
        for (int cell = 0; cell < raster.cells(); cell++) {
            double busy = Math.min(1, raster.amount(Doing.RUNNING, cell));
            path.append('V').append(Markup.number(y + BAR - BAR * busy)).append("h1");
        }
        path.append('V').append(y + BAR).append('z');
        svg.empty("path", "class", "c0", "fill", "#0072B2", "d", path);
    }
}
