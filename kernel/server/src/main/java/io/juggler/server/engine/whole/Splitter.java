package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Lexer.Kind;
import io.juggler.server.engine.whole.Lexer.Tokens;
import io.juggler.server.engine.whole.Piece.Declarator;
import io.juggler.server.engine.whole.Piece.Span;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts a cell into its top-level pieces. A cell is no compilation unit, so javac's parser cannot be
 * asked; what decides here is only how a piece begins and where its brackets close. Whether a piece
 * is right Java is left to javac.
 */
final class Splitter {
    private final String source;
    private final Tokens tokens;
    private final TypeScanner types;
    private final ExpressionForms forms;
    private final List<Piece> pieces = new ArrayList<>();

    private Splitter(String source, Tokens tokens) {
        this.source = source;
        this.tokens = tokens;
        this.types = new TypeScanner(tokens);
        this.forms = new ExpressionForms(tokens, types);
    }

    /** A cell's pieces. Brackets and literals must be closed, see {@link Tokens#broken}. */
    static List<Piece> pieces(String source, Tokens tokens) {
        var splitter = new Splitter(source, tokens);
        int i = 0;
        while (i < tokens.size()) {
            i = splitter.piece(i);
        }
        return List.copyOf(splitter.pieces);
    }

    private int piece(int first) {
        if (tokens.is(first, ";")) {
            pieces.add(new Piece.Empty(start(first), end(first), Set.of()));
            return first + 1;
        }
        if (tokens.is(first, "import") || tokens.is(first, "package")) {
            return importOrPackage(first);
        }
        var kept = new ArrayList<Span>();
        int i = modifiers(first, kept);
        if (isTypeKeyword(i)) {
            return type(first, i, kept);
        }
        if ((i == first && isStatement(i)) || tokens.is(i, "{")) {
            return statement(first, i);
        }
        int name = types.typeEnd(tokens.is(i, "<") ? types.argumentsEnd(i) : i);
        boolean typed =
                name > 0
                        && isName(name)
                        && !Keywords.NOT_A_TYPE.contains(tokens.get(name - 1).text());
        if (typed && tokens.is(name + 1, "(") && bodyOrSemicolon(name + 1) > 0) {
            return method(first, i, name, kept);
        }
        if (typed && (name + 1 == tokens.size() || "=;,[".contains(tokens.get(name + 1).text()))) {
            return variables(first, i, name, kept);
        }
        return expression(first);
    }

    private int importOrPackage(int first) {
        int i = first;
        while (i < tokens.size() && !tokens.is(i, ";") && (i == first || !newLineBefore(i))) {
            i++;
        }
        var text = source.substring(start(first), i > first ? end(i - 1) : end(first));
        int last = tokens.is(i, ";") ? i : i - 1;
        if (tokens.is(first, "import")) {
            pieces.add(
                    new Piece.Import(
                            start(first),
                            end(last),
                            words(first, last + 1),
                            text.strip().replaceAll("\\s+", " ")));
        } else {
            // A pasted source file's package: its classes live where all of the notebook's classes
            // live.
            pieces.add(new Piece.Empty(start(first), end(last), Set.of()));
        }
        return last + 1;
    }

    /** Collects what is kept of them; returns the first token behind. */
    private int modifiers(int first, List<Span> kept) {
        int i = first;
        while (i < tokens.size()) {
            int from = i;
            if (tokens.is(i, "@") && !tokens.is(i + 1, "interface")) {
                i = types.annotationEnd(i);
            } else if (tokens.is(i, "non") && tokens.is(i + 1, "-") && tokens.is(i + 2, "sealed")) {
                i += 3;
            } else if (isModifier(i)) {
                i++;
            } else {
                break;
            }
            if (!Keywords.IGNORED.contains(tokens.get(from).text())) {
                kept.add(new Span(start(from), end(i - 1)));
            }
        }
        return i;
    }

    private boolean isModifier(int i) {
        if (tokens.is(i, "synchronized")) {
            return !tokens.is(i + 1, "(");
        }
        if (tokens.is(i, "sealed")) {
            return tokens.isWord(i + 1);
        }
        return tokens.isWord(i) && Keywords.MODIFIERS.contains(tokens.get(i).text());
    }

    private boolean isTypeKeyword(int i) {
        if (tokens.is(i, "class") || tokens.is(i, "interface") || tokens.is(i, "enum")) {
            return true;
        }
        if (tokens.is(i, "@")) {
            return tokens.is(i + 1, "interface");
        }
        return tokens.is(i, "record")
                && tokens.isWord(i + 1)
                && (tokens.is(i + 2, "(") || tokens.is(i + 2, "<"));
    }

    private boolean isStatement(int i) {
        if (!tokens.isWord(i)) {
            return false;
        }
        if (tokens.is(i + 1, ":")) {
            return true;
        }
        if (tokens.is(i, "switch")) {
            return switchIsAlone(i);
        }
        return Keywords.STATEMENTS.contains(tokens.get(i).text())
                || (tokens.is(i, "yield")
                        && i + 1 < tokens.size()
                        && tokens.get(i + 1).kind() != Kind.OPERATOR);
    }

    /** Whether nothing goes on behind its block, as in {@code switch (x) {…}.length()}. */
    private boolean switchIsAlone(int i) {
        if (!tokens.is(i + 1, "(") || !tokens.is(partner(i + 1) + 1, "{")) {
            return true;
        }
        int behind = partner(partner(i + 1) + 1) + 1;
        return behind >= tokens.size()
                || tokens.get(behind).kind() != Kind.OPERATOR
                || tokens.is(behind, ";")
                || tokens.is(behind, "{")
                || tokens.is(behind, "@")
                || tokens.is(behind, "(")
                || tokens.is(behind, "++")
                || tokens.is(behind, "--");
    }

    private int type(int first, int keyword, List<Span> kept) {
        int name = tokens.is(keyword, "@") ? keyword + 2 : keyword + 1;
        int i = keyword;
        while (i < tokens.size() && !tokens.is(i, "{") && !tokens.is(i, ";")) {
            i = tokens.is(i, "(") ? partner(i) + 1 : i + 1;
        }
        int last = tokens.is(i, "{") ? partner(i) : Math.min(i, tokens.size() - 1);
        pieces.add(
                new Piece.Type(
                        start(first),
                        end(last),
                        words(first, last + 1),
                        kept,
                        new Span(start(keyword), end(last)),
                        tokens.isWord(name) ? tokens.get(name).text() : ""));
        return last + 1;
    }

    private int method(int first, int declaration, int name, List<Span> kept) {
        int last = bodyOrSemicolon(name + 1);
        var body = tokens.is(last, "}") ? new Span(start(partner(last)), end(last)) : null;
        pieces.add(
                new Piece.Method(
                        start(first),
                        end(last),
                        words(first, last + 1),
                        withoutFinal(kept),
                        new Span(start(declaration), end(last)),
                        tokens.get(name).text(),
                        types.parameterTypes(name + 1),
                        body));
        return last + 1;
    }

    /**
     * It is ignored, as in JShell: a cell may assign to every variable and define every method
     * again.
     */
    private List<Span> withoutFinal(List<Span> modifiers) {
        return modifiers.stream().filter(span -> !span.of(source).equals("final")).toList();
    }

    /** The last token of a method whose parameters open there, or -1 where there is none. */
    private int bodyOrSemicolon(int parenthesis) {
        int i = partner(parenthesis) + 1;
        while (tokens.is(i, "[")) {
            i = partner(i) + 1;
        }
        if (tokens.is(i, "throws")) {
            while (i < tokens.size() && !tokens.is(i, "{") && !tokens.is(i, ";")) {
                i++;
            }
        }
        if (tokens.is(i, "{")) {
            return partner(i);
        }
        return tokens.is(i, ";") ? i : -1;
    }

    private int variables(int first, int type, int firstName, List<Span> kept) {
        var declarators = new ArrayList<Declarator>();
        int i = firstName;
        while (true) {
            int name = i++;
            int dimensions = i;
            while (tokens.is(i, "[")) {
                i = partner(i) + 1;
            }
            var dimensionsAt =
                    dimensions == i
                            ? new Span(end(name), end(name))
                            : new Span(start(dimensions), end(i - 1));
            Span initialiser = null;
            if (tokens.is(i, "=")) {
                int from = ++i;
                i = types.initialiserEnd(from);
                initialiser =
                        i > from
                                ? new Span(start(from), end(i - 1))
                                : new Span(end(from - 1), end(from - 1));
            }
            declarators.add(
                    new Declarator(
                            tokens.get(name).text(),
                            new Span(start(name), end(name)),
                            dimensionsAt,
                            initialiser));
            if (!tokens.is(i, ",") || !isName(i + 1)) {
                break;
            }
            i++;
        }
        int last = statementEnd(i);
        pieces.add(
                new Piece.Variables(
                        start(first),
                        end(last),
                        words(first, last + 1),
                        withoutFinal(kept),
                        new Span(start(type), end(firstName - 1)),
                        declarators));
        return last + 1;
    }

    private int statement(int first, int i) {
        int behind = types.statementEnd(i);
        int last = Math.min(behind, tokens.size()) - 1;
        var keyword = tokens.isWord(first) ? tokens.get(first).text() : "";
        pieces.add(new Piece.Statement(start(first), end(last), words(first, last + 1), keyword));
        return last + 1;
    }

    private int expression(int first) {
        int last = statementEnd(first);
        int behind = tokens.is(last, ";") ? last : last + 1;
        pieces.add(
                new Piece.Expression(
                        start(first),
                        end(last),
                        words(first, behind),
                        new Span(start(first), end(Math.max(first, behind - 1))),
                        forms.of(first, behind)));
        return last + 1;
    }

    /** The semicolon that ends what stands there, or the cell's last token. */
    private int statementEnd(int from) {
        int i = from;
        while (i < tokens.size() && !tokens.is(i, ";")) {
            i = partner(i) > i ? partner(i) + 1 : i + 1;
        }
        return Math.min(i, tokens.size() - 1);
    }

    private boolean isName(int i) {
        return tokens.isWord(i) && !Keywords.NOT_A_TYPE.contains(tokens.get(i).text());
    }

    private boolean newLineBefore(int i) {
        return source.substring(end(i - 1), start(i)).indexOf('\n') >= 0;
    }

    private int partner(int i) {
        return tokens.partner()[i];
    }

    private int start(int i) {
        return tokens.get(i).start();
    }

    private int end(int i) {
        return tokens.get(i).end();
    }

    private Set<String> words(int from, int to) {
        var words = new LinkedHashSet<String>();
        for (int i = from; i < to; i++) {
            if (tokens.isWord(i)) {
                words.add(tokens.get(i).text());
            }
        }
        return words;
    }
}
