package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Lexer.Tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands at the top level of a text, for those who cut it before it is compiled. */
public final class TopLevel {
    private TopLevel() {}

    /**
     * Cuts a text before and behind what calls a method as soon as it runs: what it is given may
     * need what stands before, and what stands behind may need what it does. A method or a class
     * that calls it does not run.
     *
     * @param method called by its bare name
     * @return the text's parts; together they are the text
     */
    public static List<String> cutAtCalls(String text, String method) {
        var tokens = Lexer.tokens(text);
        if (tokens.broken() >= 0) {
            return List.of(text);
        }
        var pieces = Splitter.pieces(text, tokens);
        var parts = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < pieces.size(); i++) {
            if (calls(pieces.get(i), tokens, method)) {
                int before = i == 0 ? 0 : pieces.get(i - 1).end();
                if (before > start) {
                    parts.add(text.substring(start, before));
                    start = before;
                }
                if (i < pieces.size() - 1) {
                    parts.add(text.substring(start, pieces.get(i).end()));
                    start = pieces.get(i).end();
                }
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static boolean calls(Piece piece, Tokens tokens, String method) {
        if (!piece.words().contains(method)
                || piece instanceof Piece.Method
                || piece instanceof Piece.Type) {
            return false;
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).start() >= piece.start()
                    && tokens.get(i).end() <= piece.end()
                    && tokens.is(i, method)
                    && tokens.is(i + 1, "(")
                    && !tokens.is(i - 1, ".")) {
                return true;
            }
        }
        return false;
    }

    /**
     * A text whose last piece is an expression.
     *
     * @param before what stands before that
     * @param expression without its semicolon
     */
    public record Ending(String before, String expression) {}

    /** The text, taken apart before its last piece; empty where that is no expression. */
    public static Optional<Ending> expression(String text) {
        var tokens = Lexer.tokens(text);
        var pieces = tokens.broken() >= 0 ? List.<Piece>of() : Splitter.pieces(text, tokens);
        return !pieces.isEmpty() && pieces.getLast() instanceof Piece.Expression last
                ? Optional.of(new Ending(text.substring(0, last.start()), last.text().of(text)))
                : Optional.empty();
    }
}
