package io.juggler.server.engine.whole;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;

import io.juggler.server.engine.whole.Piece.Declarator;
import io.juggler.server.engine.whole.UnitWriter.Forms;

import java.util.List;
import java.util.Map;

/** Reads from javac's trees the types that a cell does not say. */
final class InferredTypes {
    private InferredTypes() {}

    /**
     * Reads the types behind {@code var}.
     *
     * @param tree what {@link UnitWriter#probe} wrote
     * @param open the variables, in the order in which they stand there
     * @param forms takes the types
     */
    static void read(
            JavacTask task,
            CompilationUnitTree tree,
            Unit unit,
            List<Declarator> open,
            Forms forms) {
        var trees = Trees.instance(task);
        int next = 0;
        for (var statement : run(tree)) {
            if (statement instanceof VariableTree && next < open.size()) {
                var path = TreePath.getPath(tree, statement);
                var declarator = open.get(next++);
                var anonymous = AnonymousClass.of(trees, path, declarator, unit.cell());
                var text =
                        anonymous != null
                                ? anonymous.name()
                                : TypeText.of(trees.getTypeMirror(path));
                if (text != null) {
                    forms.types.put(declarator, text);
                }
                if (anonymous != null) {
                    forms.anonymous.put(declarator, anonymous);
                }
            }
        }
    }

    /**
     * Reads the type of a unit's value.
     *
     * @param tree what {@link UnitWriter#write} wrote
     * @param types takes it, under the unit's class's name; nothing where there is no value
     */
    static void readValueType(JavacTask task, CompilationUnitTree tree, Map<String, String> types) {
        Tree value = null;
        for (var statement : run(tree)) {
            if (statement instanceof VariableTree variable
                    && variable.getName().contentEquals(UnitWriter.VALUE)) {
                value = variable.getInitializer();
            } else if (statement instanceof ExpressionStatementTree expression
                    && expression.getExpression() instanceof AssignmentTree assignment
                    && assignment.getVariable() instanceof IdentifierTree name
                    && name.getName().contentEquals(UnitWriter.VALUE)) {
                value = assignment.getExpression();
            }
        }
        if (value != null) {
            var trees = Trees.instance(task);
            var type = TypeText.of(trees.getTypeMirror(TreePath.getPath(tree, value)));
            types.put(cell(tree).getSimpleName().toString(), type == null ? "Object" : type);
        }
    }

    /** What the method that runs the cell does. */
    private static List<? extends StatementTree> run(CompilationUnitTree tree) {
        var cell = cell(tree);
        if (cell != null) {
            for (var member : cell.getMembers().reversed()) {
                if (member instanceof MethodTree method
                        && method.getName().contentEquals(UnitWriter.RUN)) {
                    return method.getBody().getStatements();
                }
            }
        }
        return List.of();
    }

    private static ClassTree cell(CompilationUnitTree tree) {
        return !tree.getTypeDecls().isEmpty()
                        && tree.getTypeDecls().getFirst() instanceof ClassTree cell
                ? cell
                : null;
    }
}
