package io.juggler.server.engine.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class TopLevelTest {
    @Test
    void aTextIsCutAroundWhatCallsTheMethod() {
        assertEquals(
                List.of("int a = 1;", " int b = eval(\"a\");", "\n eval (\"b\")"),
                TopLevel.cutAtCalls("int a = 1; int b = eval(\"a\");\n eval (\"b\")", "eval"));
        assertEquals(
                List.of("void f() { a(); }", "\nfor (;;) { eval(\"a\"); }", "\nf(); // eval()"),
                TopLevel.cutAtCalls(
                        "void f() { a(); }\nfor (;;) { eval(\"a\"); }\nf(); // eval()", "eval"));
        assertEquals(
                List.of("f();", " if (a) { b(); } else { eval(\"c\"); }", " g();"),
                TopLevel.cutAtCalls("f(); if (a) { b(); } else { eval(\"c\"); } g();", "eval"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 1",
                "eval(\"1\")",
                "int a; script.eval(\"a\")",
                "int a; reeval(a)",
                "int a; var s = \"then eval(a)\";",
                "int a; // eval(a)",
                "int a; var eval = 1;",
                "void a() { b(); } void b() { eval(\"c\"); }",
                "int a; class B { Object c = eval(\"d\"); }",
                "int a; eval(\"not closed;"
            })
    void whatDoesNotCallItAtOnceIsLeftWhole(String text) {
        assertEquals(List.of(text), TopLevel.cutAtCalls(text, "eval"));
    }

    @Test
    void theLastPieceIsAnExpressionOrNot() {
        assertEquals(
                Optional.of(new TopLevel.Ending("int[] a = {1}; ", "a[0] + 1")),
                TopLevel.expression("int[] a = {1}; a[0] + 1; // one more"));
        assertEquals(Optional.empty(), TopLevel.expression("int a = 1;"));
        assertEquals(Optional.empty(), TopLevel.expression("a; for (;;) { }"));
        assertEquals(Optional.empty(), TopLevel.expression(""));
    }
}
