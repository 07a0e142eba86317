package io.juggler.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.Engine.Completeness;
import io.juggler.server.engine.Engine.Completions;
import io.juggler.server.engine.JShellAnalysis.Declaration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

class JShellAnalysisTest {
    private static JShellAnalysis analysis;

    @BeforeAll
    static void start() {
        analysis =
                new JShellAnalysis(
                        DefaultImports.of(List.of())::declarations, List.of(), List.of());
        analysis.learn(
                List.of(
                        new Declaration("variable name", "String name;"),
                        new Declaration("method twice(int)", "int twice(int n) { return 2 * n; }"),
                        new Declaration("type Ball", "class Ball { void hop() {} }")));
        // The first question pays for the compiler's start, so that no later one meets the limit on
        // waiting.
        assertTrue(complete("name.leng").items().size() <= 1);
    }

    @AfterAll
    static void stop() {
        analysis.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name.leng                                   | length()
                    twi                                         | twice(
                    new Ball().ho                               | hop()
                    var xs = new ArrayList<String>(); xs.addAl  | addAll(
                    int a = 1; record P(int left) {} new P(1).le | left()
                    import java.util.*; name.leng               | length()
                    int f() { return name.leng                  | length()
                    """)
    void aNameIsCompleted(String source, String expected) {
        var completions = complete(source);
        assertTrue(
                completions.items().stream().anyMatch(item -> item.text().equals(expected)),
                () -> source + " gave " + completions);
        int start = completions.start();
        assertTrue(
                expected.startsWith(source.substring(start, completions.end())),
                () -> source + " at " + start);
    }

    @Test
    void whatStandsBehindTheCursorDoesNotMatter() {
        var completions = analysis.complete("name.leng; int z = ;", 9);
        assertEquals("length()", completions.items().getFirst().text());
        assertEquals(5, completions.start());
        assertEquals(9, completions.end());
    }

    @Test
    void aNewDefinitionReplacesTheOldOne() {
        for (var type : List.of("int", "String", "List<String>", "String")) {
            analysis.learn(List.of(new Declaration("variable changing", type + " changing;")));
            complete("changing.");
        }
        assertEquals("length()", complete("changing.leng").items().getFirst().text());
    }

    @Test
    void whatIsSaidAgainAndTakenBackIsAsItWas() {
        analysis.learn(List.of(new Declaration("variable twin", "String twin;")));
        complete("twin.");
        analysis.learn(List.of(new Declaration("variable twin", "int twin;")));
        analysis.learn(List.of(new Declaration("variable twin", "String twin;")));
        assertEquals("length()", complete("twin.leng").items().getFirst().text());
    }

    @Test
    void aQuestionDuringACellKnowsWhatCellsBeforeItDefined() {
        analysis.begin();
        try {
            analysis.learn(List.of(new Declaration("variable during", "String during;")));
            assertEquals("length()", complete("during.leng").items().getFirst().text());
        } finally {
            analysis.end();
        }
    }

    @Test
    void nothingIsTakenInWhileACellRuns() throws InterruptedException {
        try (var quiet = new JShellAnalysis(List::of, List.of(), List.of())) {
            quiet.begin();
            quiet.learn(List.of(new Declaration("variable x", "int x;")));
            assertFalse(quiet.settles(Duration.ofMillis(1_500)), "the cell was disturbed");
            quiet.end();
            assertTrue(quiet.settles(Duration.ofSeconds(60)), "it was never taken in");
        }
    }

    @Test
    void methodsAndClassesAreDocumented() {
        var substring = analysis.document("name.substring(1)", 8);
        assertEquals(2, substring.size());
        assertTrue(substring.getFirst().signature().startsWith("String String.substring("));
        assertTrue(substring.getFirst().javadoc().contains("substring"));
        assertTrue(analysis.document("String", 3).getFirst().signature().contains("String"));
        assertTrue(
                analysis.document("twice(2)", 2).getFirst().signature().contains("twice(int n)"));
        assertEquals(List.of(), analysis.document("noSuchThing", 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 1",
                "int x = 5;",
                "",
                "// only a comment",
                "class A {}\nint f() { return 1; }"
            })
    void isComplete(String source) {
        assertInstanceOf(Completeness.Complete.class, analysis.completeness(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int f() {",
                "for (int i = 0; i < 3; i++) {",
                "foo(",
                "/* open",
                "String s = \"\"\"\n a"
            })
    void isIncomplete(String source) {
        assertInstanceOf(Completeness.Incomplete.class, analysis.completeness(source));
    }

    @Test
    void anIncompleteTextIsIndented() {
        assertEquals(
                new Completeness.Incomplete("        "),
                analysis.completeness("class A {\n    void f() {"));
    }

    @Test
    void isInvalid() {
        assertInstanceOf(Completeness.Invalid.class, analysis.completeness("int 5x = }"));
        assertInstanceOf(Completeness.Invalid.class, analysis.completeness("int 5x = 3;"));
    }

    private static Completions complete(String source) {
        return analysis.complete(source, source.length());
    }
}
