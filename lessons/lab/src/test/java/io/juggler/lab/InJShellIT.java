package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The lab in the JDK's own shell, whose classes exist in memory alone. */
class InJShellIT {
    private static final String SCRIPT =
            """
            import static io.juggler.lab.Lab.*;
            int factor = 3;
            int scaled(int i) { return i * factor; }
            record Page(int size) implements java.io.Serializable {}
            var pages = task("pages", i -> new Page(scaled(i)));
            factor = 7;
            System.out.println(run(pages, 3, processes(2)).results());
            System.out.println(compare(pages, 3).onOneCore().row("inParallel").run().results());
            System.out.println(compare(task("nap", i -> { Thread.sleep(20); return i; }), 5));
            Object lock = new Object();
            run(task("locked", i -> lock.hashCode()), 2, processes(1));
            /exit
            """;

    @TempDir private Path folder;

    @Test
    void itPrintsAndItsTasksCrossToOtherJvms() throws IOException, InterruptedException {
        var text =
                new OtherJvm(folder)
                        .output(
                                "jshell",
                                List.of("--class-path", OtherJvm.labAlone(), "-s"),
                                SCRIPT);

        var pages = "[Page[size=0], Page[size=7], Page[size=14]]";
        assertTrue(text.split(java.util.regex.Pattern.quote(pages), -1).length == 3, text);
        assertTrue(text.contains("nap × 5 is I/O-bound"), text);
        assertTrue(text.contains("the variable lock cannot go to another JVM"), text);
    }
}
