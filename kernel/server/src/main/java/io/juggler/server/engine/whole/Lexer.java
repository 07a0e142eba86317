package io.juggler.server.engine.whole;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a cell into Java's tokens (JLS 3), with unicode escapes read and comments left out. It never
 * fails: what is broken is noted and left to javac to complain about.
 */
final class Lexer {

    /** What a token is. */
    enum Kind {
        WORD,
        LITERAL,
        OPERATOR
    }

    /**
     * One token.
     *
     * @param text as javac reads it: unicode escapes resolved
     * @param start its first character in the cell
     * @param end behind its last character
     */
    record Token(Kind kind, String text, int start, int end) {
        boolean is(String expected) {
            return kind != Kind.LITERAL && text.equals(expected);
        }
    }

    /**
     * A cell's tokens.
     *
     * @param partner for each token that is a bracket the index of its partner, for others -1
     * @param broken where a literal, a comment or a bracket is never closed, or -1
     */
    record Tokens(List<Token> list, int[] partner, int broken) {
        int size() {
            return list.size();
        }

        Token get(int i) {
            return list.get(i);
        }

        /** Whether there is such a token. */
        boolean is(int i, String text) {
            return i >= 0 && i < list.size() && list.get(i).is(text);
        }

        boolean isWord(int i) {
            return i >= 0 && i < list.size() && list.get(i).kind() == Kind.WORD;
        }
    }

    private static final List<String> LONG_OPERATORS =
            List.of(
                    "...", "<<=", "->", "::", "++", "--", "==", "<=", ">=", "!=", "&&", "||", "+=",
                    "-=", "*=", "/=", "&=", "|=", "^=", "%=");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int broken = -1;

    private Lexer(String source) {
        this.source = source;
    }

    static Tokens tokens(String source) {
        var lexer = new Lexer(source);
        lexer.run();
        return lexer.matched();
    }

    private void run() {
        while (at < source.length()) {
            char c = peek();
            int start = at;
            if (Character.isWhitespace(c) || c == '\u001a') {
                next();
            } else if (c == '/' && source.startsWith("//", at)) {
                while (at < source.length() && peek() != '\n' && peek() != '\r') {
                    next();
                }
            } else if (c == '/' && source.startsWith("/*", at)) {
                int close = source.indexOf("*/", at + 2);
                breakIf(close < 0, start);
                at = close < 0 ? source.length() : close + 2;
            } else if (Character.isJavaIdentifierStart(c) || Character.isHighSurrogate(c)) {
                add(Kind.WORD, start, word());
            } else if (isDigit(c)
                    || (c == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
                number();
                add(Kind.LITERAL, start, source.substring(start, at));
            } else if (c == '"') {
                string();
                add(Kind.LITERAL, start, source.substring(start, at));
            } else if (c == '\'') {
                quoted('\'');
                add(Kind.LITERAL, start, source.substring(start, at));
            } else {
                add(Kind.OPERATOR, start, operator());
            }
        }
    }

    private void add(Kind kind, int start, String text) {
        tokens.add(new Token(kind, text, start, at));
    }

    private String word() {
        var text = new StringBuilder();
        while (at < source.length()) {
            char c = peek();
            if (!Character.isJavaIdentifierPart(c) && !Character.isSurrogate(c)) {
                break;
            }
            text.append(c);
            next();
        }
        return text.toString();
    }

    /** Also takes in what cannot be a number, such as {@code 5x}: javac says so. */
    private void number() {
        while (at < source.length()) {
            char c = source.charAt(at);
            boolean exponentSign = (c == '+' || c == '-') && exponentBefore();
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && !exponentSign) {
                return;
            }
            if (c == '.' && source.startsWith("..", at)) {
                return;
            }
            at++;
        }
    }

    private boolean exponentBefore() {
        char before = Character.toLowerCase(source.charAt(at - 1));
        int start = at;
        while (start > 0
                && (Character.isLetterOrDigit(source.charAt(start - 1))
                        || source.charAt(start - 1) == '.')) {
            start--;
        }
        boolean hex = source.startsWith("0x", start) || source.startsWith("0X", start);
        return hex ? before == 'p' : before == 'e';
    }

    private void string() {
        if (!source.startsWith("\"\"\"", at)) {
            quoted('"');
            return;
        }
        int start = at;
        at += 3;
        while (at < source.length() && !source.startsWith("\"\"\"", at)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        breakIf(at >= source.length(), start);
        at = Math.min(at + 3, source.length());
    }

    private void quoted(char quote) {
        int start = at;
        next();
        while (at < source.length() && peek() != quote) {
            if (peek() == '\n' || peek() == '\r') {
                breakIf(true, start);
                return;
            }
            boolean escape = peek() == '\\';
            next();
            if (escape && at < source.length()) {
                next();
            }
        }
        breakIf(at >= source.length(), start);
        if (at < source.length()) {
            next();
        }
    }

    private String operator() {
        for (var operator : LONG_OPERATORS) {
            if (source.startsWith(operator, at)) {
                at += operator.length();
                return operator;
            }
        }
        var text = String.valueOf(peek());
        next();
        return text;
    }

    private void breakIf(boolean condition, int where) {
        if (condition && broken < 0) {
            broken = where;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The character here, unicode escapes resolved (JLS 3.3). */
    private char peek() {
        int length = escapeLength();
        return length == 0
                ? source.charAt(at)
                : (char) Integer.parseInt(source, at + length - 4, at + length, 16);
    }

    private void next() {
        int length = escapeLength();
        at += length == 0 ? 1 : length;
    }

    private int escapeLength() {
        if (source.charAt(at) != '\\'
                || at + 1 >= source.length()
                || source.charAt(at + 1) != 'u') {
            return 0;
        }
        int slashes = 0;
        while (at - slashes > 0 && source.charAt(at - slashes - 1) == '\\') {
            slashes++;
        }
        int digits = at + 1;
        while (digits < source.length() && source.charAt(digits) == 'u') {
            digits++;
        }
        if (slashes % 2 == 1 || digits + 4 > source.length()) {
            return 0;
        }
        for (int i = digits; i < digits + 4; i++) {
            if (Character.digit(source.charAt(i), 16) < 0) {
                return 0;
            }
        }
        return digits + 4 - at;
    }

    private Tokens matched() {
        var partner = new int[tokens.size()];
        var open = new ArrayDeque<Integer>();
        for (int i = 0; i < partner.length; i++) {
            partner[i] = -1;
            var token = tokens.get(i);
            if (token.is("(") || token.is("[") || token.is("{")) {
                open.push(i);
            } else if (token.is(")") || token.is("]") || token.is("}")) {
                if (open.isEmpty() || !fits(tokens.get(open.peek()), token)) {
                    breakIf(true, token.start());
                    break;
                }
                partner[i] = open.pop();
                partner[partner[i]] = i;
            }
        }
        if (!open.isEmpty()) {
            breakIf(true, tokens.get(open.peekLast()).start());
        }
        return new Tokens(List.copyOf(tokens), partner, broken);
    }

    private static boolean fits(Token open, Token close) {
        return switch (open.text()) {
            case "(" -> close.is(")");
            case "[" -> close.is("]");
            default -> close.is("}");
        };
    }
}
