package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.testing.Outside;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Takes each measure of the comparison with other kernels once, of the kernel that the build put
 * together. A measure that gives no figure fails; a slow one never does.
 */
@RequiresJupyter
final class KernelComparisonIT {

    // All but %maven, which this kernel does not have.
    private static final String SUITES =
            "start,start-real,start-eager,warm,notebook,lines,image,memory,interrupt,restart,"
                    + "replace,plain";

    @TempDir Path folder;

    @Test
    void eachMeasureGivesAFigure() throws Exception {
        var prefix = folder.resolve("prefix");
        var installed =
                new BuiltCommandLine(BuiltCommandLine.built(), folder.resolve("home"))
                        .run("install", "--prefix", prefix.toString());
        assertEquals(0, installed.status(), installed.toString());

        var spec = prefix.resolve("share/jupyter/kernels/java");
        var checked =
                BuiltCommandLine.run(
                        List.of(
                                Outside.python().toString(),
                                "-m",
                                "kernels",
                                "--check",
                                "--kernels",
                                "juggler=" + spec,
                                "--suites",
                                SUITES,
                                "--out",
                                folder.resolve("results").toString()),
                        Map.of("PYTHONPATH", Outside.root().resolve("kernel/bench").toString()));

        assertEquals(0, checked.status(), checked.err());
    }
}
