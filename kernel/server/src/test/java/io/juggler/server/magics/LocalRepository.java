package io.juggler.server.magics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A Maven repository in a folder. Each jar holds a text file that is called as the jar is. */
final class LocalRepository {
    private final Path root;

    LocalRepository(Path root) {
        this.root = root;
    }

    String url() {
        return root.toUri().toString();
    }

    Path root() {
        return root;
    }

    /** A jar with its POM; the POM's parts say what it needs. */
    LocalRepository jar(String coordinates, String... pomParts) throws IOException {
        return jar(coordinates, Map.of(), pomParts);
    }

    LocalRepository jar(String coordinates, Map<String, byte[]> entries, String... pomParts)
            throws IOException {
        var id = coordinates.split(":");
        if (id.length == 3) {
            pom(coordinates, pomParts);
        }
        var name =
                id.length == 3
                        ? id[1] + "-" + id[2]
                        : id[1] + "-" + id[2] + "-" + id[3]; // with a classifier
        var all = new TreeMap<>(entries);
        all.put(name + ".txt", coordinates.getBytes(StandardCharsets.UTF_8));
        var file = Files.createDirectories(folder(id)).resolve(name + ".jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (var entry : all.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return this;
    }

    /** A jar that exists already. */
    LocalRepository jar(String coordinates, Path jar) throws IOException {
        var id = coordinates.split(":");
        pom(coordinates);
        Files.copy(jar, Files.createDirectories(folder(id)).resolve(id[1] + "-" + id[2] + ".jar"));
        return this;
    }

    LocalRepository pom(String coordinates, String... parts) throws IOException {
        var id = coordinates.split(":");
        Files.writeString(
                Files.createDirectories(folder(id)).resolve(id[1] + "-" + id[2] + ".pom"),
                """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
                  %s
                </project>
                """
                        .formatted(id[0], id[1], id[2], String.join("\n", parts)));
        return this;
    }

    /** The list of an artifact's versions, the newest last. */
    LocalRepository versions(String group, String artifact, String... versions) throws IOException {
        var all = new StringBuilder();
        for (var version : versions) {
            all.append("<version>").append(version).append("</version>");
        }
        var newest = versions[versions.length - 1];
        Files.writeString(
                root.resolve(group.replace('.', '/'))
                        .resolve(artifact)
                        .resolve("maven-metadata.xml"),
                """
                <metadata><groupId>%s</groupId><artifactId>%s</artifactId><versioning>
                <latest>%s</latest><release>%s</release><versions>%s</versions>
                </versioning></metadata>
                """
                        .formatted(group, artifact, newest, newest, all));
        return this;
    }

    static String dependencies(String... coordinates) {
        var all = new StringBuilder();
        for (var each : coordinates) {
            all.append(dependency(each, ""));
        }
        return "<dependencies>" + all + "</dependencies>";
    }

    static String dependency(String coordinates, String more) {
        var id = coordinates.split(":");
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>"
                        .formatted(id[0], id[1])
                + (id.length > 2 ? "<version>" + id[2] + "</version>" : "")
                + more
                + "</dependency>";
    }

    private Path folder(String[] id) {
        return root.resolve(id[0].replace('.', '/')).resolve(id[1]).resolve(id[2]);
    }
}
