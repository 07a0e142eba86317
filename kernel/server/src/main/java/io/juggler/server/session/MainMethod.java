package io.juggler.server.session;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The program that a cell declares.
 *
 * @param call what runs it
 * @param alone whether the cell is a source file that {@code java} would run: there is nothing to
 *     run but that
 * @see <a href="https://openjdk.org/jeps/512">JEP 512: Compact Source Files and Instance Main
 *     Methods</a>
 */
record MainMethod(String call, boolean alone) {
    private static final String COMPACT = "CompactCell";
    private static final String NO_ARGUMENTS = "new String[0]";

    private static final Pattern DECLARED =
            Pattern.compile(
                    "\\bvoid\\s+main\\s*\\(\\s*(?:String\\s*(?:\\[\\s*]|\\.\\.\\.)\\s*\\w+|String\\s+\\w+\\s*\\[\\s*])?\\s*\\)");
    private static final Pattern ANY = Pattern.compile("\\bmain\\s*\\(");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)");

    /** The one that a cell declares and does not call; empty where there is none. */
    static Optional<MainMethod> in(String source) {
        var declared = DECLARED.matcher(source);
        if (!declared.find() || ANY.matcher(source).results().count() > 1) {
            return Optional.empty();
        }
        var alone = ofSourceFile(source);
        return alone.isPresent()
                ? alone
                : Optional.of(
                        new MainMethod(callOf(source, declared.start(), declared.group()), false));
    }

    private static Optional<MainMethod> ofSourceFile(String source) {
        var problems = new DiagnosticCollector<JavaFileObject>();
        var task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(
                                        null,
                                        null,
                                        problems,
                                        List.of("-proc:none"),
                                        null,
                                        List.of(new Source(source)));
        try {
            for (var unit : task.parse()) {
                if (problems.getDiagnostics().stream()
                        .anyMatch(each -> each.getKind() == Diagnostic.Kind.ERROR)) {
                    return Optional.empty();
                }
                return unit.getTypeDecls().stream()
                        .filter(ClassTree.class::isInstance)
                        .flatMap(type -> mains((ClassTree) type))
                        .findFirst();
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MainMethod> mains(ClassTree type) {
        var name = type.getSimpleName().toString();
        return type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .filter(method -> method.getName().contentEquals("main"))
                .map(
                        method -> {
                            var arguments = method.getParameters().isEmpty() ? "" : NO_ARGUMENTS;
                            boolean isStatic =
                                    method.getModifiers().getFlags().contains(Modifier.STATIC);
                            return new MainMethod(call(name, isStatic, arguments), true);
                        });
    }

    private static String call(String type, boolean isStatic, String arguments) {
        var main = "main(" + arguments + ");";
        if (type.equals(COMPACT)) {
            return main;
        }
        return (isStatic ? type : "new " + type + "()") + "." + main;
    }

    /** A guess, for a message: the source is no file that a parser could read. */
    private static String callOf(String source, int at, String declaration) {
        var name = COMPACT;
        var types = TYPE.matcher(source.substring(0, at));
        while (types.find()) {
            var between = source.substring(types.end(), at);
            if (count(between, '{') > count(between, '}')) {
                name = types.group(1);
            }
        }
        boolean isStatic =
                source.substring(source.lastIndexOf('\n', at) + 1, at).contains("static");
        return call(name, isStatic, declaration.contains("String") ? NO_ARGUMENTS : "");
    }

    private static long count(String text, char c) {
        return text.chars().filter(each -> each == c).count();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String source;

        Source(String source) {
            super(URI.create("string:///" + COMPACT + ".java"), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
