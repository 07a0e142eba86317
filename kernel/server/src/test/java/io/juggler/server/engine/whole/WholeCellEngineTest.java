package io.juggler.server.engine.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Outcome;
import io.juggler.testing.SourceFiles;

import notebook.Links;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the differential tests cannot see: positions, messages, and what is kept. */
class WholeCellEngineTest {
    @TempDir private Path folder;
    private final LocalWorker worker = new LocalWorker();
    private WholeCellEngine engine;
    private int cells;

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    int x = 5;;  String s = x;                | 1 | 25 | 1
                    int a = 1;⏎⏎    foo(a);                   | 3 | 5  | 3
                    class A {⏎  int f() {⏎    return "x";⏎  }⏎} | 3 | 12 | 3
                    import java.util.*;⏎int f() { return "y"; } | 2 | 18 | 3
                    int a = 1⏎int b = 2;                      | 1 | 10 | 1
                    var x = nothing;                          | 1 | 9  | 7
                    int a;⏎var x = new Nothing();             | 2 | 13 | 7
                    var x = 99999999999;                      | 1 | 9  | 1
                    /* c */ int[] a = {1, "b"};               | 1 | 23 | 3
                    int f( {                                  | 1 | 6  | 1
                    """)
    void aCompileErrorPointsIntoTheCell(String cell, int line, int column, int length) {
        var error = assertInstanceOf(Outcome.CompileError.class, run(cell.replace('⏎', '\n')));
        var problem = error.problems().getFirst();
        assertEquals(
                line + ":" + column + "+" + length,
                problem.line() + ":" + problem.column() + "+" + problem.length(),
                problem::message);
    }

    @Test
    void messagesDoNotShowGeneratedNames() {
        run("record P(int x) {}\nint f(P p) { return p.x(); }");
        var error =
                assertInstanceOf(
                        Outcome.CompileError.class, run("String s = new P(1);\nf(2); g()"));
        for (var problem : error.problems()) {
            assertTrue(
                    !problem.message().contains("Cell") && !problem.message().contains("notebook"),
                    problem::message);
        }
        assertEquals(
                "incompatible types: P cannot be converted to String",
                error.problems().getFirst().message());
    }

    @Test
    void aStackTraceSpeaksOfCells() {
        run(
                """
                int deep(int n) {

                    if (n == 0) throw new IllegalStateException("deep");
                    return deep(n - 1);
                }\
                """);
        var thrown =
                assertInstanceOf(Outcome.Thrown.class, run("int a = 1;\n\nint b =\n    deep(1);"));
        var frames =
                thrown.thrown().frames().stream()
                        .limit(3)
                        .map(
                                f ->
                                        f.getFileName()
                                                + ":"
                                                + f.getLineNumber()
                                                + " "
                                                + f.getMethodName())
                        .toList();
        assertEquals(List.of("cell [1]:3 deep", "cell [1]:4 deep", "cell [2]:4 "), frames);
    }

    @Test
    void aVariableThatWasNotReachedIsNotKnown() {
        run("int old = 1;");
        assertInstanceOf(
                Outcome.Thrown.class,
                run(
                        """
                        int first = 1;
                        if (first == 1) throw new RuntimeException();
                        int second = 2;
                        String old = "";\
                        """));
        assertEquals("value 1", answer("first"));
        assertEquals(Answer.NO_COMPILE, answer("second"));
        assertEquals("value 2", answer("old + 1"));
    }

    @Test
    void aMethodThatMissesSomethingSaysWhat() {
        run("\nint f() { return later + 1; }");
        var thrown = assertInstanceOf(Outcome.Thrown.class, run("f()")).thrown();
        assertEquals(
                "the method f cannot be called: variable later is not defined (cell [1], line 2)",
                thrown.message());
    }

    @Test
    void aTypeThatMissesSomethingSaysWhat() {
        run("class B extends A {}");
        var error = assertInstanceOf(Outcome.CompileError.class, run("new B()"));
        assertTrue(
                error.problems()
                        .getFirst()
                        .message()
                        .endsWith(
                                "B was declared in cell [1], but class A is not defined (cell [1],"
                                        + " line 1)"),
                error::toString);
    }

    @Test
    void whatIsDefinedAndUsedInOneCellDoesNotWait() {
        assertInstanceOf(
                Outcome.CompileError.class,
                run("int f() { return typo; }\nSystem.out.println(\"no\");\nf()"));
    }

    @Test
    void aVariableKeepsItsInstanceWhenItsTypeIsDefinedAgain() {
        run("class A { int n = 1; }");
        run("A a = new A(); a.n = 7;");
        run("class A { int n = 2; }");
        assertEquals("value 7", answer("a.n"));
        var error = assertInstanceOf(Outcome.CompileError.class, run("a = new A();"));
        assertTrue(
                error.problems()
                        .getFirst()
                        .message()
                        .contains(
                                "a is still of the type A that was replaced in cell [3]: run its"
                                        + " declaration (cell [2]) again"),
                error::toString);
    }

    @Test
    void synchronizedMethodsAreAllowed() {
        assertEquals(
                Answer.NOTHING,
                answer("synchronized int f() { return Thread.holdsLock(new Object()) ? 1 : 2; }"));
        assertEquals("value 2", answer("f()"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    return 5;                                                    | value 5
                    int x = 6;⏎return x;                                         | value 6
                    return "a" + 1                                               | value a1
                    for (int i = 0; ; i++) { if (i == 4) return i; }             | value 4
                    if (1 > 2) return "no"; int y = 7; y                         | value 7
                    if (1 < 2) return "yes"; System.out.println("no"); 8         | value yes
                    return 1; throw new RuntimeException();                      | value 1
                    Runnable r = () -> { return; }; if (1 > 2) return 3;         | -
                    Supplier<String> s = () -> { return "s"; };⏎s.get()          | value s
                    return null;                                                 | -
                    return;                                                      | does not compile
                    """)
    void aCellMayReturnItsValueAsInIJava(String cell, String answer) {
        run("import java.util.function.*;");
        assertEquals(answer, answer(cell.replace('⏎', '\n')));
    }

    @Test
    void aValueHasItsCellsNumberAsAName() {
        run("List.of(3, 4)");
        assertEquals("value 4", answer("$1.get(1)"));
        assertEquals("value 12", answer("$2 * $1.get(0)"));
        assertEquals("value 13", answer("$3 + 1"));
        assertEquals("value 17", answer("$4 + $2"));
        assertEquals(Answer.NO_COMPILE, answer("$9"));
        run("record P(int x) {}\nnew P(8)");
        assertEquals("value 8", answer("$7.x()"));
        assertEquals(Answer.NOTHING, answer("int $3 = 1;"));
        assertEquals("value 1", answer("$3"));
    }

    @Test
    void aValueThatIsNotKeptAnyMoreSaysWhatToDo() {
        run("List.of(1)");
        for (int i = 0; i < Links.KEPT; i++) {
            run("" + i);
        }
        assertEquals(Answer.NO_COMPILE, answer("$1"));
        assertEquals("value 99", answer("$101"));
        run("if (true) throw new RuntimeException(); 5");
        var thrown = assertInstanceOf(Outcome.Thrown.class, run("$104")).thrown();
        assertTrue(thrown.message().endsWith("run that cell again"), thrown::message);
    }

    @Test
    void aCellOfTenThousandLinesRuns() {
        var cell = new StringBuilder("long sum = 0;\n");
        for (int i = 0; i < 10_000; i++) {
            cell.append("sum += ").append(i).append(" * 1L;\n");
        }
        assertEquals("value 49995000", answer(cell + "sum"));
    }

    @Test
    void aStatementThatIsTooLargeSaysSo() {
        var cell = new StringBuilder("int n = 0;\n{\n");
        cell.append("n += System.identityHashCode(\"x\") * 31 + 7; n ^= 12345678;\n".repeat(6_000));
        var error = assertInstanceOf(Outcome.CompileError.class, run(cell + "}"));
        assertTrue(error.problems().getFirst().message().contains("too large"), error::toString);
    }

    @Test
    void anExpressionOfFiveThousandTermsRuns() {
        assertEquals(Answer.NOTHING, answer("int one = 1;"));
        assertEquals("value 5000", answer("one" + " + one".repeat(4_999)));
        assertEquals("value 2", answer("one + one"));
    }

    @Test
    void anExpressionThatIsNestedTooDeeplySaysSo() {
        int levels = 1_000_000;
        var cell = "int n = " + "-(".repeat(levels) + "1" + ")".repeat(levels) + ";";
        var error = assertInstanceOf(Outcome.CompileError.class, run(cell));
        assertTrue(
                error.problems().getFirst().message().contains("too deeply nested"),
                error::toString);
        assertEquals("value 2", answer("1 + 1"));
    }

    @Test
    void runningOneCellAgainAndAgainLeavesNothingBehind() {
        var cell = "class A { int v = 3; }\nint f(A a) { return a.v; }\nint x = f(new A());\nx";
        for (int i = 0; i < 400; i++) {
            assertEquals("value 3", answer(cell));
        }
        assertTrue(worker.groups() < 150, () -> worker.groups() + " groups of classes are loaded");
        assertEquals("value 6", answer("f(new A()) + x"));
    }

    @Test
    void theLabsNamesLoseAgainstTheUsers() throws IOException {
        lab();
        assertEquals("value lab 1", answer("compare(1)"));
        assertEquals("value lab task", answer("new Task()"));
        run(
                "String compare(String s) { return \"user \" + s; }\n"
                        + "class Task { public String toString() { return \"mine\"; } }");
        assertEquals("value user x", answer("compare(\"x\")"));
        assertEquals("value mine", answer("new Task()"));
        var error = assertInstanceOf(Outcome.CompileError.class, run("compare(1)"));
        assertTrue(
                error.problems()
                        .getFirst()
                        .message()
                        .contains(
                                "the method compare of cell [3] hides the lab's: write"
                                        + " Lab.compare(…) for that"),
                error::toString);
        assertEquals("value lab 1", answer("Lab.compare(1)"));
    }

    @Test
    void aStarImportOfTheUsersWinsAgainstTheLab() throws IOException {
        lab();
        run("import other.*;");
        assertEquals("value other task", answer("new Task()"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task(\"t\", i -> { System.out.println(i); })",
                "task(\"t\", i -> System.out.println(i))",
                "task(\"t\", i -> { if (i > 0) return 1; System.out.println(i); })"
            })
    void aLambdaWithoutAValueIsNoTask(String cell) throws IOException {
        lab();
        var message = complaint(cell);
        assertTrue(message.contains("action(name, i -> …)"), message);
    }

    @Test
    void aLambdaWithAnotherValueIsToldNothingOfTasks() throws IOException {
        lab();
        var message =
                complaint(
                        "IntFunction<CompletableFuture<String>> later = i ->"
                                + " task(\"t\", n -> new FutureTask<>(() -> \"x\"))");
        assertTrue(message.contains("in lambda"), message);
        assertFalse(message.contains("action(name"), message);
    }

    private String complaint(String cell) {
        var error = assertInstanceOf(Outcome.CompileError.class, run(cell));
        return error.problems().getFirst().message();
    }

    @Test
    void whatIsAddedToTheClassPathCanBeImported() throws IOException {
        run("1");
        compile("late/Here.java", "package late; public class Here { public static int N = 4; }");
        engine.addToClassPath(List.of(folder));
        assertEquals("value 4", answer("import late.Here;\nHere.N"));
    }

    @Test
    void definitionsAreCompleted() {
        run("var greeting = \"x\";\nrecord Ball(int weight) {}");
        assertEquals("length()", engine.complete("greeting.leng", 13).items().getFirst().text());
        assertEquals("weight()", engine.complete("new Ball(1).wei", 15).items().getFirst().text());
    }

    private void lab() throws IOException {
        compile(
                "io/juggler/lab/Lab.java",
                """
                package io.juggler.lab;
                public class Lab {
                    public static String compare(int n) { return "lab " + n; }
                    public static <T> T task(String name, java.util.function.IntFunction<T> work) { return null; }
                    public static void action(String name, java.util.function.IntConsumer work) {}
                }
                """);
        compile(
                "io/juggler/lab/Task.java",
                "package io.juggler.lab; public class Task { public String toString() { return"
                        + " \"lab task\"; } }");
        compile(
                "other/Task.java",
                "package other; public class Task { public String toString() { return \"other"
                        + " task\"; } }");
        engine = new WholeCellEngine(worker, List.of(folder), List.of());
        worker.addToClassPath(List.of(folder));
    }

    private void compile(String path, String source) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        SourceFiles.compile(List.of(file), List.of(folder), folder);
    }

    private Outcome run(String source) {
        if (engine == null) {
            engine = new WholeCellEngine(worker, List.of(), List.of());
        }
        int id = ++cells;
        return engine.execute(new Cell(id, "cell [" + id + "]", source));
    }

    private String answer(String source) {
        var outcome = run(source);
        return Answer.of(outcome, worker.value);
    }
}
