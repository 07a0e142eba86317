package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class InstallIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir Path folder;

    /** From installing to uninstalling, once: training takes its time. */
    @Test
    void anInstalledKernelIsTrainedAndOutlivesTheBuild() throws Exception {
        var build = folder.resolve("build");
        Files.createDirectory(build);
        new Distribution(BuiltCommandLine.built()).copyTo(build);
        var prefix = folder.resolve("prefix");
        var kernels = new Kernels(prefix.resolve("share/jupyter"));

        var installed =
                new BuiltCommandLine(build, folder.resolve("home"))
                        .run("install", "--prefix", prefix.toString());

        assertEquals(0, installed.status(), installed.toString());
        assertTrue(installed.out().contains("Trained in"), installed.toString());
        var spec = kernels.find("java").orElseThrow();
        for (var finding : new KernelChecks(List.of(prefix.resolve("share/jupyter"))).all()) {
            assertEquals(Finding.Level.OK, finding.level(), finding.text());
        }

        Folders.delete(build);
        assertEquals("ok", firstAnswer(spec));

        var command = new BuiltCommandLine(BuiltCommandLine.built(), folder.resolve("home"));
        var gone = command.run("uninstall", "--prefix", prefix.toString());
        assertEquals(0, gone.status(), gone.toString());
        assertTrue(kernels.all().isEmpty());
        for (var cache : spec.caches()) {
            assertFalse(Files.exists(cache), cache.toString());
        }
    }

    @Test
    void anotherKernelIsLeftAloneWithOneClearLine() throws Exception {
        var prefix = folder.resolve("prefix");
        var other = new Kernels(prefix.resolve("share/jupyter")).folder("java");
        Files.createDirectories(other);
        Files.writeString(other.resolve("kernel.json"), "{\"display_name\": \"Other\"}");

        var refused =
                new BuiltCommandLine(BuiltCommandLine.built(), folder.resolve("home"))
                        .run("install", "--prefix", prefix.toString());

        assertEquals(1, refused.status());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains("Other"), refused.err());
    }

    private String firstAnswer(KernelSpec spec) throws IOException, InterruptedException {
        try (var client = new KernelClient(folder)) {
            var command = new ArrayList<>(spec.argv());
            command.removeLast();
            command.add(client.connectionFile().toString());
            var log = folder.resolve("kernel.log").toFile();
            var kernel =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log)
                            .start();
            try {
                client.awaitReady(LIMIT);
                var answer = client.execute("1+1", LIMIT);
                client.request(
                        KernelClient.Channel.CONTROL,
                        "shutdown_request",
                        new JsonMapper().createObjectNode().put("restart", false),
                        LIMIT);
                assertTrue(kernel.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
                assertEquals("", Files.readString(log.toPath()), "Jupyter shows what is printed");
                return answer;
            } finally {
                kernel.descendants().forEach(ProcessHandle::destroyForcibly);
                kernel.destroyForcibly();
            }
        }
    }
}
