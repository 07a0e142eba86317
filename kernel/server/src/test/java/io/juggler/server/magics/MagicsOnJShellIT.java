package io.juggler.server.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.LiveEngine;
import io.juggler.server.engine.jshell.JShellEngine;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Magics before the other engine: they work, or say that they need the first. */
@Timeout(180)
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
class MagicsOnJShellIT {
    private static LiveEngine live;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        live =
                LiveMagics.start(
                        folder,
                        Map.of(),
                        (worker, classPath) -> new JShellEngine(worker, classPath, List.of()));
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%who",
                "%jshell /vars",
                "%restart",
                "%reset",
                "%jvm -Xmx200m",
                "%preview on",
                "%javap Ball"
            })
    void whatListsOrReplacesNeedsTheWholeCellEngine(String magic) {
        var failure = live.failure(magic);
        assertTrue(failure.contains("needs the engine that compiles cells whole"), failure);
        assertTrue(failure.contains("--engine=jshell"), failure);
    }

    @Test
    void filesAndFolders() throws Exception {
        Files.createDirectories(live.folder().resolve("other"));
        live.printedBy("%%writefile other/twice.jsh\nint twice(int a) { return 2 * a; }");
        live.printedBy("%cd other");
        assertTrue(live.printedBy("%pwd").endsWith("other\n"));
        assertEquals(
                "true",
                live.value("java.nio.file.Files.exists(java.nio.file.Path.of(\"twice.jsh\"))"));
        live.printedBy("%load twice");
        assertEquals("8", live.value("twice(4)"));
        live.printedBy("%cd -");
    }

    @Test
    void othersLanguages() {
        assertEquals("from bash\n", live.printedBy("%%bash\necho from bash"));
        assertEquals(
                "and back", live.value("List<String> lines = %sh echo and back\nlines.getFirst()"));
        live.printedBy("%env COLOUR=red");
        assertEquals("red\n", live.printedBy("%sh echo $COLOUR"));
    }

    @Test
    void timing() {
        assertEquals("12", live.value("int six = 6;\n%time six * 2"));
        assertTrue(live.printed().startsWith("Wall time "));
        assertTrue(live.printedBy("%timeit -n 3 -r 2 Math.sin(1)").contains(" 3 "));
    }

    /** JShell compiles one thing at a time, and here a cell waits for what it has compiled. */
    @Test
    void codeRunsCode() {
        assertEquals("3", live.value("int two = 2;\neval(\"two + 1\")"));
        assertEquals("7", live.value("(int) eval(\"int four = 4; four + 3\") * 1"));
        assertEquals("8", live.value("four * 2"));
        assertEquals(
                "5",
                live.value(
                        "int sum(int a) throws Exception { return (int) eval(\"3\") + a; }\n"
                                + "sum(2)"));
        assertEquals("10", live.value("eval(\"eval(\\\"5\\\")\").hashCode() * 2"));
        assertTrue(live.failure("eval(\"int x = ;\")").contains("does not compile"));
        assertTrue(live.failure("eval(\"1 / 0\")").contains("by zero"));
        assertEquals("after", live.value("\"after\""));
    }

    /** The thread that asks may be one that the cell has left behind. */
    @Test
    void threadsOfACellRunCodeBesideTheNext() {
        live.value(
                """
                var asked = new java.util.concurrent.CompletableFuture<Object>();
                Thread.startVirtualThread(() -> {
                    try {
                        for (int i = 0; i < 20; i++) eval("int t" + i + " = " + i);
                        asked.complete(eval("t19"));
                    } catch (Exception e) { asked.completeExceptionally(e); }
                });
                1\
                """);
        for (int i = 0; i < 20; i++) {
            assertEquals("" + 2 * i, live.value("int c" + i + " = " + i + ";\nc" + i + " * 2"));
        }
        assertEquals("19", live.value("asked.get(60, java.util.concurrent.TimeUnit.SECONDS)"));
        assertEquals("38", live.value("t19 + c19"));
    }

    @Test
    void onesOwn() {
        live.printedBy("io.juggler.api.Magics.define(\"mine\", \"\", (a, b) -> a.size());");
        assertEquals("2", live.value("int n = %mine a b\nn"));
        assertTrue(live.printedBy("%lsmagic").contains("%mine"));
        assertTrue(live.printedBy("%history -n 1").contains("%lsmagic"));
    }
}
