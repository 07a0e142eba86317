package io.juggler.server.worker;

import io.juggler.wire.ClassBytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources, all at once, with the JDK's compiler. */
final class Sources {
    private Sources() {}

    /** The body of a method {@code public static Object run()} in a public class of that name. */
    static List<ClassBytes> cell(String className, String members, String body) throws IOException {
        int dot = className.lastIndexOf('.');
        String inPackage = dot < 0 ? "" : "package " + className.substring(0, dot) + ";\n";
        String simpleName = className.substring(dot + 1);
        return compile(
                className,
                """
                %simport module java.base;
                public class %s {
                    %s
                    public static Object run() throws Throwable {
                        %s
                    }
                }
                """
                        .formatted(inPackage, simpleName, members, body));
    }

    static List<ClassBytes> compile(String className, String source) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new DiagnosticCollector<JavaFileObject>();
        try (var files = new Memory(compiler.getStandardFileManager(problems, null, null))) {
            boolean ok =
                    compiler.getTask(
                                    null,
                                    files,
                                    problems,
                                    List.of("-proc:none"),
                                    null,
                                    List.of(new Source(className, source)))
                            .call();
            if (!ok) {
                throw new IllegalArgumentException(problems.getDiagnostics() + "\n" + source);
            }
            return files.written.stream()
                    .map(file -> new ClassBytes(file.name, file.bytes.toByteArray()))
                    .toList();
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("mem:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Compiled extends SimpleJavaFileObject {
        final String name;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Compiled(String name) {
            super(URI.create("mem:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        final List<Compiled> written = new ArrayList<>();

        Memory(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String className,
                JavaFileObject.Kind kind,
                FileObject sibling) {
            var file = new Compiled(className);
            written.add(file);
            return file;
        }
    }
}
