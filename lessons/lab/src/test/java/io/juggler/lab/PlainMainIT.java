package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The lab without a kernel: its classes alone on the class path, in a JVM of its own. */
class PlainMainIT {
    private static final String PROGRAM =
            """
            import io.juggler.lab.Lab;

            void main() {
                var nap = Lab.task("nap", i -> { Thread.sleep(20); return i; });
                IO.println(Lab.compare(nap, 5));
                IO.println(Lab.concurrently(nap, 5));
            }
            """;

    @TempDir private Path folder;

    @Test
    void aProgramPrintsTheTableAndTheTimeline() throws IOException, InterruptedException {
        var text = output(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));

        assertTrue(text.contains("nap × 5 is I/O-bound"), text);
        assertTrue(text.contains("inParallel, "), text);
        assertFalse(text.contains("not recorded"), text);
    }

    @Test
    void withoutTheFlagItSaysWhatIsMissing() throws IOException, InterruptedException {
        var text = output(List.of());

        assertTrue(text.contains("nap × 5 is I/O-bound"), text);
        assertTrue(text.contains("mounts are not recorded in this JVM"), text);
    }

    private String output(List<String> flags) throws IOException, InterruptedException {
        var program = Files.writeString(folder.resolve("Program.java"), PROGRAM);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-cp", labAlone(), program.toString()));
        var log = folder.resolve("output.txt").toFile();
        var process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program does not end");
            var text = Files.readString(log.toPath(), StandardCharsets.UTF_8);
            assertEquals(0, process.exitValue(), text);
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The part of the class path that holds the lab, without the kernel's api. */
    private static String labAlone() throws IOException {
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (holdsTheLab(Path.of(entry))) {
                return entry;
            }
        }
        throw new AssertionError("the lab is not on the class path");
    }

    private static boolean holdsTheLab(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            return Files.exists(entry.resolve("io/juggler/lab/Lab.class"));
        }
        if (!Files.exists(entry)) {
            return false;
        }
        try (var jar = new java.util.jar.JarFile(entry.toFile())) {
            return jar.getEntry("io/juggler/lab/Lab.class") != null;
        }
    }
}
