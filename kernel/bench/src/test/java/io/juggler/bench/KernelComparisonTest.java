package io.juggler.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The comparison's own tests are Python's; this runs them with the build. */
@RequiresJupyter
final class KernelComparisonTest {

    private static final long LIMIT_S = 120;

    @Test
    void itsTestsPass() throws IOException, InterruptedException {
        var output = Files.createTempFile("unittest", ".txt");
        try {
            var process =
                    new ProcessBuilder(
                                    Outside.python().toString(),
                                    "-m",
                                    "unittest",
                                    "discover",
                                    "tests")
                            .directory(Path.of("").toAbsolutePath().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
            process.destroyForcibly();
            var printed = Files.readString(output, StandardCharsets.UTF_8);
            assertTrue(ended, "still running after " + LIMIT_S + " s:\n" + printed);
            assertEquals(0, process.exitValue(), printed);
            assertTrue(printed.contains("Ran "), printed);
        } finally {
            Files.delete(output);
        }
    }
}
