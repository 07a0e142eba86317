package io.juggler.lab.render;

import io.juggler.lab.render.Plot.Mark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A plot drawn with letters, at most 80 columns wide. */
final class TextPlot {
    private static final int LEFT = 10;
    private static final int WIDTH = Lines.COLUMNS - LEFT - 2;
    private static final int HEIGHT = 13;
    private static final String DOTS = "o#*^";

    private final Plot plot;
    private final char[][] grid = new char[HEIGHT][WIDTH];

    TextPlot(Plot plot) {
        this.plot = plot;
        for (var row : grid) {
            Arrays.fill(row, ' ');
        }
    }

    List<String> lines() {
        var key = new ArrayList<String>();
        for (var mark : plot.marks()) {
            switch (mark) {
                case Mark.Bars bars -> bars(bars);
                case Mark.Line line -> key.add(line(line));
                case Mark.Dots dots -> key.add(dots(dots));
                case Mark.Upright upright -> key.add(upright(upright));
                case Mark.Level level -> key.add(level(level));
            }
        }
        key.removeIf(String::isEmpty);
        var lines = new ArrayList<String>();
        lines.add(Labels.line(plot.y().label(), Lines.COLUMNS));
        var names = new String[HEIGHT];
        for (double tick : plot.y().ticks()) {
            names[row(tick)] = plot.y().text().apply(tick);
        }
        for (int row = 0; row < HEIGHT; row++) {
            var name = names[row] == null ? "" : names[row];
            lines.add(
                    (" ".repeat(Math.max(0, LEFT - 1 - name.length()))
                                    + Labels.line(name, LEFT - 1)
                                    + " |"
                                    + new String(grid[row]))
                            .stripTrailing());
        }
        lines.add(" ".repeat(LEFT) + "+" + "-".repeat(WIDTH));
        lines.add(ticks());
        lines.add(
                " "
                                .repeat(
                                        Math.max(
                                                0,
                                                Lines.COLUMNS
                                                        - plot.x()
                                                                .label()
                                                                .codePointCount(
                                                                        0,
                                                                        plot.x().label().length())))
                        + plot.x().label());
        if (!key.isEmpty()) {
            lines.addAll(Lines.wrapped("", "", String.join("  ", key)));
        }
        return lines;
    }

    private String ticks() {
        var line = new StringBuilder(" ".repeat(Lines.COLUMNS));
        int free = 0;
        for (double tick : plot.x().ticks()) {
            var name = plot.x().text().apply(tick);
            int at = LEFT + 1 + column(tick) - name.length() / 2;
            if (at >= free && at + name.length() <= Lines.COLUMNS) {
                line.replace(at, at + name.length(), name);
                free = at + name.length() + 1;
            }
        }
        return line.toString().stripTrailing();
    }

    private int column(double x) {
        return (int) Math.min(WIDTH - 1, plot.x().place(x) * WIDTH);
    }

    private int row(double y) {
        return HEIGHT - 1 - (int) Math.min(HEIGHT - 1, plot.y().place(y) * HEIGHT);
    }

    private void bars(Mark.Bars bars) {
        for (var bar : bars.bars()) {
            if (bar.y() > 0) {
                int to = Math.max(column(bar.from()), column(bar.to()) - 1);
                for (int column = column(bar.from()); column <= to; column++) {
                    for (int row = row(bar.y()); row < HEIGHT; row++) {
                        grid[row][column] = '#';
                    }
                }
            }
        }
    }

    private String line(Mark.Line line) {
        char letter = line.dash() == Plot.Dash.SOLID ? '-' : '.';
        for (int i = 1; i < line.xs().size(); i++) {
            int from = column(line.xs().get(i - 1));
            int to = column(line.xs().get(i));
            for (int column = from; column <= to; column++) {
                double share = to == from ? 1 : (double) (column - from) / (to - from);
                double y = line.ys().get(i - 1) * (1 - share) + line.ys().get(i) * share;
                if (grid[row(y)][column] == ' ') {
                    grid[row(y)][column] = letter;
                }
            }
        }
        return line.label().isEmpty() ? "" : letter + " " + line.label();
    }

    private String dots(Mark.Dots dots) {
        char letter = DOTS.charAt(dots.colour() % DOTS.length());
        for (var dot : dots.dots()) {
            int column = column(dot.x());
            for (int row = row(dot.high()); row <= row(dot.low()); row++) {
                grid[row][column] = '|';
            }
            grid[row(dot.y())][column] = letter;
        }
        return letter + " " + dots.label();
    }

    private String upright(Mark.Upright upright) {
        int column = column(upright.x());
        for (var row : grid) {
            if (row[column] == ' ') {
                row[column] = ':';
            }
        }
        return ": " + upright.label();
    }

    private String level(Mark.Level level) {
        var row = grid[row(level.y())];
        for (int column = 0; column < WIDTH; column++) {
            if (row[column] == ' ') {
                row[column] = '=';
            }
        }
        return level.label().isEmpty() ? "" : "= " + level.label();
    }
}
