package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The Jupyter project's own tests for kernels: see {@code kernel_test.py}. */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class KernelTestIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** As many as jupyter_kernel_test 0.7 has. */
    private static final int TESTS = 13;

    @Test
    void everyTestPassesAndNoneIsSkipped(Installation installation) throws IOException {
        var script = Outside.root().resolve("kernel/dist/src/test/python/kernel_test.py");
        var process = installation.python("-W", "ignore", script.toString());
        var run = Finished.run(process, LIMIT);
        var lines = run.err().lines().filter(line -> line.contains(" ... ")).toList();
        assertEquals(
                List.of(),
                lines.stream().filter(line -> !line.endsWith(" ... ok")).toList(),
                run.toString());
        assertEquals(0, run.status(), run.toString());
        assertEquals(TESTS, lines.size(), run.toString());
        assertTrue(!run.err().contains("skipped"), run.toString());
    }
}
