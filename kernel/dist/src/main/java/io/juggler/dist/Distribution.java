package io.juggler.dist;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The jars of both processes, as the build puts them together and as a kernelspec keeps a copy of
 * them.
 *
 * @param home the folder that holds {@code lib/server} and {@code lib/worker}
 */
record Distribution(Path home) {

    /** What the server loads by itself when an artifact is asked for. */
    private static final String MAVEN = "server/maven";

    /** Names the folder to a process whose classes do not come from it, such as a test. */
    static final String HOME_PROPERTY = "juggler.home";

    Distribution {
        home = home.toAbsolutePath().normalize();
    }

    /**
     * The one that this class was loaded from.
     *
     * @throws IllegalStateException where it was not loaded from one
     */
    static Distribution running() {
        var named = System.getProperty(HOME_PROPERTY);
        if (named != null) {
            return new Distribution(Path.of(named));
        }
        try {
            var jar =
                    Path.of(
                            Distribution.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            var server = jar.getParent();
            if (server != null && server.endsWith(Path.of("lib", "server"))) {
                return new Distribution(server.getParent().getParent());
            }
            throw new IllegalStateException(
                    jar + " is not in a lib/server folder; -D" + HOME_PROPERTY + " names another");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server's class path, Juggler's own jars first, always in the same order. */
    List<Path> serverClassPath() throws IOException {
        return jars("server");
    }

    /** What user code sees, always in the same order. */
    List<Path> workerClassPath() throws IOException {
        return jars("worker");
    }

    /** Copies it into a folder that does not exist yet. */
    Distribution copyTo(Path target) throws IOException {
        for (var process : List.of("server", MAVEN, "worker")) {
            var folder = target.resolve("lib").resolve(process);
            Files.createDirectories(folder);
            for (var jar : jars(process)) {
                Files.copy(jar, folder.resolve(jar.getFileName()));
            }
        }
        return new Distribution(target);
    }

    /** A class path as the command line wants it. */
    static String joined(List<Path> classPath) {
        return classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<Path> jars(String process) throws IOException {
        var folder = home.resolve("lib").resolve(process);
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "no Juggler is built there");
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(
                            Comparator.comparing(
                                            (Path jar) ->
                                                    !jar.getFileName()
                                                            .toString()
                                                            .startsWith("juggler-"))
                                    .thenComparing(jar -> jar.getFileName().toString()))
                    .toList();
        }
    }
}
