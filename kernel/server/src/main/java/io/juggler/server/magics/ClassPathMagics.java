package io.juggler.server.magics;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Adds files to the class path. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class ClassPathMagics {
    private ClassPathMagics() {}

    static List<KernelMagic> all() {
        return List.of(
                KernelMagic.both(
                                "jars",
                                "%jars path …",
                                "adds jars to the class path; * and ** in a path stand for many,"
                                        + " and a folder for the jars in it",
                                (call, context) -> add(call, context, true))
                        .also("jar")
                        .completing(Paths::complete),
                KernelMagic.line(
                                "classpath",
                                "%classpath [path …]",
                                "adds jars and folders of classes to the class path, or lists what"
                                        + " was added",
                                (call, context) -> add(call, context, false))
                        .completing(Paths::complete));
    }

    private static Object add(Call call, MagicContext context, boolean jars)
            throws MagicFailure, IOException {
        var written = new ArrayList<>(call.arguments());
        if (call.isCellMagic()) {
            call.body()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(written::add);
        }
        if (written.isEmpty()) {
            if (jars) {
                throw new MagicFailure("which jars? " + "%jars path …");
            }
            context.state().classPath().forEach(entry -> context.print(entry + "\n"));
            return context.state().classPath().stream().map(Path::toString).toList();
        }
        var found = new ArrayList<Path>();
        for (var each : written) {
            var matches = Paths.matching(each, context);
            for (var path : matches) {
                if (jars && Files.isDirectory(path)) {
                    found.addAll(Paths.jarsIn(path));
                } else {
                    found.add(path);
                }
            }
            if (matches.isEmpty()) {
                throw new MagicFailure(
                        "nothing is at " + each + " (in " + context.state().folder() + ")");
            }
        }
        context.addToClassPath(found);
        return found.stream().map(Path::toString).toList();
    }

    /** Paths as they are written behind a magic. */
    static final class Paths {
        private Paths() {}

        /** The files that a path stands for, sorted. */
        static List<Path> matching(String written, MagicContext context) throws IOException {
            int star = firstWildcard(written);
            if (star < 0) {
                var path = context.path(written);
                return Files.exists(path) ? List.of(path) : List.of();
            }
            int slash = written.lastIndexOf('/', star);
            var base = context.path(slash < 0 ? "" : written.substring(0, Math.max(1, slash)));
            var pattern = written.substring(slash + 1);
            if (!Files.isDirectory(base)) {
                return List.of();
            }
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            int depth =
                    pattern.contains("**")
                            ? 64
                            : (int) pattern.chars().filter(c -> c == '/').count() + 1;
            try (var files = Files.walk(base, depth)) {
                return files.filter(file -> !file.equals(base))
                        .filter(file -> matcher.matches(base.relativize(file)))
                        .sorted()
                        .toList();
            }
        }

        static List<Path> jarsIn(Path folder) throws IOException {
            try (var files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
            }
        }

        private static int firstWildcard(String written) {
            for (int i = 0; i < written.length(); i++) {
                if ("*?{[".indexOf(written.charAt(i)) >= 0) {
                    return i;
                }
            }
            return -1;
        }

        /** Files and folders that the last argument could go on to. */
        static List<String> complete(List<String> arguments, MagicContext context) {
            var written = arguments.getLast();
            int slash = written.lastIndexOf('/');
            var folder = slash < 0 ? "" : written.substring(0, slash + 1);
            var start = written.substring(slash + 1);
            try (var files = Files.list(context.path(folder.isEmpty() ? "." : folder))) {
                return files.filter(file -> file.getFileName().toString().startsWith(start))
                        .filter(
                                file ->
                                        !start.isEmpty()
                                                || !file.getFileName().toString().startsWith("."))
                        .map(
                                file ->
                                        folder
                                                + file.getFileName()
                                                + (Files.isDirectory(file) ? "/" : ""))
                        .sorted()
                        .toList();
            } catch (IOException | java.io.UncheckedIOException e) {
                return List.of(); // a folder that cannot be read has nothing to offer
            }
        }
    }
}
