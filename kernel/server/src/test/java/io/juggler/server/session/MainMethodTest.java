package io.juggler.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class MainMethodTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void main() { }|main();",
                "void main(String[] args) { }|main(new String[0]);",
                "import java.util.*; int n = 3; int f() { return n; } void main() { f(); }|main();",
                "class A { public static void main(String... a) { } }|A.main(new String[0]);",
                "class A { void main() { } }|new A().main();",
                "record B(int x) { } class A { static void main() { } }|A.main();",
                "enum E { X; static void main(String args[]) { } }|E.main(new String[0]);",
            })
    void aSourceFileIsToBeRun(String source, String call) {
        assertEquals(Optional.of(new MainMethod(call, true)), MainMethod.in(source));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void main() { } System.out.println(1);|main();",
                "class A { } class B { static void main(String[] a) { } } int x = 1; x"
                        + "|B.main(new String[0]);",
                "class A { } void main() { } 5|main();",
            })
    void whatHasMoreInItSaysHow(String source, String call) {
        assertEquals(Optional.of(new MainMethod(call, false)), MainMethod.in(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 1;",
                "void main() { } main();",
                "int main(int x) { return x; }",
                "void main(int x) { }",
                "void domain() { }"
            })
    void whatDeclaresNoneOrCallsItDoesNot(String source) {
        assertEquals(Optional.empty(), MainMethod.in(source));
    }

    @Test
    void aQuestionIsToldFromCode() {
        assertEquals(Optional.of(new HelpQuestion("String", 0)), HelpQuestion.in(" String?\n"));
        assertEquals(
                Optional.of(new HelpQuestion("\"a\".indexOf()", 1)),
                HelpQuestion.in("\"a\".indexOf() ??"));
        assertEquals(Optional.of(new HelpQuestion("%time", 0)), HelpQuestion.in("%time?"));
        for (var code :
                new String[] {
                    "", "?", "int a; // why?", "%magic what?", "%sh ls *.jav?", "a\nb?", "a ? b : c"
                }) {
            assertEquals(Optional.empty(), HelpQuestion.in(code), code);
        }
    }
}
