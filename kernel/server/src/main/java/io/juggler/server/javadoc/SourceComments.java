package io.juggler.server.javadoc;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The comments of the declarations in one source file, which is parsed and not compiled. */
final class SourceComments implements Comments {
    private final List<CompilationUnitTree> units = new ArrayList<>();
    private final DocTrees trees;

    /**
     * @param source the file's text
     */
    SourceComments(String source) {
        var task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(
                                        null,
                                        null,
                                        _ -> {},
                                        List.of("-proc:none"),
                                        null,
                                        List.of(new Source(source)));
        trees = DocTrees.instance(task);
        try {
            task.parse().forEach(units::add);
        } catch (IOException e) {
            throw new UncheckedIOException("a string is read without errors", e);
        }
    }

    @Override
    public Optional<String> of(Element element) {
        return units.stream()
                .flatMap(unit -> path(new TreePath(unit), unit.getTypeDecls(), element).stream())
                .findFirst()
                .map(trees::getDocComment);
    }

    private static Optional<TreePath> path(
            TreePath unit, List<? extends Tree> types, Element element) {
        if (element instanceof TypeElement type) {
            return type.getEnclosingElement() instanceof TypeElement outer
                    ? path(unit, types, outer)
                            .flatMap(path -> named(path, members(path), type.getSimpleName()))
                    : named(unit, types, type.getSimpleName());
        }
        return path(unit, types, element.getEnclosingElement())
                .flatMap(
                        path ->
                                members(path).stream()
                                        .filter(each -> declares(each, element))
                                        .map(each -> new TreePath(path, each))
                                        .findFirst());
    }

    private static List<? extends Tree> members(TreePath type) {
        return ((ClassTree) type.getLeaf()).getMembers();
    }

    private static Optional<TreePath> named(
            TreePath parent, List<? extends Tree> trees, CharSequence name) {
        return trees.stream()
                .filter(
                        each ->
                                each instanceof ClassTree type
                                        && type.getSimpleName().contentEquals(name))
                .map(each -> new TreePath(parent, each))
                .findFirst();
    }

    private static boolean declares(Tree tree, Element element) {
        return switch (tree) {
            case VariableTree field ->
                    element.getKind().isField()
                            && field.getName().contentEquals(element.getSimpleName());
            case MethodTree method ->
                    element instanceof ExecutableElement callable && declares(method, callable);
            default -> false;
        };
    }

    private static boolean declares(MethodTree method, ExecutableElement callable) {
        // A parsed constructor is called <init>, too.
        return method.getName().contentEquals(callable.getSimpleName())
                && method.getParameters().stream()
                        .map(each -> Signature.simpleName(each.getType().toString()))
                        .toList()
                        .equals(Signature.simpleNames(callable));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
