package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;
import io.juggler.testing.SourceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Lessons of somebody else bring their checks as a jar. */
class ChecksOfYourOwnIT {
    private static final String BEGIN = "```java\npublic final class Hedging";

    @TempDir private Path folder;

    @Test
    void areFoundInAJarAsThePageForAuthorsSays() throws Exception {
        jar();
        var notebook =
                NotebookFile.write(
                        folder.resolve("own.ipynb"),
                        "%classpath hedging.jar",
                        "check(\"hedging\", 20)",
                        "check(\"hedging\", 80)");
        var out = folder.resolve("out.ipynb");

        var ended =
                new BuiltCommandLine(BuiltCommandLine.built(), folder.resolve("home"))
                        .run("run", notebook.toString(), "-o", out.toString());

        assertEquals(0, ended.status(), ended.toString());
        var shown = Files.readString(out);
        assertTrue(shown.contains("it was sent after 20 ms"), shown);
        assertTrue(shown.contains("PASS: 1 of 1 requirement met"), shown);
    }

    private void jar() throws Exception {
        var page = Files.readString(Outside.root().resolve("lessons/docs/authoring.md"));
        var code = page.substring(page.indexOf(BEGIN) + "```java\n".length());
        var source = folder.resolve("Hedging.java");
        Files.writeString(
                source,
                "package org.example; import io.juggler.lab.learn.*; import java.util.List;\n"
                        + code.substring(0, code.indexOf("```")));
        var classes = Files.createDirectory(folder.resolve("classes"));
        var libraries = BuiltCommandLine.built().resolve("lib/worker");
        SourceFiles.compile(
                List.of(source),
                List.of(libraries.resolve("juggler-lab.jar"), libraries.resolve("juggler-api.jar")),
                classes);
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("hedging.jar")))) {
            jar.putNextEntry(new JarEntry("org/example/Hedging.class"));
            jar.write(Files.readAllBytes(classes.resolve("org/example/Hedging.class")));
            jar.putNextEntry(new JarEntry("META-INF/services/io.juggler.lab.learn.LessonCheck"));
            jar.write("org.example.Hedging\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
