package io.juggler.server.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
class MagicSourceTest {
    private static final Set<String> KNOWN = Set.of("maven", "sh", "time");

    private static MagicSource.Parsed parse(String source) {
        return MagicSource.parse(source, KNOWN::contains);
    }

    /** The parts, one a line: code as it is, and magics with an arrow before them. */
    private static String parts(String source) {
        return parse(source).pieces().stream()
                .map(
                        piece ->
                                switch (piece) {
                                    case MagicSource.Code(var text) -> text;
                                    case MagicSource.Line(var call) ->
                                            "-> " + call.name() + call.arguments();
                                })
                .collect(Collectors.joining("\n~\n"));
    }

    @Test
    void aMagicOnItsOwnLineCutsTheCell() {
        assertEquals(
                "int x = 1;\n\n~\n-> maven[g:a:1]\n~\n\n\nimport g.A;",
                parts("int x = 1;\n%maven g:a:1\n\nimport g.A;").replace("\n\n\n\n", "\n\n\n"));
    }

    @Test
    void codeKeepsItsLines() {
        var code = (MagicSource.Code) parse("%maven a\n%maven b\nfoo();\nbar();").pieces().get(2);
        assertEquals(List.of("", "", "foo();", "bar();"), code.text().lines().toList());
    }

    @Test
    void aMagicBehindAnEqualsSignIsACallAndEndsItsPart() {
        assertEquals(
                "var j = io.juggler.api.Magics.line(\"maven\", \"g:a:1\");\n~\n\nj.size()",
                parts("var j = %maven g:a:1\nj.size()").replace("\n\n~", "\n~"));
    }

    @Test
    void aMagicInBracesIsACall() {
        assertEquals(
                "void f() {\n  io.juggler.api.Magics.line(\"sh\", \"ls\");\n}",
                parts("void f() {\n  %sh ls\n}"));
    }

    @Test
    void whatLooksLikeAMagicInALiteralOrACommentIsNone() {
        for (var source :
                List.of(
                        "String s = \"\"\"\n%sh ls\n\"\"\";",
                        "/*\n%sh ls\n*/ int x = 1;",
                        "// %sh ls\nint y = 2;",
                        "String s = \"= %sh\";",
                        "char c = '\"'; String t = \"a\\\"=%sh\";")) {
            assertEquals(source, parts(source));
        }
    }

    @Test
    void theRemainderOperatorIsNoMagic() {
        for (var source :
                List.of(
                        "int x = a %b;",
                        "int x = 17\n  %b;",
                        "f(17\n  %time, 2);",
                        "int x = (3 + 4)\n%unknown;",
                        "x %= maven;",
                        "int x = y\n %(4);")) {
            assertEquals(source, parts(source));
        }
    }

    @Test
    void aMagicThatIsKnownMayFollowCodeWithoutASemicolon() {
        assertEquals("f()\n\n~\n-> time[g()]", parts("f()\n%time g()"));
    }

    @Test
    void aCellMagicTakesTheWholeCell() {
        var parsed = parse("\n  %%bash -x \"a b\"\necho 1\n%sh no\n");
        assertEquals("bash", parsed.cell().name());
        assertEquals(List.of("-x", "a b"), parsed.cell().arguments());
        assertEquals("echo 1\n%sh no\n", parsed.cell().body());
        assertEquals(2, parsed.cell().line());
    }

    @Test
    void aCellMagicElsewhereIsAMistake() {
        var parsed = parse("int x = 1;\n%%bash\nls");
        assertNotNull(parsed.mistake());
        assertEquals(2, parsed.mistake().line());
        assertNull(parse("int x = 5 %3;").mistake());
    }

    @Test
    void dependenciesInCommentsComeFirst() {
        assertEquals(
                "-> DEPS[g:a:1, g:b:2]\n~\nint x = 1;\n//DEPS g:a:1 g:b:2\nf();",
                parts("int x = 1;\n//DEPS g:a:1 g:b:2\nf();"));
    }

    @Test
    void argumentsAreSplitAtBlanksAndKeptTogetherByQuotes() {
        assertEquals(List.of("a", "b c", "d"), Call.split(" a  \"b c\" d "));
        assertEquals(List.of("say \"hi\"", ""), Call.split("\"say \\\"hi\\\"\" \"\""));
        assertEquals(List.of("C:\\dir\\file.jar"), Call.split("C:\\dir\\file.jar"));
        assertEquals(List.of("--from=a b"), Call.split("--from=\"a b\""));
    }

    @Property
    void whatIsMaskedHasTheSameLines(
            @ForAll @CharRange(from = ' ', to = '~') String first, @ForAll("cells") String cell) {
        var source = first + "\n" + cell;
        var parsed = parse(source);
        if (parsed.cell() == null) {
            assertEquals(source.length(), parsed.masked().length(), source);
            for (int i = 0; i < source.length(); i++) {
                assertEquals(source.charAt(i) == '\n', parsed.masked().charAt(i) == '\n', source);
            }
        }
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> cells() {
        return net.jqwik.api.Arbitraries.of(
                        "%sh ls",
                        "x = %maven a",
                        "{",
                        "}",
                        "(",
                        ")",
                        "\"",
                        "\"\"\"",
                        "/*",
                        "*/",
                        "// a",
                        "int x = 1;",
                        "'",
                        "%%bash",
                        "x\n%time",
                        "\n",
                        " ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
