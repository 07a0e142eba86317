package io.juggler.server.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text as Java source. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class JavaText {
    /** A constant takes at most 65,535 bytes, and a character at most three. */
    private static final int LONGEST = 20_000;

    private static final Pattern EVAL = Pattern.compile("(?<![\\w.$\"])eval\\s*\\(");

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

    /**
     * Cuts code before each statement that calls {@code eval}.
     *
     * @return parts with the line numbers of the code
     */
    static List<String> cutBeforeEval(String code) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (var calls = EVAL.matcher(code); calls.find(); ) {
            int end = lastStatementEnd(code.substring(0, calls.start()));
            if (end > start) {
                parts.add(code.substring(start, end));
                start = end;
            }
        }
        parts.add(code.substring(start));
        int line = 1;
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            parts.set(i, at(line, part));
            line += (int) part.chars().filter(c -> c == '\n').count();
        }
        return parts;
    }

    /** Where the last statement ends that a semicolon or a brace ends; 0 where there is none. */
    static int lastStatementEnd(String code) {
        int end = 0;
        int depth = 0;
        for (int i = 0; i < code.length(); i = next(code, i)) {
            switch (code.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']' -> depth--;
                case '}' -> {
                    depth--;
                    if (depth == 0) {
                        end = i + 1;
                    }
                }
                case ';' -> {
                    if (depth == 0) {
                        end = i + 1;
                    }
                }
                default -> {}
            }
        }
        return end;
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
