package io.juggler.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A distribution with small jars, for tests that start no kernel. */
final class BuiltJuggler {

    private BuiltJuggler() {}

    static Distribution in(Path folder) throws IOException {
        jar(folder.resolve("lib/server/zeromq.jar"), "zeromq");
        jar(folder.resolve("lib/server/juggler-server.jar"), "server");
        jar(folder.resolve("lib/server/maven/resolver.jar"), "resolver");
        jar(folder.resolve("lib/worker/juggler-worker.jar"), "worker");
        jar(folder.resolve("lib/worker/juggler-api.jar"), "api");
        return new Distribution(folder);
    }

    static void jar(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            var entry = new JarEntry("content.txt");
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write(content.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }
}
