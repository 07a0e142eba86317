package io.juggler.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.jshell.JShellEngine;
import io.juggler.server.engine.whole.WholeCellEngine;
import io.juggler.server.session.ErrorText;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What trips people in JShell: each works, or is explained with the fix. A {@code main} alone in a
 * cell is the session's matter, and preview features on one side alone are {@code PreviewIT}'s.
 */
@Timeout(180)
class JShellTrapsIT {
    private static final Map<Kind, LiveEngine> ENGINES = new EnumMap<>(Kind.class);

    enum Kind {
        WHOLE,
        JSHELL
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        ENGINES.put(
                Kind.WHOLE,
                new LiveEngine(
                        folder.resolve("whole"),
                        List.of(),
                        (worker, classPath) -> new WholeCellEngine(worker, classPath, List.of())));
        ENGINES.put(
                Kind.JSHELL,
                new LiveEngine(
                        folder.resolve("jshell"),
                        List.of(),
                        (worker, classPath) -> new JShellEngine(worker, classPath, List.of())));
    }

    @AfterAll
    static void stop() {
        ENGINES.values().forEach(LiveEngine::close);
    }

    @Test
    void aSynchronizedMethodIsAllowed() {
        var whole = ENGINES.get(Kind.WHOLE);
        whole.run("int count = 0;\nsynchronized void up() { count++; }");
        whole.run(
                """
                var threads = new ArrayList<Thread>();
                for (int i = 0; i < 4; i++) {
                    threads.add(Thread.startVirtualThread(
                            () -> { for (int n = 0; n < 20_000; n++) up(); }));
                }
                for (var each : threads) each.join();
                """);
        assertEquals("80000", whole.value("count"));
    }

    @ParameterizedTest
    @EnumSource
    void allOfJavaBaseIsImported(Kind kind) {
        var engine = ENGINES.get(kind);
        assertEquals("[2, 4]", engine.value("Stream.of(1, 2).map(x -> 2 * x).toList()"));
        assertEquals(
                "3",
                engine.value(
                        """
                        int sum;
                        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
                            sum = all.submit(() -> 1 + 2).get();
                        }
                        sum\
                        """));
        assertEquals("7", engine.value("new AtomicInteger(7)"));
        assertEquals("true", engine.value("Files.isDirectory(Path.of(\".\"))"));
    }

    @ParameterizedTest
    @EnumSource
    void printlnAloneIsExplained(Kind kind) {
        var engine = ENGINES.get(kind);
        var code = "println(\"up\")";
        var shown = ErrorText.of(new Cell(1, "cell [1]", code), engine.run(code)).orElseThrow();
        var text = String.join("\n", shown.traceback());
        assertTrue(text.contains("IO.println"), text);
        assertEquals("up\n", engine.printedBy("IO.println(\"up\");"));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasStoppedIsNotTakenForDone(Kind kind) throws Exception {
        var engine = ENGINES.get(kind);
        engine.run("int kept = 5;");
        var stopped =
                CompletableFuture.supplyAsync(
                        () -> engine.run("IO.println(\"in it\");\nwhile (true) { }"));
        var printed = new StringBuilder();
        while (!printed.toString().contains("in it")) {
            printed.append(engine.printed());
            Thread.sleep(5);
        }
        assertTrue(engine.engine().interrupt(engine.cell()));
        assertInstanceOf(Outcome.Interrupted.class, stopped.get(60, TimeUnit.SECONDS));
        assertEquals("5", engine.value("kept"));
    }

    @ParameterizedTest
    @EnumSource
    void anExitCostsVariablesAlone(Kind kind) {
        var engine = ENGINES.get(kind);
        engine.run("record Ball(int grams) {}\nint twice(int n) { return 2 * n; }\nint lost = 1;");
        var died = assertInstanceOf(Outcome.WorkerDied.class, engine.run("System.exit(3);"));
        assertTrue(died.reason().contains("System.exit(3)"), died.reason());
        assertTrue(died.kept().contains("variables"), died.kept());
        assertEquals("8", engine.value("twice(new Ball(4).grams())"));
        assertTrue(
                !(engine.run("lost") instanceof Outcome.Value(var bundle))
                        || !bundle.plainText().equals("1"));
    }

    @ParameterizedTest
    @EnumSource
    void aPreviewFeatureIsNoSilentNull(Kind kind) {
        var engine = ENGINES.get(kind);
        var message =
                engine.failure("Object o = 7;\nswitch (o) { case int i -> i; default -> 0; }");
        assertTrue(message.contains("preview"), message);
    }
}
