package io.juggler.testing;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Sources that a test has written, for the compiler of its own JDK. */
public final class SourceFiles {
    private SourceFiles() {}

    /**
     * Compiles sources without annotation processors.
     *
     * @param sources the files
     * @param classPath what they compile against; empty for the JDK alone
     * @param classes the folder for the classes; made where it is missing
     * @throws IllegalArgumentException where they do not compile; says what the compiler said
     */
    public static void compile(List<Path> sources, List<Path> classPath, Path classes) {
        var arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp"));
        arguments.add(
                classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        sources.forEach(each -> arguments.add(each.toString()));
        var said = new StringWriter();
        var out = new PrintWriter(said);
        // By its service: this module does not read java.compiler.
        int status =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(out, out, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalArgumentException(sources + " do not compile:\n" + said);
        }
    }
}
