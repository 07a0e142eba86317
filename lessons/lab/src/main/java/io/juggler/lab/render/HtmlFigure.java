package io.juggler.lab.render;

import io.juggler.lab.render.Figure.SpeedUp;

/**
 * A figure as an HTML fragment: the verdict, a real table, the timeline as inline SVG. Colours come
 * from JupyterLab's theme where there is one and from the page's own text colour elsewhere. Where
 * styles are stripped, the table still reads well.
 */
final class HtmlFigure {
    /** From that length on a name is broken, so that the table is not wider than its page. */
    private static final int LONG = 18;

    private static final double BAR_WIDTH = 48;
    private static final double BAR_HEIGHT = 9;
    private static final double BAR_GAP = 7;

    /** What must not be overlooked. */
    private static final String TOO_NOISY = "TOO NOISY";

    /** The speed-up stands beside the wall time that it comes from. */
    private static final int SPEED_UP = 3;

    private static final String[][] HEADS = {
        {"strategy", "How the same tasks were run"},
        {"on", "The carriers or threads the tasks ran on"},
        {"wall", "From the first task's start to the last one's end"},
        {"speed-up", "How many times faster than the first row, round by round"},
        {"CPU", "CPU time of those carriers or threads"},
        {"cores used", "CPU time divided by wall time: how many cores were busy, on average"},
        {
            "waiting",
            "The share of the tasks' own time in which they waited for something other than a core"
        },
        {"at once", "The most tasks that had begun and not ended at one moment"},
        {
            "latency",
            "How long single tasks took from begin to end: half of them no longer than this"
        },
    };

    private final Figure figure;
    private final Markup html = new Markup();

    HtmlFigure(Figure figure) {
        this.figure = figure;
    }

    String html() {
        html.open("div", "class", "juggler-lab").line();
        html.open("p", "class", "verdict");
        html.text("b", figure.verdict().claim());
        html.text(figure.verdict().evidence().isEmpty() ? "." : ": " + figure.verdict().evidence());
        html.close("p").line();
        table();
        html.line();
        new SvgTimeline(figure, html).draw();
        html.line();
        key();
        if (!figure.printed().isEmpty()) {
            html.open("details");
            html.text("summary", "what the tasks printed, in one run of all of them");
            html.text("pre", figure.printed());
            html.close("details");
        }
        html.close("div");
        return StyleSheet.in(html.toString());
    }

    private void table() {
        html.open("table");
        html.text("caption", figure.heading() + " · " + figure.runsText());
        html.open("thead").open("tr");
        for (int column = 0; column < HEADS.length; column++) {
            if (column != SPEED_UP || compared()) {
                html.text("th", HEADS[column][0], "scope", "col", "title", HEADS[column][1]);
            }
        }
        html.close("tr").close("thead").line().open("tbody");
        double longest =
                figure.rows().stream().mapToDouble(row -> row.wall().max()).max().orElse(1);
        for (var row : figure.rows()) {
            row(row, longest);
        }
        html.close("tbody").close("table");
    }

    /** One row alone has nothing to be faster than. */
    private boolean compared() {
        return figure.rows().size() > 1;
    }

    private void row(Figure.Row row, double longest) {
        html.open("tr", "class", row.best() ? "best" : "");
        if (row.strategy().length() > LONG) {
            html.text("th", row.strategy(), "scope", "row", "class", "long");
        } else {
            html.text("th", row.strategy(), "scope", "row");
        }
        html.text("td", row.on());
        html.open("td", "class", "wall");
        bar(row, BAR_WIDTH / longest);
        html.text(Quantity.time(row.wall().median()));
        if (row.wall().readings() > 1) {
            small(Quantity.timeRange(row.wall().min(), row.wall().max(), row.wall().median()));
        }
        html.close("td");
        if (compared()) {
            html.open("td");
            speedUp(row.speedUp());
            html.close("td");
        }
        html.text("td", row.cpuText());
        html.text("td", row.coresUsed());
        html.text(
                "td",
                row.waiting().isPresent()
                        ? Quantity.percent(row.waiting().getAsDouble())
                        : "not seen");
        html.text("td", Quantity.number(row.peak()));
        html.open("td");
        latency(row.latency());
        html.close("td");
        html.close("tr").line();
        for (var note : row.notes()) {
            html.open("tr", "class", "note");
            html.open("td", "colspan", compared() ? HEADS.length : HEADS.length - 1);
            boolean loud = note.startsWith(TOO_NOISY);
            if (loud) {
                html.text("b", TOO_NOISY);
            }
            html.text(Labels.line(loud ? note.substring(TOO_NOISY.length()) : note, 500));
            html.close("td").close("tr").line();
        }
    }

    /** The median, and the least and the most of the rounds: whether ways can be told apart. */
    private void bar(Figure.Row row, double scale) {
        html.open("svg", "width", BAR_WIDTH + BAR_GAP, "height", BAR_HEIGHT, "aria-hidden", "true");
        html.empty(
                "rect",
                "class",
                "bar",
                "width",
                Math.max(1, scale * row.wall().median()),
                "height",
                BAR_HEIGHT,
                "rx",
                1.5,
                "fill",
                row.best() ? "#009E73" : "#777777");
        if (row.wall().readings() > 1) {
            html.empty(
                    "line",
                    "class",
                    "end",
                    "x1",
                    scale * row.wall().min(),
                    "x2",
                    scale * row.wall().max(),
                    "y1",
                    BAR_HEIGHT / 2,
                    "y2",
                    BAR_HEIGHT / 2,
                    "stroke",
                    "#444444",
                    "stroke-width",
                    1.5);
        }
        html.close("svg");
    }

    private void latency(Figure.Latency latency) {
        html.text(Quantity.time(latency.p50()));
        if (Double.isNaN(latency.p50())) {
            return;
        }
        small(
                "p95 "
                        + Quantity.timeIn(latency.p95(), latency.p50())
                        + ", max "
                        + Quantity.timeIn(latency.max(), latency.p50()));
    }

    private void speedUp(SpeedUp speedUp) {
        switch (speedUp) {
            case SpeedUp.Base _ -> html.text("1×");
            case SpeedUp.Times(var times) -> {
                html.text(Quantity.times(times.median()));
                small(
                        times.readings() > 1
                                ? Quantity.timesRange(times.min(), times.max())
                                : "one run");
            }
            case SpeedUp.Unclear(var times) -> {
                html.text("i", "unclear");
                small(
                        times.readings() > 1
                                ? Quantity.timesRange(times.min(), times.max())
                                : "one run");
            }
            case SpeedUp.None _ -> html.text("none");
        }
    }

    private void small(String text) {
        html.text(" ").text("small", text);
    }

    private void key() {
        html.open("p", "class", "key");
        sign("running", () -> Strokes.running(html, "c0", 2, 0, 16, 9));
        sign(
                "waiting",
                () -> {
                    if (Tracks.aggregated(figure)) {
                        Strokes.hatched(html, 2, 18, 9);
                    } else {
                        Strokes.waiting(html, "c0", 2, 18, 4.5);
                    }
                });
        sign(
                "ready, no carrier free",
                () -> Strokes.ready(html, Tracks.aggregated(figure) ? "c1" : "c0", 3, 18, 4.5));
        if (Tracks.anyPinned(figure)) {
            sign(
                    "pinned: waiting, and holding its carrier",
                    () -> Strokes.pinned(html, "c0", 2, 18, 0, 9));
        }
        if (Tracks.anyUnknown(figure)) {
            sign("running or waiting, not seen", () -> Strokes.unknown(html, 2, 18, 0, 9));
        }
        if (figure.rows().stream().anyMatch(row -> !row.track().failed().isEmpty())) {
            html.text("span", "× failed");
        }
        html.close("p");
        html.open("p", "class", "key");
        html.text(Labels.line(String.join(" · ", figure.notes()), 1000));
        html.close("p");
    }

    private void sign(String meaning, Runnable drawing) {
        html.open("span").open("svg", "width", 20, "height", 9, "aria-hidden", "true");
        drawing.run();
        html.close("svg").text(" " + meaning).close("span");
    }
}
