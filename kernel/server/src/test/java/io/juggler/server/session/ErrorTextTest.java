package io.juggler.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.MimeBundle;
import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Outcome;
import io.juggler.server.engine.Outcome.Problem;
import io.juggler.server.protocol.ErrorInfo;
import io.juggler.wire.ThrownInfo;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class ErrorTextTest {
    private static final Cell CELL =
            new Cell(7, "cell [3]", "int a = 1;\n\tint b = \"x\";\nint c = a;\n");

    @Test
    void whatEndedWellIsNoError() {
        assertTrue(ErrorText.of(CELL, new Outcome.Empty()).isEmpty());
        assertTrue(ErrorText.of(CELL, new Outcome.Value(MimeBundle.text("1"))).isEmpty());
    }

    @Test
    void aCompileErrorShowsTheLineWithAMarkUnderThePlace() {
        var error =
                error(
                        new Outcome.CompileError(
                                List.of(
                                        new Problem(
                                                "incompatible types\n"
                                                        + "String cannot be converted to int",
                                                2,
                                                10,
                                                3))));
        assertEquals("CompileError", error.name());
        assertEquals("line 2: incompatible types", error.value());
        assertEquals(
                """
                cell [3] does not compile
                line 2: incompatible types
                 1 │ int a = 1;
                 2 │ \tint b = "x";
                   │ \t        ^^^
                  String cannot be converted to int\
                """,
                plain(error));
    }

    @Test
    void aMarkNeverLeavesItsLine() {
        var error =
                error(
                        new Outcome.CompileError(
                                List.of(
                                        new Problem("too long", 3, 9, 99),
                                        new Problem("behind the end", 1, 99, 5))));
        assertEquals(
                """
                cell [3] does not compile: 2 errors
                line 3: too long
                 2 │ \tint b = "x";
                 3 │ int c = a;
                   │         ^^
                line 1: behind the end
                 1 │ int a = 1;
                   │           ^\
                """,
                plain(error));
    }

    @Test
    void aProblemWithoutAPlaceIsSaidAlone() {
        var error =
                error(
                        new Outcome.CompileError(
                                List.of(
                                        new Problem("no place", 0, 0, 0),
                                        new Problem("outside", 99, 1, 1))));
        assertEquals("no place", error.value());
        assertEquals("cell [3] does not compile: 2 errors\nno place\noutside", plain(error));
    }

    @Test
    void manyErrorsAreCutAndCounted() {
        var error =
                error(
                        new Outcome.CompileError(
                                Collections.nCopies(12, new Problem("again", 0, 0, 0))));
        assertEquals("… and 2 more", error.traceback().getLast());
        assertEquals(12, error.traceback().size());
    }

    @Test
    void aStackTraceNamesCellsAndFoldsWhatIsInternal() {
        var thrown =
                new ThrownInfo(
                        "java.lang.IllegalStateException",
                        "outer",
                        List.of(
                                frame("cell2.Cell", "square", "cell [2]", 4),
                                frame("jdk.internal.reflect.Accessor", "invoke", "A.java", 1),
                                frame("java.lang.reflect.Method", "invoke", "M.java", 1),
                                frame("java.util.ArrayList", "forEach", "ArrayList.java", 1596),
                                frame("cell3.Cell", "", "cell [3]", 5),
                                frame("java.lang.reflect.Method", "invoke", "M.java", 1),
                                frame("io.juggler.worker.CellThread", "run", "C.java", 9),
                                frame("java.lang.Thread", "run", "Thread.java", 1474)),
                        new ThrownInfo(
                                "java.io.IOException",
                                null,
                                List.of(
                                        frame("java.io.Reader", "read", "Reader.java", 12),
                                        frame("cell3.Cell", "", "cell [3]", 5)),
                                null,
                                List.of()),
                        List.of(
                                new ThrownInfo(
                                        "Suppressed1", "closed", List.of(), null, List.of())));
        var error = error(new Outcome.Thrown(thrown));
        assertEquals("java.lang.IllegalStateException", error.name());
        assertEquals("outer", error.value());
        assertEquals(
                """
                java.lang.IllegalStateException: outer
                    at square (cell [2], line 4)
                    … 2 internal frames
                    at java.util.ArrayList.forEach(ArrayList.java:1596)
                    at cell [3], line 5
                    Suppressed: Suppressed1: closed
                Caused by: java.io.IOException
                    at java.io.Reader.read(Reader.java:12)
                    at cell [3], line 5\
                """,
                plain(error));
    }

    @Test
    void framesThatACauseSharesAreNotRepeated() {
        var shared =
                List.of(
                        frame("cell3.Cell", "b", "cell [3]", 2),
                        frame("cell3.Cell", "", "cell [3]", 5));
        var inner = new ArrayList<>(shared);
        inner.addFirst(frame("cell3.Cell", "a", "cell [3]", 1));
        var error =
                error(
                        new Outcome.Thrown(
                                new ThrownInfo(
                                        "Outer",
                                        null,
                                        shared,
                                        new ThrownInfo("Inner", null, inner, null, List.of()),
                                        List.of())));
        assertEquals(
                """
                Outer
                    at b (cell [3], line 2)
                    at cell [3], line 5
                Caused by: Inner
                    at a (cell [3], line 1)
                    … 2 frames in common\
                """,
                plain(error));
    }

    @Test
    void aDeepStackIsShownAtBothEnds() {
        var frames =
                new ArrayList<>(Collections.nCopies(1024, frame("cell3.Cell", "f", "cell [3]", 2)));
        frames.add(frame("cell3.Cell", "", "cell [3]", 5));
        var thrown = new ThrownInfo("java.lang.StackOverflowError", null, frames, null, List.of());
        var error = error(new Outcome.Thrown(thrown));
        assertEquals(22, error.traceback().size());
        assertEquals("    … 1005 more frames", error.traceback().get(11));
        assertEquals("    at cell [3], line 5", plain(error).lines().toList().getLast());
        var whole = StackTrace.whole(thrown).orElseThrow();
        var html = (String) whole.data().get("text/html");
        assertTrue(html.startsWith("<details><summary>"), html);
        assertEquals(1026, html.lines().count());
        assertTrue(whole.plainText().contains("1026 lines"), whole.plainText());
    }

    @Test
    void whatHasAFixIsSaidWithIt() {
        for (var each :
                List.of(
                        List.of(
                                "cannot find symbol\n  symbol:   method println(String)",
                                "Java has it as IO.println(…)."),
                        List.of(
                                "patterns are a preview feature (use --enable-preview)",
                                "%preview on"))) {
            var problem = new Outcome.Problem(each.getFirst(), 1, 1, 3);
            var text = plain(error(new Outcome.CompileError(List.of(problem))));
            assertTrue(text.contains(each.getLast()), text);
        }
    }

    @Test
    void aStackThatIsShownWholeIsShownOnce() {
        var thrown =
                new ThrownInfo(
                        "A",
                        "<b>",
                        List.of(frame("cell3.Cell", "f", "cell [3]", 2)),
                        null,
                        List.of());
        assertTrue(StackTrace.whole(thrown).isEmpty());
    }

    @Test
    void anInterruptSaysWhereTheCellWas() {
        var error =
                error(new Outcome.Interrupted(List.of(frame("cell3.Cell", "loop", "cell [3]", 9))));
        assertEquals("Interrupted", error.name());
        assertEquals("Interrupted\n    at loop (cell [3], line 9)", plain(error));
    }

    private static ErrorInfo error(Outcome outcome) {
        return ErrorText.of(CELL, outcome).orElseThrow();
    }

    private static String plain(ErrorInfo error) {
        return String.join("\n", error.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static StackTraceElement frame(String type, String method, String file, int line) {
        return new StackTraceElement(type, method, file, line);
    }
}
