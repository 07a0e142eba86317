package io.juggler.server.magics;

import java.util.ArrayList;
import java.util.List;

/** Text as Java source. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class JavaText {
    /** A constant takes at most 65,535 bytes, and a character at most three. */
    private static final int LONGEST = 20_000;

    private JavaText() {}

    /** An expression whose value is that text, on one line. */
    static String literal(String text) {
        if (text.length() <= LONGEST) {
            return quoted(text);
        }
        var parts = new ArrayList<String>();
        for (int start = 0; start < text.length(); start += LONGEST) {
            parts.add(quoted(text.substring(start, Math.min(text.length(), start + LONGEST))));
        }
        return "String.join(\"\", " + String.join(", ", parts) + ")";
    }

    /** Code whose first line is that line of a cell. */
    static String at(int line, String code) {
        return "\n".repeat(Math.max(0, line - 1)) + code;
    }

    /** Gives each of a text's parts the line numbers of the text. */
    static List<String> placed(List<String> parts) {
        var placed = new ArrayList<String>();
        int line = 1;
        for (var part : parts) {
            placed.add(at(line, part));
            line += (int) part.chars().filter(c -> c == '\n').count();
        }
        return placed;
    }

    /** Where the next character stands that is not in a comment or a literal. */
    static int next(String code, int from) {
        int i = from;
        if (code.startsWith("\"\"\"", i)) {
            return afterLiteral(code, i + 3, "\"\"\"");
        }
        if (code.charAt(i) == '"' || code.charAt(i) == '\'') {
            return afterLiteral(code, i + 1, code.substring(i, i + 1));
        }
        if (code.startsWith("//", i)) {
            int end = code.indexOf('\n', i);
            return end < 0 ? code.length() : end;
        }
        if (code.startsWith("/*", i)) {
            int end = code.indexOf("*/", i + 2);
            return end < 0 ? code.length() : end + 2;
        }
        return i + 1;
    }

    /** Where a literal is over; one in a single quote is at the line's end, if not before. */
    private static int afterLiteral(String code, int from, String quote) {
        for (int i = from; i < code.length(); i++) {
            if (code.charAt(i) == '\\') {
                i++;
            } else if (code.startsWith(quote, i)) {
                return i + quote.length();
            } else if (code.charAt(i) == '\n' && quote.length() == 1) {
                return i;
            }
        }
        return code.length();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
