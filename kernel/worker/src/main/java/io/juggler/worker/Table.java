package io.juggler.worker;

import io.juggler.api.Markup;
import io.juggler.api.MimeBundle;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows and columns, as HTML and as text that fits into 80 columns.
 *
 * @param caption what it is, how much of it there is and how much is shown
 * @param columns what they are called; empty names for none
 * @param rows a text for each column
 * @param numeric which columns are set to the right
 * @param sequence whether the second column alone says it, as text one after the other
 */
record Table(
        String caption,
        List<Column> columns,
        List<List<String>> rows,
        List<Boolean> numeric,
        boolean sequence) {

    /** The width of a page of plain text. */
    static final int WIDTH = 80;

    private static final int LONGEST_CELL = 40;

    /**
     * @param name its title
     * @param type what is in it, shown below; may be empty
     */
    record Column(String name, String type) {}

    MimeBundle bundle() {
        return MimeBundle.of(MimeBundle.HTML, html(), text());
    }

    /** Without colours of its own: a front end's theme, light or dark, sets them. */
    private String html() {
        var html = new StringBuilder();
        html.append("<div style=\"overflow-x:auto;max-width:100%\"><table>");
        html.append(
                        "<caption"
                            + " style=\"caption-side:bottom;text-align:left;white-space:nowrap;opacity:.75\">")
                .append(Markup.escape(caption))
                .append("</caption>");
        if (columns.stream().anyMatch(column -> !column.name().isEmpty())) {
            html.append("<thead><tr>");
            for (int i = 0; i < columns.size(); i++) {
                html.append(cell("th", i)).append(Markup.escape(columns.get(i).name()));
                if (!columns.get(i).type().isEmpty()) {
                    html.append("<br><small style=\"font-weight:normal;opacity:.75\">")
                            .append(Markup.escape(columns.get(i).type()))
                            .append("</small>");
                }
                html.append("</th>");
            }
            html.append("</tr></thead>");
        }
        html.append("<tbody>");
        for (var row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append(cell("td", i)).append(Markup.escape(row.get(i))).append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private String cell(String tag, int column) {
        return "<"
                + tag
                + " style=\"text-align:"
                + (numeric.get(column) ? "right" : "left")
                + "\">";
    }

    private String text() {
        return sequence ? wrapped() : inColumns();
    }

    private String wrapped() {
        var text = new StringBuilder("[");
        int line = 1;
        for (int i = 0; i < rows.size(); i++) {
            var each = oneLine(rows.get(i).get(1)) + (i < rows.size() - 1 ? "," : "");
            if (line > 1 && line + 1 + each.length() > WIDTH) {
                text.append("\n ").append(each);
                line = 1 + each.length();
            } else {
                text.append(line > 1 ? " " : "").append(each);
                line += each.length() + (line > 1 ? 1 : 0);
            }
        }
        return text.append("]\n").append(caption).toString();
    }

    private String inColumns() {
        var widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).name().length();
            for (var row : rows) {
                widths[i] =
                        Math.max(widths[i], Math.min(LONGEST_CELL, oneLine(row.get(i)).length()));
            }
        }
        int fitting = 0;
        int used = 0;
        while (fitting < widths.length && used + widths[fitting] <= WIDTH - 2) {
            used += widths[fitting] + 2;
            fitting++;
        }
        if (fitting == 0) {
            widths[0] = WIDTH;
            fitting = 1;
        }
        var lines = new ArrayList<String>();
        if (columns.stream().anyMatch(column -> !column.name().isEmpty())) {
            lines.add(line(columns.stream().map(Column::name).toList(), widths, fitting));
            var rule = new StringBuilder();
            for (int i = 0; i < fitting; i++) {
                rule.append(i > 0 ? "  " : "").append("─".repeat(Math.max(1, widths[i])));
            }
            lines.add(rule.toString());
        }
        for (var row : rows) {
            lines.add(line(row, widths, fitting));
        }
        lines.add(
                caption
                        + (fitting < widths.length
                                ? "; " + (widths.length - fitting) + " columns do not fit here"
                                : ""));
        return String.join("\n", lines);
    }

    private String line(List<String> cells, int[] widths, int fitting) {
        var line = new StringBuilder();
        for (int i = 0; i < fitting; i++) {
            var text = cut(oneLine(cells.get(i)), widths[i]);
            var blanks = " ".repeat(widths[i] - text.length());
            line.append(i > 0 ? "  " : "").append(numeric.get(i) ? blanks + text : text + blanks);
        }
        return line.toString().stripTrailing();
    }

    static String oneLine(String text) {
        return text.replace("\n", "⏎").replace("\r", "").replace("\t", " ");
    }

    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }
}
