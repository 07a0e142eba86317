package io.juggler.server.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.LiveEngine;
import io.juggler.server.engine.Outcome;
import io.juggler.testing.SourceFiles;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Cells through JShell in a real worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class JShellEngineIT {
    private LiveEngine engine;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        engine =
                new LiveEngine(
                        folder,
                        List.of(lab(folder)),
                        (worker, classPath) -> new JShellEngine(worker, classPath, List.of()));
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    /** A lab of this test's own: the engine knows the lab by its names alone. */
    private static Path lab(Path folder) throws Exception {
        var classes = Files.createDirectories(folder.resolve("lab"));
        Files.createDirectories(folder.resolve("src"));
        var lab =
                """
                package io.juggler.lab;
                public final class Lab {
                    public interface Work<T> { T run(int i) throws Exception; }
                    public static <T> Task<T> task(String name, Work<T> work) { return new Task<T>(name); }
                    public static void action(String name, java.util.function.IntConsumer work) {}
                    public static <T> T check(T answer) { return answer; }
                    public static String pool(int size) { return "lab" + size; }
                    public static String compare(Task<?> task, int n) { return task.name() + n; }
                }
                """;
        var task = "package io.juggler.lab; public record Task<T>(String name) {}";
        var labFile = Files.writeString(folder.resolve("src/Lab.java"), lab);
        var taskFile = Files.writeString(folder.resolve("src/Task.java"), task);
        SourceFiles.compile(List.of(labFile, taskFile), List.of(), classes);
        return classes;
    }

    @Test
    void onlyAnExpressionShowsItsValue() {
        assertEquals("2", engine.value("1 + 1"));
        assertEquals("7", engine.value("int shown = 7; shown;"));
        assertInstanceOf(Outcome.Empty.class, engine.run("int hidden = 5"));
        assertInstanceOf(Outcome.Empty.class, engine.run("hidden = 6"));
        assertInstanceOf(Outcome.Empty.class, engine.run("(String) null"));
        assertInstanceOf(Outcome.Empty.class, engine.run("// nothing\n"));
        assertEquals("8", engine.value("hidden += 2"));
    }

    @Test
    void aCellOfSeveralStatementsRunsThemInTurn() {
        engine.printed();
        assertEquals(
                "[1, 2]",
                engine.value(
                        "var list = new ArrayList<Integer>();\nlist.add(1);\n"
                                + "System.out.println(\"one\"); list.add(2);\nlist"));
        assertEquals("one\n", engine.printed());
    }

    @Test
    void aCompileErrorPointsIntoTheCell() {
        var error =
                assertInstanceOf(
                        Outcome.CompileError.class, engine.run("int fine = 1;\n\n  String s = 5;"));
        var problem = error.problems().getFirst();
        assertEquals(3, problem.line());
        assertEquals(14, problem.column());
        assertTrue(problem.message().contains("incompatible types"), problem.message());
    }

    @Test
    void nothingRunsWhereACellDoesNotParse() {
        engine.printed();
        var error =
                assertInstanceOf(
                        Outcome.CompileError.class,
                        engine.run("System.out.println(1);\nfoo(1,;\n"));
        assertEquals(2, error.problems().getFirst().line());
        assertEquals("", engine.printed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    int zero = 0;⏎int boom = 1 / zero;                      | 2
                    int zero = 0;⏎⏎// why⏎  1 / zero                        | 4
                    int zero = 0; int boom = 1 / zero;                      | 1
                    int zero = 0;⏎int boom =⏎    1 /⏎    zero;              | 3
                    ⏎⏎int zero = 0; // c⏎/* d */ System.out.print(1 / zero) | 4
                    """)
    void anExceptionNamesTheLineOfItsStatement(String cell, int line) {
        var outcome = engine.run(cell.replace('⏎', '\n'));
        var thrown = assertInstanceOf(Outcome.Thrown.class, outcome).thrown();
        assertEquals(line, thrown.frames().getFirst().getLineNumber());
    }

    @Test
    void framesNameTheCellAndItsLine() {
        engine.run("\nint divide(int by) {\n    return 10 / by;\n}");
        int defined = engine.cell();
        var outcome =
                engine.run(
                        "int a = 1;\n\n"
                                + "try { divide(0); }\n"
                                + "catch (ArithmeticException e) { throw new"
                                + " IllegalStateException(\"no\", e); }");
        var thrown = assertInstanceOf(Outcome.Thrown.class, outcome).thrown();
        assertEquals("java.lang.IllegalStateException", thrown.type());
        var top = thrown.frames().getFirst();
        assertEquals("cell [" + engine.cell() + "]", top.getFileName());
        assertEquals(4, top.getLineNumber());
        var cause = thrown.cause().frames();
        assertEquals("cell [" + defined + "]", cause.get(0).getFileName());
        assertEquals(3, cause.get(0).getLineNumber());
        assertEquals("divide", cause.get(0).getMethodName());
        assertEquals("cell [" + engine.cell() + "]", cause.get(1).getFileName());
        assertEquals(3, cause.get(1).getLineNumber());
    }

    @Test
    void aMethodMayReferToWhatIsNotDefinedYet() {
        assertInstanceOf(Outcome.Empty.class, engine.run("int early() { return late() + 1; }"));
        var thrown = assertInstanceOf(Outcome.Thrown.class, engine.run("early()")).thrown();
        assertTrue(thrown.message().contains("early needs method late()"), thrown.message());
        engine.run("int late() { return 41; }");
        assertEquals("42", engine.value("early()"));
    }

    @Test
    void aBusyLoopIsInterruptedAndTheStateIsKept() throws Exception {
        engine.run("int kept = 3;");
        int cell = engine.cell() + 1;
        var ending = CompletableFuture.supplyAsync(() -> engine.run("while (true) { }"));
        while (!engine.engine().interrupt(cell)) {
            Thread.onSpinWait();
        }
        while (!ending.isDone()) {
            engine.engine().interrupt(cell);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertInstanceOf(Outcome.Interrupted.class, ending.get(20, TimeUnit.SECONDS));
        assertEquals("3", engine.value("kept"));
    }

    @Test
    void definitionsOutliveTheWorker() {
        engine.run(
                """
                import java.util.concurrent.atomic.AtomicLong;
                record Point(int x, int y) {}
                int twice(int n) { return 2 * n; }
                int lost = 1;
                """);
        var died = assertInstanceOf(Outcome.WorkerDied.class, engine.run("System.exit(3)"));
        assertTrue(died.reason().contains("System.exit(3)"), died.reason());
        assertEquals("Point[x=1, y=4]", engine.value("new Point(1, twice(2))"));
        assertEquals("5", engine.value("new AtomicLong(5).get()"));
        assertInstanceOf(Outcome.CompileError.class, engine.run("lost"));
    }

    @Test
    void theLabsNamesNeedNoImportAndLoseAgainstTheUsers() throws Exception {
        assertEquals("fetch5", engine.value("compare(task(\"fetch\", i -> i), 5)"));
        assertEquals("Task[z=1]", engine.value("record Task(int z) {}\nnew Task(1)"));
        assertEquals("lab1", engine.value("pool(check(1))"));
        engine.run("String compare(int a) { return \"mine\" + a; }");
        int mine = engine.cell();
        assertEquals("mine1", engine.value("compare(1)"));
        assertEquals("mine2", engine.value("String pool(int n) { return \"mine\" + n; }\npool(2)"));
        assertEquals(
                "mine3",
                engine.value("String check(Integer n) { return \"mine\" + n; }\ncheck(3)"));
        assertEquals("7", engine.value("class Run { int laps = 7; }\nnew Run().laps"));
        var error =
                assertInstanceOf(
                        Outcome.CompileError.class,
                        engine.run("compare(Lab.task(\"fetch\", i -> i), 5)"));
        var message = error.problems().getFirst().message();
        assertTrue(message.contains("cell [" + mine + "]"), message);
        assertTrue(message.contains("Lab.compare("), message);
        assertEquals("fetch5", engine.value("Lab.compare(Lab.task(\"fetch\", i -> i), 5)"));
    }

    @Test
    void workWithoutAResultIsPointedToAction() {
        var error =
                assertInstanceOf(
                        Outcome.CompileError.class,
                        engine.run("task(\"print\", i -> System.out.println(i))"));
        var message = error.problems().getFirst().message();
        assertTrue(message.contains("action(name, i -> …)"), message);
    }

    @Test
    void completionDoesNotWaitForARunningCell() throws Exception {
        engine.run("int completionTarget = 1;");
        int cell = engine.cell() + 1;
        var ending = CompletableFuture.supplyAsync(() -> engine.run("Thread.sleep(20_000)"));
        var found = engine.engine().complete("completionTar", 13);
        assertFalse(ending.isDone());
        assertEquals("completionTarget", found.items().getFirst().text());
        while (!ending.isDone()) {
            engine.engine().interrupt(cell);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
