package io.juggler.server.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class JavaTextTest {
    @Test
    void codeIsCutBeforeWhatCallsEval() {
        assertEquals(List.of("1 + 1"), JavaText.cutBeforeEval("1 + 1"));
        assertEquals(
                List.of("int a = 1;", " int b = eval(\"a\");", "\n eval(\"b\")"),
                JavaText.cutBeforeEval("int a = 1; int b = eval(\"a\");\n eval(\"b\")"));
        assertEquals(
                List.of("void f() { a(); }", "\n\nfor (;;) { b(); eval(\"a\"); }"),
                JavaText.cutBeforeEval("void f() { a(); }\n\nfor (;;) { b(); eval(\"a\"); }"));
    }

    @Test
    void otherThingsOfThatNameCutNothing() {
        for (var code :
                List.of(
                        "int a; script.eval(\"a\")",
                        "int a; reeval(a)",
                        "int a; var s = \"eval(a)\";",
                        "int a; var eval = 1;")) {
            assertEquals(List.of(code), JavaText.cutBeforeEval(code));
        }
    }
}
