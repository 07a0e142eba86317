package io.juggler.server.engine.whole;

import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;

import io.juggler.server.engine.whole.Piece.Declarator;
import io.juggler.server.engine.whole.Piece.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;

/**
 * The class of a variable as in {@code var x = new Object() { int n; }}. A field cannot have a type
 * without a name, so it gets one: its members are in reach of later cells then.
 *
 * @param name of the class
 * @param supertype its superclass or interface
 * @param isInterface which of them
 * @param parameters the types of the superclass constructor's parameters
 * @param arguments what stands between the parentheses, in the cell
 */
record AnonymousClass(
        String name,
        String supertype,
        boolean isInterface,
        List<String> parameters,
        Span arguments) {

    /**
     * @return null where the variable's type has a name or cannot be given one
     */
    static AnonymousClass of(Trees trees, TreePath variable, Declarator declarator, String cell) {
        if (!(trees.getTypeMirror(variable) instanceof DeclaredType type)
                || !(type.asElement() instanceof TypeElement element)
                || element.getNestingKind() != NestingKind.ANONYMOUS
                || !(variable.getLeaf() instanceof VariableTree tree)
                || !(tree.getInitializer() instanceof NewClassTree creation)
                || creation.getEnclosingExpression() != null) {
            return null;
        }
        boolean isInterface = !element.getInterfaces().isEmpty();
        var supertype =
                TypeText.of(
                        isInterface ? element.getInterfaces().getFirst() : element.getSuperclass());
        var constructor = trees.getElement(new TreePath(variable, creation));
        var parameters = new ArrayList<String>();
        if (constructor instanceof ExecutableElement executable) {
            for (VariableElement parameter : executable.getParameters()) {
                parameters.add(TypeText.of(parameter.asType()));
            }
        }
        return supertype == null || parameters.contains(null)
                ? null
                : new AnonymousClass(
                        "Anonymous_" + declarator.name(),
                        supertype,
                        isInterface,
                        parameters,
                        arguments(cell, declarator.initialiser()));
    }

    private static Span arguments(String cell, Span initialiser) {
        var tokens = Lexer.tokens(initialiser.of(cell));
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, "(")) {
                int from = initialiser.start() + tokens.get(i).end();
                return new Span(
                        from, initialiser.start() + tokens.get(tokens.partner()[i]).start());
            }
        }
        throw new IllegalArgumentException("no arguments in " + initialiser.of(cell));
    }

    String heading() {
        return name + (isInterface ? " implements " : " extends ") + supertype;
    }

    String constructor() {
        if (parameters.isEmpty()) {
            return "";
        }
        var numbers = IntStream.range(0, parameters.size()).boxed().toList();
        return numbers.stream()
                        .map(i -> parameters.get(i) + " p" + i)
                        .collect(Collectors.joining(", ", name + "(", ")"))
                + numbers.stream()
                        .map(i -> "p" + i)
                        .collect(Collectors.joining(", ", " throws Throwable { super(", "); }"));
    }

    /** From behind its opening brace on. */
    Span body(String cell, Span initialiser) {
        var tokens = Lexer.tokens(initialiser.of(cell));
        int open = tokens.partner()[tokens.size() - 1];
        return new Span(initialiser.start() + tokens.get(open).end(), initialiser.end());
    }
}
