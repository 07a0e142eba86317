package io.juggler.lab.render;

import java.util.ArrayList;
import java.util.List;

/**
 * A few sentences, lists and tables, written once and shown as HTML and as text of at most 80
 * columns, so that both say the same. One thread builds it; then it is only read.
 */
public final class Panel {

    /** How a line is marked, with a word as well as a colour. */
    public enum Mark {
        /** It is as it should be. */
        GOOD,
        /** It is not yet. */
        OPEN,
        /** Nobody can say. */
        UNCLEAR,
        /** Neither good nor bad. */
        NONE,
        /** Neither good nor bad, and the one to look at. */
        CHOSEN
    }

    /** So wide is a full bar, in letters. */
    private static final int METER = 30;

    private sealed interface Piece {
        record Lead(String strong, String rest) implements Piece {}

        record Text(String text) implements Piece {}

        record Note(String text) implements Piece {}

        record Item(Mark mark, String label, String text) implements Piece {}

        record Drawn(Plot plot) implements Piece {}

        record Meter(String group, String label, double share) implements Piece {}

        record Table(String caption, List<String> heads, List<List<String>> rows)
                implements Piece {}
    }

    private final List<Piece> pieces = new ArrayList<>();

    /** What it comes to: a few words that stand out, and the rest of the sentence. */
    public Panel lead(String strong, String rest) {
        pieces.add(new Piece.Lead(strong, rest));
        return this;
    }

    /** A paragraph. */
    public Panel text(String text) {
        pieces.add(new Piece.Text(text));
        return this;
    }

    /** A paragraph in small letters. */
    public Panel note(String text) {
        pieces.add(new Piece.Note(text));
        return this;
    }

    /** A line of a list; lines that follow each other are one list. */
    public Panel item(Mark mark, String label, String text) {
        pieces.add(new Piece.Item(mark, label, text));
        return this;
    }

    /** A table whose first column names the rows. */
    public Panel table(String caption, List<String> heads, List<List<String>> rows) {
        pieces.add(new Piece.Table(caption, List.copyOf(heads), List.copyOf(rows)));
        return this;
    }

    /** A plot. */
    public Panel plot(Plot plot) {
        pieces.add(new Piece.Drawn(plot));
        return this;
    }

    /**
     * A bar that is full at one; bars that follow each other are one table.
     *
     * @param group what several bars have in common
     * @param share from 0 to 1
     */
    public Panel meter(String group, String label, double share) {
        pieces.add(new Piece.Meter(group, label, share));
        return this;
    }

    /** This as text of at most 80 columns. */
    public String toText() {
        var lines = new ArrayList<String>();
        int labels =
                pieces.stream()
                        .mapToInt(
                                piece ->
                                        piece instanceof Piece.Item item
                                                ? item.label().length()
                                                : 0)
                        .max()
                        .orElse(0);
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Meter meter -> lines.add(meter(meter));
                case Piece.Lead(var strong, var rest) ->
                        lines.addAll(Lines.wrapped("", "", strong + rest));
                case Piece.Text(var text) -> lines.addAll(Lines.wrapped("", "", text));
                case Piece.Note(var text) -> lines.addAll(Lines.wrapped("  ", "  ", text));
                case Piece.Item(_, var label, var text) ->
                        lines.addAll(
                                Lines.wrapped(
                                        "  " + label + " ".repeat(labels - label.length() + 2),
                                        " ".repeat(labels + 4),
                                        text));
                case Piece.Drawn(var plot) -> lines.addAll(plot.text());
                case Piece.Table(var caption, var heads, var rows) ->
                        table(caption, heads, rows, lines);
            }
        }
        return String.join("\n", lines);
    }

    private static String meter(Piece.Meter meter) {
        int full = (int) Math.round(METER * Math.clamp(meter.share(), 0, 1));
        return String.format(
                java.util.Locale.ROOT,
                "  %-18s %-18s [%s%s] %5s",
                Labels.line(meter.group(), 18),
                Labels.line(meter.label(), 18),
                "#".repeat(full),
                ".".repeat(METER - full),
                Quantity.percent(meter.share()));
    }

    private static void table(
            String caption, List<String> heads, List<List<String>> rows, List<String> lines) {
        if (!caption.isEmpty()) {
            lines.addAll(Lines.wrapped("", "", caption));
        }
        var columns = new Columns("l".repeat(heads.size()));
        columns.line(heads.toArray(String[]::new));
        rows.forEach(row -> columns.line(row.toArray(String[]::new)));
        lines.addAll(columns.lines(Lines.COLUMNS));
    }

    /** This as an HTML fragment. */
    public String toHtml() {
        var html = new Markup();
        html.open("div", "class", "juggler-lab").line();
        String around = "";
        for (var piece : pieces) {
            var needed =
                    piece instanceof Piece.Item
                            ? "ul"
                            : piece instanceof Piece.Meter ? "table" : "";
            if (!needed.equals(around)) {
                leave(around, html);
                if (!needed.isEmpty()) {
                    html.open(needed, "class", needed.equals("ul") ? "marks" : "meters");
                }
                around = needed;
            }
            html(piece, html);
        }
        leave(around, html);
        html.close("div");
        return StyleSheet.in(html.toString());
    }

    private static void leave(String around, Markup html) {
        if (!around.isEmpty()) {
            html.close(around).line();
        }
    }

    private static void html(Piece piece, Markup html) {
        switch (piece) {
            case Piece.Meter(var group, var label, double share) -> {
                html.open("tr").text("th", group + ", " + label, "scope", "row");
                html.open("td").open("span", "class", "meter", "aria-hidden", "true");
                html.open(
                        "span",
                        "style",
                        "width:" + Markup.number(100 * Math.clamp(share, 0, 1)) + "%");
                html.close("span").close("span").text(" " + Quantity.percent(share));
                html.close("td").close("tr").line();
            }
            case Piece.Lead(var strong, var rest) -> {
                html.open("p", "class", "verdict").text("b", strong).text(rest);
                html.close("p").line();
            }
            case Piece.Text(var text) -> html.text("p", text, "class", "said").line();
            case Piece.Note(var text) -> html.text("p", text, "class", "key").line();
            case Piece.Item(var mark, var label, var text) -> {
                html.open("li", "class", "mark-" + mark.name().toLowerCase(java.util.Locale.ROOT));
                html.text("b", label).text(" " + text).close("li").line();
            }
            case Piece.Drawn(var plot) -> plot.draw(html);
            case Piece.Table(var caption, var heads, var rows) -> {
                html.open("table", "class", "words");
                if (!caption.isEmpty()) {
                    html.text("caption", caption);
                }
                html.open("thead").open("tr");
                heads.forEach(head -> html.text("th", head, "scope", "col"));
                html.close("tr").close("thead").open("tbody");
                for (var row : rows) {
                    html.open("tr").text("th", row.getFirst(), "scope", "row");
                    row.subList(1, row.size()).forEach(cell -> html.text("td", cell));
                    html.close("tr").line();
                }
                html.close("tbody").close("table").line();
            }
        }
    }
}
