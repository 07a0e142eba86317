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
        NONE
    }

    private sealed interface Piece {
        record Lead(String strong, String rest) implements Piece {}

        record Text(String text) implements Piece {}

        record Note(String text) implements Piece {}

        record Item(Mark mark, String label, String text) implements Piece {}

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
                case Piece.Table(var caption, var heads, var rows) ->
                        table(caption, heads, rows, lines);
            }
        }
        return String.join("\n", lines);
    }

    private static void table(
            String caption, List<String> heads, List<List<String>> rows, List<String> lines) {
        if (!caption.isEmpty()) {
            lines.addAll(Lines.wrapped("", "", caption));
        }
        var columns = new Columns("l".repeat(heads.size()));
        columns.line(heads.toArray(String[]::new));
        rows.forEach(row -> columns.line(row.toArray(String[]::new)));
        lines.addAll(columns.lines());
    }

    /** This as an HTML fragment. */
    public String toHtml() {
        var html = new Markup();
        html.open("div", "class", "juggler-lab").line();
        boolean listed = false;
        for (var piece : pieces) {
            boolean item = piece instanceof Piece.Item;
            if (item != listed) {
                if (item) {
                    html.open("ul", "class", "marks");
                } else {
                    html.close("ul").line();
                }
                listed = item;
            }
            html(piece, html);
        }
        if (listed) {
            html.close("ul").line();
        }
        html.close("div");
        return StyleSheet.in(html.toString());
    }

    private static void html(Piece piece, Markup html) {
        switch (piece) {
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
