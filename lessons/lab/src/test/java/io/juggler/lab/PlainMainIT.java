package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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

    @Test
    void aJdkWithoutTheFlightRecorderDoes() throws IOException, InterruptedException {
        var text =
                output(
                        List.of(
                                "--add-opens",
                                "java.base/java.lang=ALL-UNNAMED",
                                "--limit-modules",
                                "jdk.compiler,jdk.httpserver,jdk.management"));

        assertTrue(text.contains("nap × 5 is I/O-bound"), text);
    }

    @Test
    void picturesAreMadeWhereTheJdkHasWhatTheyTake() throws IOException, InterruptedException {
        var program =
                """
                import io.juggler.lab.Lab;

                void main() {
                    var run = Lab.concurrently(Lab.task("one", i -> i), 3);
                    IO.println("html " + run.toHtml().contains("<table>"));
                    try {
                        byte[] png = run.toPng();
                        IO.println("picture " + new String(png, 1, 3, java.nio.charset.StandardCharsets.US_ASCII));
                    } catch (IllegalStateException e) {
                        IO.println("refused " + e.getMessage());
                    }
                }
                """;
        assertTrue(new OtherJvm(folder).java(List.of(), program).contains("picture PNG"));
        var without = List.of("--limit-modules", "jdk.compiler,jdk.httpserver,jdk.management");
        var text = new OtherJvm(folder).java(without, program);
        assertTrue(text.contains("html true"), text);
        assertTrue(text.contains("refused this JVM cannot make pictures"), text);
    }

    @Test
    void aTaskThatExitsEndsTheProgramAtOnce() throws IOException, InterruptedException {
        var program =
                """
                import io.juggler.lab.Lab;

                void main() {
                    Lab.compare(Lab.action("exit", i -> { if (i == 2) System.exit(3); }), 5);
                }
                """;
        var jvm = new OtherJvm(folder);
        jvm.expect(3).java(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"), program);
    }

    @Test
    void staticVariablesOfAProgramFromSourceCross() throws IOException, InterruptedException {
        var program =
                """
                import io.juggler.lab.Lab;

                static int factor = 3;

                void main() {
                    factor = 7;
                    var task = Lab.task("scaled", i -> i * factor);
                    IO.println(Lab.run(task, 3, Lab.processes(2)).results());
                }
                """;
        var text = new OtherJvm(folder).java(List.of(), program);
        assertTrue(text.contains("[0, 7, 14]"), text);
    }

    @Test
    void whatATaskForksInAStructuredScopeIsTheTasks() throws IOException, InterruptedException {
        var program =
                """
                import io.juggler.lab.Lab;
                import io.juggler.lab.Slice.State;
                import java.util.concurrent.StructuredTaskScope;

                void main() {
                    var task = Lab.task("gather", i -> {
                        try (var scope = StructuredTaskScope.open()) {
                            var one = scope.fork(() -> { Thread.sleep(50); return i; });
                            var two = scope.fork(() -> spin());
                            scope.join();
                            return one.get() + two.get();
                        }
                    });
                    var run = Lab.concurrently(task, 3);
                    IO.println(run.results() + " on " + run.carriers());
                    for (int i = 0; i < 3; i++) {
                        int number = i;
                        long ran = run.slices().stream()
                                .filter(s -> s.task() == number && s.state() == State.RUNNING)
                                .mapToLong(s -> s.nanos()).sum();
                        IO.println("task " + i + (ran >= 29_000_000 ? " ran" : " lacks its forks"));
                    }
                }

                static int spin() {
                    long begin = System.nanoTime();
                    while (System.nanoTime() - begin < 30_000_000) Thread.onSpinWait();
                    return 10;
                }
                """;
        var flags =
                List.of(
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "--enable-preview",
                        "--source",
                        "25");
        var text = new OtherJvm(folder).java(flags, program);

        assertTrue(text.contains("[10, 11, 12] on [carrier-1]"), text);
        for (int i = 0; i < 3; i++) {
            assertTrue(text.contains("task " + i + " ran"), text);
        }
    }

    private String output(List<String> flags) throws IOException, InterruptedException {
        return new OtherJvm(folder).java(flags, PROGRAM);
    }
}
