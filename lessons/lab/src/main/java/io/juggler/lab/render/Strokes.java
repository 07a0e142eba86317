package io.juggler.lab.render;

/**
 * How what a task does is drawn: running is solid, waiting a pale band with a hatch over it, ready
 * dotted, unknown a dashed outline. None needs a pattern with an id.
 */
final class Strokes {

    /** So that what is very short can still be seen. */
    private static final double LEAST_WIDTH = 1.5;

    private static final double LETTER_WIDTH = 10;

    private Strokes() {}

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

    /** As waiting, within the paled bar of running, and marked with a letter. */
    static void pinned(
            Markup svg, String colour, double from, double to, double top, double height) {
        svg.empty(
                "rect",
                "class",
                "s" + colour.substring(1),
                "x",
                from + 0.5,
                "y",
                top + 0.5,
                "width",
                Math.max(LEAST_WIDTH, to - from - 1),
                "height",
                height - 1,
                "fill",
                Palette.light(colour),
                "fill-opacity",
                ".22",
                "stroke",
                Palette.light(colour));
        waiting(svg, colour, from, to, top + height / 2);
        if (to - from > LETTER_WIDTH) {
            svg.text(
                    "text",
                    "P",
                    "x",
                    (from + to) / 2,
                    "y",
                    top + height - 0.5,
                    "text-anchor",
                    "middle",
                    "class",
                    "group");
        }
    }

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
                ".35");
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
                ".75",
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

    /** As an area of tasks that wait, for the key. */
    static void hatched(Markup svg, double from, double to, double height) {
        svg.empty(
                "rect",
                "class",
                "c0",
                "x",
                from,
                "y",
                0,
                "width",
                to - from,
                "height",
                height,
                "fill",
                Palette.light("c0"),
                "fill-opacity",
                ".16");
        var lines = new StringBuilder();
        for (double x = from; x < to; x += 4) {
            double run = Math.min(4, to - x);
            lines.append("M").append(Markup.number(x)).append(" 8.5l").append(Markup.number(run));
            lines.append(" -4M").append(Markup.number(x)).append(" 4.5l");
            lines.append(Markup.number(run)).append(" -4");
        }
        svg.empty(
                "path",
                "class",
                "s0",
                "d",
                lines,
                "fill",
                "none",
                "stroke",
                Palette.light("c0"),
                "stroke-opacity",
                ".55");
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
