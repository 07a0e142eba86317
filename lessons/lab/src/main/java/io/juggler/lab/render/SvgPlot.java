package io.juggler.lab.render;

import io.juggler.lab.render.Plot.Dash;
import io.juggler.lab.render.Plot.Mark;

/** A plot as inline SVG. */
final class SvgPlot {
    private static final int WIDTH = 718;
    private static final int HEIGHT = 232;
    private static final int LEFT = 64;
    private static final int RIGHT = 560;
    private static final int TOP = 18;
    private static final int BOTTOM = 190;

    /** So far apart are the names of lines that end close together. */
    private static final int LINE_HEIGHT = 13;

    private final Plot plot;
    private final Markup svg;
    private double lastLabel = Double.NEGATIVE_INFINITY;

    SvgPlot(Plot plot, Markup svg) {
        this.plot = plot;
        this.svg = svg;
    }

    void draw() {
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "width",
                "100%",
                "style",
                "max-width:" + WIDTH + "px",
                "role",
                "img",
                "aria-label",
                plot.told());
        svg.line();
        axes();
        for (var mark : plot.marks()) {
            switch (mark) {
                case Mark.Line line -> line(line);
                case Mark.Dots dots -> dots(dots);
                case Mark.Bars bars -> bars(bars);
                case Mark.Upright upright -> upright(upright);
                case Mark.Level level -> level(level);
            }
            svg.line();
        }
        names();
        svg.close("svg").line();
    }

    private double x(double value) {
        return LEFT + (RIGHT - LEFT) * plot.x().place(value);
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * plot.y().place(value);
    }

    private void axes() {
        for (double tick : plot.y().ticks()) {
            double at = y(tick);
            svg.empty("line", "class", "tick", "x1", LEFT, "x2", RIGHT, "y1", at, "y2", at);
            label(plot.y().text().apply(tick), LEFT - 6.0, at + 3.5, "end", "");
        }
        for (double tick : plot.x().ticks()) {
            double at = x(tick);
            svg.empty("line", "class", "tick", "x1", at, "x2", at, "y1", TOP, "y2", BOTTOM);
            label(plot.x().text().apply(tick), at, BOTTOM + 15.0, "middle", "");
        }
        svg.empty("line", "class", "axis", "x1", LEFT, "x2", RIGHT, "y1", BOTTOM, "y2", BOTTOM);
        label(plot.y().label(), 0, TOP - 8.0, "start", "");
        label(plot.x().label(), RIGHT, BOTTOM + 32.0, "end", "");
        svg.line();
    }

    private void label(String text, double x, double y, String anchor, String style) {
        svg.text(
                "text",
                Labels.line(text, 60),
                "x",
                x,
                "y",
                y,
                "text-anchor",
                anchor,
                "class",
                style);
    }

    private void line(Mark.Line line) {
        var path = new StringBuilder();
        for (int i = 0; i < line.xs().size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(Markup.number(x(line.xs().get(i))))
                    .append(' ')
                    .append(Markup.number(y(line.ys().get(i))));
        }
        svg.empty(
                "path",
                "class",
                line.colour() < 0 ? "plain" : "s" + line.colour(),
                "d",
                path,
                "fill",
                "none",
                "stroke",
                line.colour() < 0 ? "#888" : Palette.light("c" + line.colour()),
                "stroke-width",
                line.dash() == Dash.DOTTED ? 2.5 : 1.8,
                "stroke-linecap",
                line.dash() == Dash.DOTTED ? "round" : "butt",
                "stroke-dasharray",
                line.dash() == Dash.SOLID ? "none" : line.dash().pattern);
    }

    private void dots(Mark.Dots dots) {
        var colour = "c" + dots.colour();
        for (var dot : dots.dots()) {
            svg.open("g").text("title", told(dots.label(), dot));
            double at = x(dot.x());
            if (dot.high() > dot.low()) {
                double high = y(dot.high());
                double low = y(dot.low());
                svg.empty(
                        "path",
                        "class",
                        "s" + dots.colour(),
                        "d",
                        "M"
                                + Markup.number(at - 4)
                                + " "
                                + Markup.number(high)
                                + "h8m-4 0V"
                                + Markup.number(low)
                                + "m-4 0h8",
                        "fill",
                        "none",
                        "stroke",
                        Palette.light(colour),
                        "stroke-width",
                        1.3);
            }
            shape(dots.colour(), at, y(dot.y()));
            svg.close("g");
        }
    }

    private String told(String label, Plot.Dot dot) {
        var text =
                label
                        + ": "
                        + plot.x().text().apply(dot.x())
                        + ", "
                        + plot.y().text().apply(dot.y());
        return dot.high() > dot.low()
                ? text
                        + " ("
                        + plot.y().text().apply(dot.low())
                        + " to "
                        + plot.y().text().apply(dot.high())
                        + ")"
                : text;
    }

    /** A circle, a square, a diamond or a triangle. */
    private void shape(int colour, double x, double y) {
        var at = "M" + Markup.number(x) + " " + Markup.number(y);
        var path =
                switch (colour % 4) {
                    case 0 -> at + "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z";
                    case 1 -> at + "m-3.5-3.5h7v7h-7z";
                    case 2 -> at + "m0-5l5 5l-5 5l-5-5z";
                    default -> at + "m0-5l4.5 8h-9z";
                };
        svg.empty("path", "class", "c" + colour, "d", path, "fill", Palette.light("c" + colour));
    }

    private void bars(Mark.Bars bars) {
        for (var bar : bars.bars()) {
            if (bar.y() <= 0) {
                continue;
            }
            double from = x(bar.from());
            double top = Math.min(BOTTOM - 1.0, y(bar.y()));
            svg.empty(
                    "rect",
                    "class",
                    "c" + bars.colour(),
                    "x",
                    from + 0.5,
                    "y",
                    top,
                    "width",
                    Math.max(1, x(bar.to()) - from - 1),
                    "height",
                    BOTTOM - top,
                    "fill",
                    Palette.light("c" + bars.colour()));
        }
    }

    private void upright(Mark.Upright upright) {
        double at = x(upright.x());
        svg.empty(
                "line",
                "class",
                "end",
                "x1",
                at,
                "x2",
                at,
                "y1",
                TOP,
                "y2",
                BOTTOM,
                "stroke",
                "#222",
                "stroke-dasharray",
                "3 2");
        // Their names go below each other, so that none covers another.
        int row = 0;
        for (var mark : plot.marks()) {
            if (mark.equals(upright)) {
                break;
            }
            if (mark instanceof Mark.Upright) {
                row++;
            }
        }
        boolean left = at > RIGHT - 90;
        label(
                upright.label(),
                left ? at - 4 : at + 4,
                TOP + 9.0 + row * LINE_HEIGHT,
                left ? "end" : "start",
                "group");
    }

    private void level(Mark.Level level) {
        double at = y(level.y());
        svg.empty(
                "line",
                "class",
                "end",
                "x1",
                LEFT,
                "x2",
                RIGHT,
                "y1",
                at,
                "y2",
                at,
                "stroke",
                "#222",
                "stroke-dasharray",
                "3 2");
    }

    /** The names of lines and levels, at their right ends and not over each other. */
    private void names() {
        plot.marks().stream()
                .filter(mark -> !nameOf(mark).isEmpty())
                .sorted(java.util.Comparator.comparingDouble(this::endOf))
                .forEach(
                        mark -> {
                            double at = Math.max(endOf(mark) + 3.5, lastLabel + LINE_HEIGHT);
                            lastLabel = at;
                            double text = RIGHT + 8.0;
                            if (mark instanceof Mark.Dots dots) {
                                shape(dots.colour(), text + 4, at - 3.5);
                                text += 14;
                            }
                            label(nameOf(mark), text, at, "start", "");
                        });
    }

    private static String nameOf(Mark mark) {
        return switch (mark) {
            case Mark.Line line -> line.label();
            case Mark.Dots dots -> dots.label();
            case Mark.Level level -> level.label();
            case Mark.Bars _, Mark.Upright _ -> "";
        };
    }

    private double endOf(Mark mark) {
        return switch (mark) {
            case Mark.Line line -> y(line.ys().getLast());
            case Mark.Dots dots -> y(dots.dots().getLast().y());
            case Mark.Level level -> y(level.y());
            case Mark.Bars _, Mark.Upright _ -> 0;
        };
    }
}
