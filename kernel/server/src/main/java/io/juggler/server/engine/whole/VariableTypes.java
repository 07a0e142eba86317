package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Lexer.Kind;
import io.juggler.server.engine.whole.Lexer.Tokens;
import io.juggler.server.engine.whole.Piece.Declarator;
import io.juggler.server.engine.whole.Piece.Span;
import io.juggler.server.engine.whole.UnitCompiler.Complaint;
import io.juggler.server.engine.whole.UnitCompiler.Job;
import io.juggler.server.engine.whole.UnitWriter.Forms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the types behind {@code var}: from the text where it shows them, as in {@code var list =
 * new ArrayList<String>()}, else by having javac attribute the variables as local ones.
 */
final class VariableTypes {
    private final Javac javac;
    private final CellClasses classes;

    VariableTypes(Javac javac, CellClasses classes) {
        this.javac = javac;
        this.classes = classes;
    }

    /** Adds the types to a job's forms; returns why one of the variables has none. */
    List<Complaint> infer(Job job) {
        var unit = job.unit();
        var forms = job.forms();
        var open = new ArrayList<Declarator>();
        var pieces = new ArrayList<Piece>();
        for (var piece : unit.pieces()) {
            if (piece instanceof Piece.Variables variables && variables.inferred(unit.cell())) {
                open.addAll(variables.declarators());
                pieces.add(piece);
                if (variables.declarators().size() == 1) {
                    evident(variables.declarators().getFirst(), unit, forms);
                }
            }
        }
        if (forms.types.keySet().containsAll(open)) {
            return List.of();
        }
        var source = UnitWriter.probe(unit, job.header());
        var complaints = new ArrayList<Complaint>();
        javac.run(
                List.of(new Javac.Source(unit, source)),
                complaints,
                task -> {
                    try {
                        var parsed = task.parse();
                        task.analyze();
                        for (var tree : parsed) {
                            InferredTypes.read(task, tree, unit, open, forms);
                        }
                        classes.written();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        if (forms.types.keySet().containsAll(open)) {
            return List.of();
        }
        complaints.removeIf(each -> pieces.stream().noneMatch(piece -> each.inside(unit, piece)));
        if (complaints.isEmpty()) {
            open.forEach(each -> forms.types.putIfAbsent(each, "Object"));
        }
        return complaints;
    }

    /** Notes a type that the initialiser shows. */
    private static void evident(Declarator declarator, Unit unit, Forms forms) {
        var at = declarator.initialiser();
        if (at == null || at.start() == at.end() || forms.types.containsKey(declarator)) {
            return;
        }
        var text = at.of(unit.cell());
        var tokens = Lexer.tokens(text);
        if (declarator.dimensions().start() < declarator.dimensions().end()) {
            return;
        }
        if (tokens.is(0, "new")) {
            int behind = created(tokens);
            if (behind > 0) {
                var type =
                        new Span(
                                at.start() + tokens.get(1).start(),
                                at.start() + tokens.get(behind - 1).end());
                forms.types.put(declarator, type.of(unit.cell()));
                forms.typesAt.put(declarator, type);
            }
        } else if (literal(tokens) != null) {
            forms.types.put(declarator, literal(tokens));
        }
    }

    /**
     * Behind the type of {@code new Type<…>(…)}; -1 where it has a body or a diamond or is an
     * array.
     */
    private static int created(Tokens tokens) {
        int behind = new TypeScanner(tokens).typeEnd(1);
        boolean plain =
                behind > 1
                        && tokens.is(behind, "(")
                        && tokens.partner()[behind] == tokens.size() - 1
                        && !(tokens.is(behind - 1, ">") && tokens.is(behind - 2, "<"));
        return plain ? behind : -1;
    }

    private static String literal(Tokens tokens) {
        if (tokens.size() != 1) {
            return null;
        }
        var text = tokens.get(0).text();
        if (text.equals("true") || text.equals("false")) {
            return "boolean";
        }
        if (tokens.get(0).kind() != Kind.LITERAL) {
            return null;
        }
        if (text.startsWith("\"")) {
            return "String";
        }
        if (text.startsWith("'")) {
            return "char";
        }
        return text.matches("\\d[\\d_]*") ? "int" : null;
    }
}
