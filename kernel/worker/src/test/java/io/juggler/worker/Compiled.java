package io.juggler.worker;

import io.juggler.wire.ClassBytes;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What javac makes of a source. */
final class Compiled {
    private Compiled() {}

    static List<ClassBytes> classes(Path folder, String className, String source)
            throws IOException {
        var messages = new StringWriter();
        boolean ok =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                messages,
                                null,
                                null,
                                List.of("-d", folder.toString(), "-proc:none"),
                                null,
                                List.of(new Source(className, source)))
                        .call();
        if (!ok) {
            throw new IllegalArgumentException(messages + "\n" + source);
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> read(folder, file))
                    .toList();
        }
    }

    private static ClassBytes read(Path folder, Path file) {
        String name = folder.relativize(file).toString().replace('/', '.').replace('\\', '.');
        try {
            return new ClassBytes(
                    name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(
                    URI.create("mem:///" + className.replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
