package io.juggler.lab.render;

import io.juggler.lab.render.Figure.SpeedUp;
import io.juggler.lab.trace.Interval.Doing;

import java.util.ArrayList;
import java.util.List;

/** A figure as text of at most 80 columns: the verdict, the table, the timeline in ASCII. */
final class TextFigure {
    static final int COLUMNS = 80;
    private static final int PRINTED_LINES = 10;
    private static final int LABEL = 14;
    private static final int PLOT = COLUMNS - LABEL - 2;
    private static final String LEVELS = " .:-=+*#";

    private final Figure figure;
    private final List<String> lines = new ArrayList<>();

    TextFigure(Figure figure) {
        this.figure = figure;
    }

    String text() {
        wrap("", figure.verdict().text());
        lines.add("");
        lines.add(figure.heading() + ", " + figure.runsText());
        table();
        latencies();
        notes();
        lines.add("");
        timeline();
        printed();
        return String.join("\n", lines);
    }

    /**
     * The first that fits: all columns, without the carriers (the timeline names them too), without
     * the ranges as well.
     */
    private void table() {
        var wide = table(true, true);
        var narrower = fits(wide) ? wide : table(false, true);
        lines.addAll(fits(narrower) ? narrower : table(false, false));
    }

    private static boolean fits(List<String> table) {
        return table.stream().allMatch(line -> line.codePointCount(0, line.length()) <= COLUMNS);
    }

    private List<String> table(boolean on, boolean ranges) {
        boolean alone = figure.rows().size() == 1;
        var columns = new Columns("llrLrRRRL");
        columns.line(
                "strategy",
                on ? "on" : "",
                "wall",
                ranges && !alone ? "range" : "",
                "CPU",
                "cores",
                "waits",
                alone ? "" : "speed-up",
                "");
        for (var row : figure.rows()) {
            var wall = row.wall();
            columns.line(
                    row.strategy(),
                    on ? row.on() : "",
                    Quantity.time(wall.median()),
                    ranges && wall.readings() > 1
                            ? Quantity.timeRange(wall.min(), wall.max(), wall.median())
                            : "",
                    row.cpuText(),
                    row.coresUsed(),
                    row.waiting().isPresent() ? Quantity.percent(row.waiting().getAsDouble()) : "?",
                    alone ? "" : speedUp(row.speedUp()),
                    ranges ? speedUpRange(row.speedUp()) : "");
        }
        return on || ranges ? columns.lines() : columns.lines(COLUMNS);
    }

    private void latencies() {
        var columns = new Columns("lrrrr");
        columns.line("task latency", "at once", "p50", "p95", "max");
        for (var row : figure.rows()) {
            columns.line(
                    row.strategy(),
                    Quantity.number(row.peak()),
                    Quantity.time(row.latency().p50()),
                    Quantity.time(row.latency().p95()),
                    Quantity.time(row.latency().max()));
        }
        lines.addAll(columns.lines(COLUMNS));
    }

    private void printed() {
        var printed = figure.printed().lines().toList();
        if (printed.isEmpty()) {
            return;
        }
        lines.add("");
        wrap("", "what the tasks printed, in one run of all of them:");
        printed.stream()
                .limit(PRINTED_LINES)
                .forEach(line -> lines.add("  " + Labels.line(line, COLUMNS - 2)));
        if (printed.size() > PRINTED_LINES) {
            lines.add(
                    "  … and " + Quantity.count(printed.size() - PRINTED_LINES, "line") + " more");
        }
    }

    private static String speedUp(SpeedUp speedUp) {
        return switch (speedUp) {
            case SpeedUp.Base _ -> "1×";
            case SpeedUp.Times(var times) -> Quantity.times(times.median());
            case SpeedUp.Unclear _ -> "unclear";
            case SpeedUp.None _ -> "none";
        };
    }

    private static String speedUpRange(SpeedUp speedUp) {
        return switch (speedUp) {
            case SpeedUp.Times(var times) when times.readings() > 1 ->
                    Quantity.timesRange(times.min(), times.max());
            case SpeedUp.Times _ -> "one run";
            default -> "";
        };
    }

    private void notes() {
        for (var row : figure.rows()) {
            for (var note : row.notes()) {
                wrap("  ", row.strategy() + ": " + note);
            }
        }
        for (var note : figure.notes()) {
            wrap("  ", note);
        }
    }

    private void timeline() {
        long span = figure.span();
        for (var row : figure.rows()) {
            lines.add(row.strategy() + ", " + row.on() + ", " + Quantity.time(row.track().end()));
            if (Tracks.aggregated(figure)) {
                crowd(row, span);
            } else {
                tasks(row, span);
            }
            carriers(row, span);
        }
        lines.add(" ".repeat(LABEL + 1) + "0" + padLeft(Quantity.time(span), PLOT - 1));
        wrap(
                "",
                "# running  + partly running  - waiting  . ready, no carrier free  ? unknown  x"
                        + " failed"
                        + (Tracks.anyPinned(figure) ? "  P pinned: waiting on its carrier" : ""));
    }

    private void tasks(Figure.Row row, long span) {
        var byTask = Tracks.byTask(row.track(), figure.tasks());
        for (int task = 0; task < figure.tasks(); task++) {
            var intervals = byTask.get(task);
            var bar = bar(new Raster(PLOT, span).add(intervals), 1);
            if (row.track().failed().contains(task)) {
                long end = intervals.isEmpty() ? 0 : intervals.getLast().end();
                int cell = (int) Math.min(PLOT - 1, end * PLOT / span);
                bar.setCharAt(cell, 'x');
            }
            bar(
                    task == 0
                            ? Labels.line(figure.task(), LABEL - 3) + " 0"
                            : Integer.toString(task),
                    bar);
        }
    }

    private void carriers(Figure.Row row, long span) {
        if (Tracks.manyCarriers(row.track())) {
            var raster = new Raster(PLOT, span).add(Tracks.onCarriers(row.track()));
            var bar = new StringBuilder();
            for (int cell = 0; cell < PLOT; cell++) {
                bar.append(level(raster.total(cell) / row.track().carriers().size()));
            }
            bar(Labels.line(row.on(), LABEL), bar);
            return;
        }
        for (var carrier : row.track().carriers()) {
            var raster = new Raster(PLOT, span);
            row.track().intervals().stream()
                    .filter(interval -> interval.carrier().equals(carrier))
                    .forEach(raster::add);
            bar(Labels.ends(carrier, LABEL), bar(raster, 1));
        }
    }

    /** Too many tasks to show each: how many did what, as a share of all. */
    private void crowd(Figure.Row row, long span) {
        var raster = new Raster(PLOT, span).add(row.track().intervals());
        for (var doing : Doing.values()) {
            var bar = new StringBuilder();
            boolean any = false;
            for (int cell = 0; cell < PLOT; cell++) {
                double share = raster.amount(doing, cell) / figure.tasks();
                any |= share > 0;
                bar.append(level(share));
            }
            if (any) {
                bar(doing.name().toLowerCase(java.util.Locale.ROOT), bar);
            }
        }
    }

    /** A share as a letter: a blank for none, the last one for all. */
    private static char level(double share) {
        int steps = LEVELS.length() - 1;
        return LEVELS.charAt(share <= 0 ? 0 : 1 + (int) Math.min(steps - 1, share * steps));
    }

    private static StringBuilder bar(Raster raster, double whole) {
        var bar = new StringBuilder();
        for (int cell = 0; cell < raster.cells(); cell++) {
            double running = raster.amount(Doing.RUNNING, cell) / whole;
            double pinned = raster.amount(Doing.PINNED, cell);
            double waiting = raster.amount(Doing.WAITING, cell);
            double ready = raster.amount(Doing.READY, cell);
            double unknown = raster.amount(Doing.UNKNOWN, cell);
            if (pinned >= 0.5) {
                bar.append('P');
            } else if (running >= 0.5) {
                bar.append('#');
            } else if (running > 0) {
                bar.append('+');
            } else if (unknown > 0) {
                bar.append('?');
            } else if (waiting + ready == 0) {
                bar.append(' ');
            } else {
                bar.append(waiting >= ready ? '-' : '.');
            }
        }
        return bar;
    }

    private void bar(String label, StringBuilder bar) {
        lines.add((padLeft(label, LABEL) + " " + bar).stripTrailing());
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.codePointCount(0, text.length()))) + text;
    }

    private void wrap(String indent, String text) {
        lines.addAll(Lines.wrapped(indent, indent, text));
    }
}
