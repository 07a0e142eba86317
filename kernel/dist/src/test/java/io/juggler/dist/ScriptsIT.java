package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.juggler.testing.Outside;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is not Java is linted, too. */
@RequiresJupyter
final class ScriptsIT {

    private static final Path ROOT = Outside.root();

    @Test
    void shellcheckHasNoComplaint() throws Exception {
        var scripts = shellScripts();
        assertTrue(scripts.contains(ROOT.resolve("juggler")), scripts.toString());
        assertTrue(scripts.contains(ROOT.resolve("docker/smoke")), scripts.toString());

        var command = new ArrayList<>(List.of(linter("shellcheck")));
        scripts.forEach(script -> command.add(script.toString()));
        assertNoComplaint(command);
    }

    @Test
    void hadolintHasNoComplaint() throws Exception {
        assertNoComplaint(
                List.of(
                        linter("hadolint"),
                        "--config",
                        ROOT.resolve("docker/.hadolint.yaml").toString(),
                        ROOT.resolve("docker/Dockerfile").toString()));
    }

    private static void assertNoComplaint(List<String> command) throws Exception {
        var ended = BuiltCommandLine.run(command, Map.of());
        assertEquals(0, ended.status(), ended.toString());
    }

    /** The linter of that name in the tests' Python environment; CI may not do without. */
    private static String linter(String name) {
        var program = Outside.python().resolveSibling(name);
        assumeTrue(
                Files.isExecutable(program) || "true".equals(System.getenv("CI")),
                program + " is not there");
        return program.toString();
    }

    private static List<Path> shellScripts() throws Exception {
        var found = new ArrayList<>(List.of(ROOT.resolve("juggler"), ROOT.resolve(".ci/run")));
        for (var folder : List.of("docker", "kernel/bench", "lessons")) {
            try (var files = Files.walk(ROOT.resolve(folder), 2)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.isExecutable(file) && isShell(file)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isShell(Path file) throws Exception {
        try (var in = Files.newInputStream(file)) {
            var start = new String(in.readNBytes(32), StandardCharsets.US_ASCII);
            return start.startsWith("#!/bin/sh\n") || start.startsWith("#!/usr/bin/env bash\n");
        }
    }
}
