package io.juggler.lab.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plot of numbers over numbers. What belongs together has a colour, a form of its own (the dots'
 * shape, the line's dashes) and its name beside it, so that colour is never alone.
 *
 * @param told what it shows, for those who do not see it
 * @param x from left to right
 * @param y from bottom to top
 * @param marks what is drawn, the first at the back
 */
public record Plot(String told, Axis x, Axis y, List<Mark> marks) {

    /** How a line is drawn. */
    public enum Dash {
        SOLID(""),
        DASHED("6 4"),
        DOTTED("1 4");

        final String pattern;

        Dash(String pattern) {
            this.pattern = pattern;
        }
    }

    /** Something that is drawn. */
    public sealed interface Mark {

        /**
         * A line through points.
         *
         * @param label what it is; may be empty
         * @param colour from 0 to 7, or -1 for the text's own
         * @param xs where, from left to right
         * @param ys as many
         */
        record Line(String label, int colour, Dash dash, List<Double> xs, List<Double> ys)
                implements Mark {}

        /**
         * Dots with their ranges.
         *
         * @param label what they are
         * @param colour from 0 to 7
         * @param dots each with its own range
         */
        record Dots(String label, int colour, List<Dot> dots) implements Mark {}

        /**
         * Bars that stand on the axis.
         *
         * @param label what they are
         * @param colour from 0 to 7
         * @param bars side by side
         */
        record Bars(String label, int colour, List<Bar> bars) implements Mark {}

        /**
         * A line across the whole plot, at one x.
         *
         * @param label what is there
         */
        record Upright(String label, double x) implements Mark {}

        /**
         * A line across the whole plot, at one y.
         *
         * @param label what is there
         */
        record Level(String label, double y) implements Mark {}
    }

    /**
     * A value with its range.
     *
     * @param x where
     * @param y its value
     * @param low the least, or the value itself
     * @param high the most, or the value itself
     */
    public record Dot(double x, double y, double low, double high) {}

    /**
     * A bar.
     *
     * @param from its left side
     * @param to its right side
     * @param y its height
     */
    public record Bar(double from, double to, double y) {}

    public Plot {
        marks = List.copyOf(marks);
    }

    /** A plot to add marks to. */
    public static Plot of(String told, Axis x, Axis y) {
        return new Plot(told, x, y, List.of());
    }

    /** This plot with one mark more, in front. */
    public Plot with(Mark mark) {
        var more = new ArrayList<>(marks);
        more.add(mark);
        return new Plot(told, x, y, more);
    }

    /** This plot with a line more. */
    public Plot line(String label, int colour, Dash dash, double[] xs, double[] ys) {
        return with(new Mark.Line(label, colour, dash, boxed(xs), boxed(ys)));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    void draw(Markup html) {
        new SvgPlot(this, html).draw();
    }

    List<String> text() {
        return new TextPlot(this).lines();
    }
}
