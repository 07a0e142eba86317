package io.juggler.server.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows text as a terminal does: a carriage return starts the line anew, and the escape sequences
 * for bold and the sixteen colours (ECMA-48, SGR) are followed; others are left out.
 */
final class TerminalHtml {
    private static final Pattern ESCAPE =
            Pattern.compile("\u001b(?:\\[([0-9;:]*)([A-Za-z])|[@-Z\\\\-_])");
    private static final List<String> COLOURS =
            List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");

    private boolean bold;
    private String foreground = "";
    private String background = "";

    private TerminalHtml() {}

    static String render(String text) {
        return new TerminalHtml().run(afterReturns(text));
    }

    private static String afterReturns(String text) {
        if (text.indexOf('\r') < 0) {
            return text;
        }
        // Not String.lines, which takes a carriage return for a line's end.
        return Stream.of(text.replaceAll("\r+\n", "\n").split("\n", -1))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .map(line -> line.substring(line.lastIndexOf('\r') + 1))
                .collect(Collectors.joining("\n"));
    }

    private String run(String text) {
        var html = new StringBuilder();
        var escape = ESCAPE.matcher(text);
        int from = 0;
        while (escape.find()) {
            append(html, text.substring(from, escape.start()));
            from = escape.end();
            if ("m".equals(escape.group(2))) {
                select(escape.group(1));
            }
        }
        append(html, text.substring(from));
        return html.toString();
    }

    private void append(StringBuilder html, String text) {
        if (text.isEmpty()) {
            return;
        }
        var classes = new ArrayList<String>();
        if (bold) {
            classes.add("ansi-bold");
        }
        if (!foreground.isEmpty()) {
            classes.add("ansi-" + foreground + "-fg");
        }
        if (!background.isEmpty()) {
            classes.add("ansi-" + background + "-bg");
        }
        if (classes.isEmpty()) {
            html.append(Html.escape(text));
        } else {
            html.append("<span class=\"%s\">".formatted(String.join(" ", classes)))
                    .append(Html.escape(text))
                    .append("</span>");
        }
    }

    private void select(String parameters) {
        var codes = parameters.split("[;:]", -1);
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i].isEmpty() || codes[i].length() > 3 ? 0 : Integer.parseInt(codes[i]);
            if (code == 0) {
                bold = false;
                foreground = "";
                background = "";
            } else if (code == 1) {
                bold = true;
            } else if (code == 22) {
                bold = false;
            } else if (code >= 30 && code <= 37) {
                foreground = COLOURS.get(code - 30);
            } else if (code >= 90 && code <= 97) {
                foreground = COLOURS.get(code - 90);
            } else if (code == 39) {
                foreground = "";
            } else if (code >= 40 && code <= 47) {
                background = COLOURS.get(code - 40);
            } else if (code == 49) {
                background = "";
            } else if (code == 38 || code == 48) {
                // One of 256 colours takes one more number and the selector, a free one three.
                i += i + 1 < codes.length && codes[i + 1].equals("2") ? 4 : 2;
            }
        }
    }
}
