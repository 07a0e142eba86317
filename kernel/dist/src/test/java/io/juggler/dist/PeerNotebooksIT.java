package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.juggler.server.notebook.Notebook;
import io.juggler.server.notebook.NotebookRunner;
import io.juggler.testing.SourceFiles;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Notebooks as users of IJava, JJava, rapaio's kernel, IPython and JBang write them run unchanged;
 * their cells throw where something is not as it should be. The repositories that they name are
 * mirrored in a folder.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
class PeerNotebooksIT {
    private static final Path NOTEBOOKS = Path.of("src", "test", "notebooks");
    private static final String SETTINGS = "juggler.maven.settings";
    private static final String LOCAL = "maven.repo.local";

    private Path folder;

    @BeforeAll
    void fill(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("work");
        Files.createDirectories(folder.resolve("scripts"));
        Files.writeString(folder.resolve("helper.jshell"), "int helped(int x) { return x * 2; }\n");
        Files.writeString(folder.resolve("scripts/more.jshell"), "int more = 7;\n");
        Files.writeString(folder.resolve("dot.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Files.writeString(
                folder.resolve("other-notebook.ipynb"),
                """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                 {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
                  "execution_count": null, "source": "String fromOther = \\"other\\";"}]}
                """);
        var tool = tool(temporary);
        var repository = temporary.resolve("repository/org/acme");
        artifact(
                repository,
                "osgi-tool",
                "<packaging>bundle</packaging>",
                Map.of("org/acme/Tool.class", tool));
        artifact(repository, "kit", "", Map.of());
        for (var classifier : List.of("tests", "linux")) {
            jar(repository.resolve("kit/1.0/kit-1.0-" + classifier + ".jar"), Map.of());
        }
        artifact(repository, "frames", "", extension(temporary));
        jar(folder.resolve("tool.jar"), Map.of("org/acme/Tool.class", tool));
        Files.writeString(
                temporary.resolve("settings.xml"),
                "<settings><mirrors><mirror><id>near</id><mirrorOf>*</mirrorOf><url>"
                        + temporary.resolve("repository").toUri()
                        + "</url></mirror></mirrors></settings>");
        System.setProperty(SETTINGS, temporary.resolve("settings.xml").toString());
        System.setProperty(LOCAL, temporary.resolve("local").toString());
    }

    @AfterAll
    void forget() {
        System.clearProperty(SETTINGS);
        System.clearProperty(LOCAL);
    }

    private static byte[] tool(Path temporary) throws IOException {
        var source =
                Files.writeString(
                        temporary.resolve("Tool.java"),
                        "package org.acme; public class Tool {"
                                + " public static String name() { return \"tool\"; } }");
        SourceFiles.compile(List.of(source), List.of(), temporary.resolve("classes"));
        return Files.readAllBytes(temporary.resolve("classes/org/acme/Tool.class"));
    }

    /** A library that sets itself up in JJava as DFLib does. */
    private static Map<String, byte[]> extension(Path temporary) throws IOException {
        var sources = Files.createDirectories(temporary.resolve("sources"));
        var frame =
                Files.writeString(
                        sources.resolve("Frame.java"),
                        "package org.acme; public class Frame {"
                                + " public String toString() { return \"a frame\"; } }");
        var jupyter =
                Files.writeString(
                        sources.resolve("FramesJupyter.java"),
                        """
                        package org.acme;

                        import org.dflib.jjava.jupyter.Extension;
                        import org.dflib.jjava.jupyter.kernel.BaseKernel;
                        import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

                        public class FramesJupyter implements Extension {
                            public void install(BaseKernel kernel) {
                                kernel.eval("import org.acme .*;\\n int rows = 3;\\n"
                                        + "FramesJupyter.init(getKernelInstance());");
                            }

                            public static void init(BaseKernel kernel) {
                                kernel.getRenderer().createRegistration(Frame.class)
                                        .preferring(MIMEType.TEXT_HTML)
                                        .supporting(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN)
                                        .register((frame, context) -> context.renderIfRequested(
                                                MIMEType.TEXT_HTML, () -> "<table/>"));
                                kernel.getMagicsRegistry()
                                        .registerLineMagic("frames", (k, args) -> args.toString());
                            }
                        }
                        """);
        var classes = temporary.resolve("extension");
        var ijava = BuiltCommandLine.built().resolve("lib/worker/juggler-ijava.jar");
        SourceFiles.compile(List.of(frame, jupyter), List.of(ijava), classes);
        return Map.of(
                "org/acme/Frame.class",
                Files.readAllBytes(classes.resolve("org/acme/Frame.class")),
                "org/acme/FramesJupyter.class",
                Files.readAllBytes(classes.resolve("org/acme/FramesJupyter.class")),
                "META-INF/services/org.dflib.jjava.jupyter.Extension",
                "org.acme.FramesJupyter\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void artifact(
            Path group, String name, String packaging, Map<String, byte[]> entries)
            throws IOException {
        var version = Files.createDirectories(group.resolve(name).resolve("1.0"));
        Files.writeString(
                version.resolve(name + "-1.0.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.acme</groupId><artifactId>"
                        + name
                        + "</artifactId><version>1.0</version>"
                        + packaging
                        + "</project>");
        jar(version.resolve(name + "-1.0.jar"), entries);
    }

    /** A jar that also holds a text that is called as the jar is. */
    private static void jar(Path file, Map<String, byte[]> entries) throws IOException {
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry(file.getFileName().toString().replace(".jar", ".txt")));
            jar.write("x".getBytes(StandardCharsets.UTF_8));
            for (var entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
    }

    @TestFactory
    List<DynamicTest> everyNotebookRunsUnchanged() throws IOException {
        try (var files = Files.list(NOTEBOOKS)) {
            return files.sorted()
                    .map(file -> dynamicTest(file.getFileName().toString(), () -> run(file)))
                    .toList();
        }
    }

    private void run(Path file) throws Exception {
        var engines =
                new Engines(new Distribution(BuiltCommandLine.built()), List.of(), EngineKind.WHOLE)
                        .inFolder(folder);
        var result = NotebookRunner.run(Notebook.read(file), engines);
        var error =
                result instanceof NotebookRunner.Result.Failed failed
                        ? failed.title() + ":\n" + String.join("\n", failed.error().traceback())
                        : "";
        assertInstanceOf(NotebookRunner.Result.Completed.class, result, error);
    }
}
