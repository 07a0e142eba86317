package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Piece.Declarator;
import io.juggler.server.engine.whole.Piece.Form;
import io.juggler.server.engine.whole.Piece.Span;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Writes a unit's pieces as one class: its variables are fields, its methods and types members, the
 * rest what {@code $run} does.
 */
final class UnitWriter {
    /** The method that runs a cell. */
    static final String RUN = "$run";

    /** The variable that the value is put into before it is returned. */
    static final String VALUE = "$value";

    /** What part of a cell returns that came to its end: the user's may return anything else. */
    private static final String GO_ON = "notebook.Links.GO_ON";

    private static final String KEEP = "notebook.Links.keep";

    /** Makes a class's methods the latest ones. */
    static final String BIND = "$bind";

    /**
     * A method's code has at most 64 KiB (JVMS 4.7.3): no more than this of a cell's text is put
     * into one.
     */
    private static final int CHARACTERS_PER_METHOD = 4_000;

    private final Unit unit;
    private final Forms forms;
    private MappedSource source;

    /** What cannot be seen in the text and is found out by compiling, piece by piece of a unit. */
    static final class Forms {
        /** Types of variables that are declared with {@code var}. */
        final IdentityHashMap<Declarator, String> types = new IdentityHashMap<>();

        /** Where in the cell they stand, for those that do. */
        final IdentityHashMap<Declarator, Span> typesAt = new IdentityHashMap<>();

        /** Variables whose type has no name, with the class that gets one. */
        final IdentityHashMap<Declarator, AnonymousClass> anonymous = new IdentityHashMap<>();

        /** Expressions that are compiled as something else than they look like. */
        final IdentityHashMap<Piece, Form> expressions = new IdentityHashMap<>();

        /** Statements that turned out to be expressions with a value. */
        final Set<Piece> values = Collections.newSetFromMap(new IdentityHashMap<>());

        /** Methods that cannot be compiled yet, with what they say when called. */
        final IdentityHashMap<Piece, String> missing = new IdentityHashMap<>();
    }

    private UnitWriter(Unit unit, Forms forms) {
        this.unit = unit;
        this.forms = forms;
    }

    /** The unit's class. */
    static MappedSource write(Unit unit, Header header, Forms forms) {
        var writer = new UnitWriter(unit, forms);
        writer.open(header);
        for (var piece : unit.pieces()) {
            writer.member(piece);
        }
        writer.run();
        writer.source.add("\n}\n");
        return writer.source;
    }

    /**
     * A class in which variables declared with {@code var} are local ones, so that the compiler
     * says what their types are.
     */
    static MappedSource probe(Unit unit, Header header) {
        var writer = new UnitWriter(unit, new Forms());
        writer.open(header);
        for (var piece : unit.pieces()) {
            if (piece instanceof Piece.Method method && method.body() != null) {
                writer.newPiece(method.kept())
                        .add(new Span(method.declaration().start(), method.body().start()))
                        .add("{ throw null; }");
            } else if (!(piece instanceof Piece.Variables variables
                    && variables.inferred(unit.cell()))) {
                writer.member(piece);
            }
        }
        writer.source.add("\npublic static void " + RUN + "() throws Throwable {");
        for (var piece : unit.pieces()) {
            if (piece instanceof Piece.Variables variables && variables.inferred(unit.cell())) {
                for (var declarator : variables.declarators()) {
                    writer.source
                            .add("\nvar ")
                            .add(declarator.nameAt())
                            .add(declarator.dimensions());
                    if (declarator.initialiser() != null) {
                        writer.source.add(" = ").add(declarator.initialiser());
                    }
                    writer.source.add(";");
                }
            }
        }
        writer.source.add("\n}}\n");
        return writer.source;
    }

    private void open(Header header) {
        source = new MappedSource(unit.cell());
        source.add("package " + CellClasses.PACKAGE + ";\n");
        header.imports().forEach(line -> source.add(line).add("\n"));
        for (var piece : unit.pieces()) {
            if (piece instanceof Piece.Import) {
                boolean closed = unit.cell().charAt(piece.end() - 1) == ';';
                source.add(new Span(piece.start(), piece.end())).add(closed ? "\n" : ";\n");
            }
        }
        source.add("public class " + unit.simpleName());
        if (header.superclass() != null) {
            source.add(" extends " + header.superclass());
        }
        source.add(" {");
    }

    private MappedSource newPiece(List<Span> modifiers) {
        source.add("\npublic static ");
        modifiers.forEach(span -> source.add(span).add(" "));
        return source;
    }

    private void member(Piece piece) {
        switch (piece) {
            case Piece.Variables variables -> {
                for (var declarator : variables.declarators()) {
                    var anonymous = forms.anonymous.get(declarator);
                    if (anonymous != null) {
                        source.add(
                                        "\npublic static class "
                                                + anonymous.heading()
                                                + " {"
                                                + anonymous.constructor())
                                .add(anonymous.body(unit.cell(), declarator.initialiser()));
                    }
                    newPiece(variables.kept());
                    var inferred = forms.types.get(declarator);
                    if (inferred == null) {
                        source.add(variables.type());
                    } else if (forms.typesAt.containsKey(declarator)) {
                        source.add(forms.typesAt.get(declarator));
                    } else {
                        source.add(inferred);
                    }
                    source.add(" ").add(declarator.nameAt()).add(declarator.dimensions()).add(";");
                }
            }
            case Piece.Method method -> {
                var missing = forms.missing.get(method);
                newPiece(method.kept());
                if (missing == null || method.body() == null) {
                    source.add(method.declaration());
                } else {
                    source.add(new Span(method.declaration().start(), method.body().start()))
                            .add("{ throw new IllegalStateException(" + quoted(missing) + "); }");
                }
            }
            case Piece.Type type -> newPiece(type.kept()).add(type.declaration());
            default -> {}
        }
    }

    private void run() {
        boolean binds = unit.pieces().stream().anyMatch(Piece.Method.class::isInstance);
        if (binds) {
            source.add(
                    "\npublic static void "
                            + BIND
                            + "() throws Throwable { notebook.Links.bind("
                            + unit.simpleName()
                            + ".class); }");
        }
        int methods = 0;
        int length = 0;
        open(RUN + methods);
        for (var piece : unit.pieces()) {
            if (length > CHARACTERS_PER_METHOD && !unit.endsWith(piece)) {
                close();
                open(RUN + ++methods);
                length = 0;
            }
            if (!unit.endsWith(piece) || !returnsValue(piece)) {
                step(piece);
                length +=
                        piece instanceof Piece.Method || piece instanceof Piece.Type
                                ? 0
                                : piece.end() - piece.start();
            }
        }
        close();
        source.add("\npublic static Object " + RUN + "() throws Throwable {");
        source.add(binds ? BIND + "();" : "");
        source.add(unit.returns() ? " Object " + VALUE + ";" : "");
        for (int i = 0; i <= methods; i++) {
            if (unit.returns()) {
                source.add(" " + VALUE + " = " + RUN + i + "();")
                        .add(" if (" + VALUE + " != " + GO_ON + ") ")
                        .add(returnValue());
            } else {
                source.add(" " + RUN + i + "();");
            }
        }
        if (unit.last() == null || !returnsValue(unit.last())) {
            source.add(" return null; }");
        } else {
            source.add("\n" + (unit.returns() ? "" : "Object ") + VALUE + " = ")
                    .add(((Piece.HasText) unit.last()).text())
                    .add(";\n" + returnValue() + "\n}");
        }
    }

    private String returnValue() {
        return "return "
                + (unit.number() > 0
                        ? KEEP + "(" + unit.number() + ", " + VALUE + ");"
                        : VALUE + ";");
    }

    private void open(String method) {
        source.add("\nprivate static " + (unit.returns() ? "Object " : "void "))
                .add(method + "() throws Throwable {");
    }

    private void close() {
        source.add(unit.returns() ? "\nreturn " + GO_ON + ";\n}" : "\n}");
    }

    /** Whether the unit's last piece is compiled as its value. */
    boolean returnsValue(Piece piece) {
        return returnsValue(piece, forms);
    }

    static boolean returnsValue(Piece piece, Forms forms) {
        return switch (piece) {
            case Piece.Expression expression ->
                    forms.expressions.getOrDefault(expression, expression.form())
                            != Form.ASSIGNMENT;
            case Piece.Statement statement -> forms.values.contains(statement);
            default -> false;
        };
    }

    private void step(Piece piece) {
        switch (piece) {
            case Piece.Variables variables ->
                    variables.declarators().forEach(each -> assign(variables, each));
            case Piece.Statement statement -> {
                // What follows is reachable for javac, as it is for JShell, which compiles it apart
                // (JLS 14.22).
                source.add("\nif (true) ").add(new Span(statement.start(), statement.end()));
                char last = unit.cell().charAt(statement.end() - 1);
                source.add(last == ';' || last == '}' ? "" : ";");
            }
            case Piece.Expression expression -> {
                var form = forms.expressions.getOrDefault(expression, expression.form());
                if (form == Form.VALUE) {
                    source.add("\nif (true) { Object $value = ").add(expression.text()).add("; }");
                } else {
                    source.add("\n").add(expression.text()).add(";");
                }
            }
            default -> {}
        }
    }

    private void assign(Piece.Variables variables, Declarator declarator) {
        var initialiser = declarator.initialiser();
        var anonymous = forms.anonymous.get(declarator);
        var type = variables.type().of(unit.cell()) + declarator.dimensions().of(unit.cell());
        source.add("\n");
        if (initialiser == null) {
            source.add(declarator.nameAt()).add(" = ").add(defaultValue(type));
        } else if (initialiser.of(unit.cell()).startsWith("{")) {
            source.add(declarator.nameAt()).add(" = new " + type + "\n").add(initialiser);
        } else if (anonymous != null) {
            source.add(declarator.nameAt()).add(" = new " + anonymous.name() + "(\n");
            source.add(anonymous.arguments()).add(")");
        } else if (declarator.dimensions().start() == declarator.dimensions().end()) {
            // As it stands, so that each line of it is the cell's.
            source.add(new Span(declarator.nameAt().start(), initialiser.end()));
        } else {
            source.add(declarator.nameAt()).add(" =\n").add(initialiser);
        }
        source.add(";");
    }

    private static String defaultValue(String type) {
        return switch (type) {
            case "boolean" -> "false";
            case "byte", "short", "char", "int" -> "0";
            case "long" -> "0L";
            case "float" -> "0f";
            case "double" -> "0d";
            default -> "null";
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
