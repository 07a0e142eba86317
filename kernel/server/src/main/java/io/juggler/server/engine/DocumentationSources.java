package io.juggler.server.engine;

import io.juggler.server.log.Log;

import jdk.jshell.SourceCodeAnalysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows JShell the sources of dependencies, whose Javadoc it then knows as it knows the JDK's. It
 * looks for sources in the JDK alone, and nothing public changes that; where its private matters
 * are not open to us, or are not as JDK 25 has them, the JDK's Javadoc is all there is.
 */
final class DocumentationSources {
    private static final Log LOG = Log.of(DocumentationSources.class);
    private static final String JAR = ".jar";

    private DocumentationSources() {}

    /** Has the sources of these jars looked into as well, as far as they lie beside them. */
    static void add(SourceCodeAnalysis analysis, List<Path> classPath) {
        var sources =
                classPath.stream().map(DocumentationSources::of).flatMap(Optional::stream).toList();
        if (sources.isEmpty()) {
            return;
        }
        try {
            var find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            var all = new ArrayList<Object>((List<?>) find.invoke(analysis));
            all.addAll(sources);
            var found = analysis.getClass().getDeclaredField("availableSources");
            found.setAccessible(true);
            found.set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.info("no documentation from the sources of dependencies: " + e);
        }
    }

    /** {@code x-1.0-sources.jar} beside {@code x-1.0.jar}, as Maven's repositories have it. */
    private static Optional<Path> of(Path jar) {
        var name = jar.getFileName().toString();
        if (!name.endsWith(JAR)) {
            return Optional.empty();
        }
        var sources =
                jar.resolveSibling(
                        name.substring(0, name.length() - JAR.length()) + "-sources" + JAR);
        return Files.isReadable(sources) ? Optional.of(sources) : Optional.empty();
    }
}
