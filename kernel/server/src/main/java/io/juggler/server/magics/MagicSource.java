package io.juggler.server.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A cell's text, taken apart at its magics.
 *
 * <p>A line that begins with a percent sign and a name is a magic. At the top level it stands
 * alone: what is above it runs before it, and what is below is compiled after it. Inside of braces,
 * and behind {@code =}, it becomes a call in the code; then the cell is cut after that line. Where
 * the percent sign can only be Java's, in parentheses or behind an operand where nothing is called
 * so, it stays what it is. Line numbers are kept.
 */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class MagicSource {
    private final String source;
    private final Predicate<String> known;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Piece> directives = new ArrayList<>();
    private final StringBuilder masked = new StringBuilder();
    private final StringBuilder code = new StringBuilder();
    private int codeLine = 1;
    private boolean hasCode;
    private int position;
    private int line = 1;
    private int parentheses;
    private int braces;
    private char before = ';';
    private boolean lineStart = true;
    private boolean cut;
    private Mistake mistake;

    /** A part of a cell; parts run one after the other. */
    sealed interface Piece {}

    /**
     * Code, as the engine is to see it.
     *
     * @param text with the line numbers of the cell
     */
    record Code(String text) implements Piece {}

    /** A magic that stands alone. */
    record Line(Call call) implements Piece {}

    /** What is wrong with the magics of a cell. */
    record Mistake(String message, int line) {}

    /**
     * What a cell consists of.
     *
     * @param cell the cell magic; null where it begins with none
     * @param pieces what it consists of else
     * @param masked the text with blanks in place of magics that stand alone, and {@code null} in
     *     place of those inside of code, as long as before
     * @param mistake null where there is none
     */
    record Parsed(Call cell, List<Piece> pieces, String masked, Mistake mistake) {}

    private MagicSource(String source, Predicate<String> known) {
        this.source = source;
        this.known = known;
    }

    /** Whether a look is worth it. */
    static boolean mayHaveMagics(String source) {
        return source.indexOf('%') >= 0 || source.contains("//DEPS") || source.contains("//REPOS");
    }

    /**
     * Takes a cell apart.
     *
     * @param known whether there is a line magic of that name
     */
    static Parsed parse(String source, Predicate<String> known) {
        int start = 0;
        int line = 1;
        while (start < source.length() && Character.isWhitespace(source.charAt(start))) {
            if (source.charAt(start) == '\n') {
                line++;
            }
            start++;
        }
        if (source.startsWith("%%", start)
                && start + 2 < source.length()
                && Call.isNameStart(source.charAt(start + 2))) {
            int end = source.indexOf('\n', start);
            var written = source.substring(start + 2, end < 0 ? source.length() : end).strip();
            var body = end < 0 ? "" : source.substring(end + 1);
            return new Parsed(Call.of(written, body, line), List.of(), "", null);
        }
        var scan = new MagicSource(source, known);
        scan.scan();
        var all = new ArrayList<>(scan.directives);
        all.addAll(scan.pieces);
        return new Parsed(null, all, scan.masked.toString(), scan.mistake);
    }

    private void scan() {
        while (position < source.length()) {
            char c = source.charAt(position);
            if (c == '\n') {
                endLine();
            } else if (Character.isWhitespace(c)) {
                keep(1);
            } else if (c == '/' && next(1) == '/') {
                comment();
            } else if (c == '/' && next(1) == '*') {
                keep(JavaText.next(source, position) - position);
            } else if (c == '%' && isMagic()) {
                magic();
            } else {
                token(c);
            }
        }
        flush();
    }

    private void token(char c) {
        hasCode = true;
        lineStart = false;
        if (c == '"' || c == '\'') {
            keep(JavaText.next(source, position) - position);
        } else {
            switch (c) {
                case '(', '[' -> parentheses++;
                case ')', ']' -> parentheses = Math.max(0, parentheses - 1);
                case '{' -> braces++;
                case '}' -> braces = Math.max(0, braces - 1);
                default -> {}
            }
            keep(1);
        }
        before = c;
    }

    private boolean isMagic() {
        int name = position + (next(1) == '%' ? 2 : 1);
        if (name >= source.length() || !Call.isNameStart(source.charAt(name))) {
            return false;
        }
        if (before == '=' && name == position + 1) {
            return true;
        }
        if (!lineStart || parentheses > 0) {
            return false;
        }
        boolean operand =
                Character.isJavaIdentifierPart(before) || (hasCode && ")]\"'".indexOf(before) >= 0);
        return !operand
                || known.test(Call.of(source.substring(name, lineEnd()), null, line).name());
    }

    private void magic() {
        int end = lineEnd();
        if (next(1) == '%') {
            mistake(
                    "a cell magic, with two percent signs, has to be the first line of its cell;"
                            + " a line magic has one");
        }
        int name = position + (next(1) == '%' ? 2 : 1);
        var call = Call.of(source.substring(name, end).strip(), null, line);
        boolean inside = before == '=' || braces > 0;
        if (inside) {
            code.append(call.java()).append(';');
            masked.append(pad("null;", end - position));
            hasCode = true;
            lineStart = false;
            before = ';';
            cut = braces == 0;
        } else {
            flush();
            pieces.add(new Line(call));
            masked.append(pad("", end - position));
            before = ';';
        }
        position = end;
        if (!inside) {
            codeLine = line;
        }
    }

    private static String pad(String text, int length) {
        return text.length() > length
                ? " ".repeat(length)
                : text + " ".repeat(length - text.length());
    }

    private void comment() {
        int end = lineEnd();
        var text = source.substring(position, end);
        if (lineStart && (text.startsWith("//DEPS ") || text.startsWith("//REPOS "))) {
            directives.add(new Line(Call.of(text.substring(2), null, line)));
        }
        keep(end - position);
    }

    private void mistake(String message) {
        if (mistake == null) {
            mistake = new Mistake(message, line);
        }
    }

    private void endLine() {
        keep(1);
        if (cut) {
            flush();
            codeLine = line;
            cut = false;
        }
    }

    /** Takes characters over as they are. */
    private void keep(int count) {
        for (int i = 0; i < count; i++) {
            char c = source.charAt(position++);
            code.append(c);
            masked.append(c);
            if (c == '\n') {
                line++;
                lineStart = true;
            }
        }
    }

    private void flush() {
        if (hasCode) {
            pieces.add(new Code(JavaText.at(codeLine, code.toString())));
        }
        code.setLength(0);
        hasCode = false;
    }

    private int lineEnd() {
        int end = source.indexOf('\n', position);
        return end < 0 ? source.length() : end;
    }

    private char next(int ahead) {
        return position + ahead < source.length() ? source.charAt(position + ahead) : 0;
    }
}
