package io.juggler.server.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.MimeBundle;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.LiveEngine;
import io.juggler.server.engine.Outcome;
import io.juggler.testing.SourceFiles;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Magics over the real engine and one worker that all tests share. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class MagicEngineIT {
    private LiveEngine live;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        live = LiveMagics.start(folder);
    }

    @AfterAll
    void stop() {
        live.close();
    }

    @Test
    void aMagicRunsBetweenTheCodeAboveAndBelow() {
        assertEquals(
                "one\ntwo\nthree\n",
                live.printedBy("IO.println(\"one\");\n%sh echo two\nIO.println(\"three\");"));
    }

    @Test
    void theLastPartGivesTheValue() {
        assertEquals("7", live.value("%sh true\n3 + 4"));
    }

    @Test
    void errorsBelowAMagicNameTheCellsOwnLine() {
        var outcome = live.run("%sh true\n\nthrow new IllegalStateException();");
        var thrown = assertInstanceOf(Outcome.Thrown.class, outcome).thrown();
        assertEquals(3, thrown.frames().getFirst().getLineNumber());
        var wrong = live.run("%sh true\nint broken = nothing;");
        var problem = assertInstanceOf(Outcome.CompileError.class, wrong).problems().getFirst();
        assertEquals(2, problem.line());
    }

    @Test
    void codeGetsAMagicsValue() {
        assertEquals("[a, b]", live.value("List<String> lines = %sh echo a; echo b\nlines"));
        assertEquals(
                "[c]",
                live.value(
                        """
                        List<String> listed() {
                            List<String> found = %sh echo c
                            return found;
                        }
                        listed()\
                        """));
    }

    @Test
    void aMistypedMagicFailsBeforeTheCodeBelowIsLookedAt() {
        assertTrue(
                live.failure("%lsmagik\nimport no.such.Thing;").contains("did you mean %lsmagic?"));
        assertTrue(live.failure("%nosuch").contains("there is no magic %nosuch"));
        var outcome = live.run("String s = \"\";\n{ s = %sch ls\n}");
        var thrown = assertInstanceOf(Outcome.Thrown.class, outcome).thrown();
        assertEquals("io.juggler.api.MagicException", thrown.type());
        assertTrue(thrown.message().contains("did you mean %sh?"), thrown.message());
        assertEquals(2, thrown.frames().getFirst().getLineNumber());
    }

    @Test
    void aProgramsOutputStreamsAndItsStatusCounts() {
        assertEquals("exit status is 3", live.failure("%%bash\nexit 3").replaceFirst(".*the ", ""));
        assertEquals("ä€\n", live.printedBy("%%bash\nprintf 'ä€\\n'"));
    }

    @Test
    void aProgramIsInterrupted() throws Exception {
        live.printed();
        var outcome =
                CompletableFuture.supplyAsync(
                        () -> live.run("%%bash\necho started; sleep 1000 & sleep 1000"));
        var seen = new StringBuilder();
        while (!seen.toString().contains("started")) {
            seen.append(live.printed());
            Thread.onSpinWait();
        }
        assertTrue(live.engine().interrupt(live.cell()));
        assertInstanceOf(Outcome.Interrupted.class, outcome.get());
    }

    @Test
    void codeThatRunsAMagicHasItsValue() {
        assertEquals("[a]", live.value("eval(\"%sh echo a\")"));
        assertEquals("[b, c]", live.value("eval(\"%%bash\\necho b\\necho c\")"));
        assertEquals("4", live.value("eval(\"int four = 4;\\n%sh echo $COLOUR\");\nfour"));
        assertTrue(live.failure("eval(\"%shh echo a\")").contains("%sh"));
    }

    /** It does not run in the cell that waits for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval(\"System.out.println(7); while (true) ticks.incrementAndGet();\")",
                "eval(\"eval(\\\"System.out.println(7); while (true)"
                        + " ticks.incrementAndGet();\\\")\")"
            })
    void codeThatCodeRunsEndsWithItsCell(String source) throws Exception {
        live.run("var ticks = new java.util.concurrent.atomic.AtomicLong();");
        live.printed();
        var outcome = CompletableFuture.supplyAsync(() -> live.run(source));
        var seen = new StringBuilder();
        while (!seen.toString().contains("7")) {
            seen.append(live.printed());
            Thread.onSpinWait();
        }
        live.engine().interrupt(live.cell());
        assertInstanceOf(Outcome.Interrupted.class, outcome.get(60, TimeUnit.SECONDS));
        assertEquals(
                "true",
                live.value(
                        """
                        boolean still = false;
                        for (int i = 0; i < 100 && !still; i++) {
                            long before = ticks.get();
                            Thread.sleep(100);
                            still = ticks.get() == before;
                        }
                        still\
                        """));
        assertEquals("9", live.value("eval(\"4 + 5\")"));
    }

    @Test
    void timeTellsWhatFailedCodeTook() {
        for (var source :
                List.of(
                        "%time Integer.parseInt(\"x\")",
                        "%%time\nint y = 1;\nthrow new Error();")) {
            live.printed();
            assertInstanceOf(Outcome.Thrown.class, live.run(source));
            var printed = live.printed();
            assertTrue(printed.startsWith("Wall time "), printed);
            assertEquals(1, printed.lines().count(), printed);
        }
    }

    @Test
    void whoCallsAProgramAsInIPythonIsTold() {
        var failure = live.failure("int n = 1;\n!ls -la");
        assertTrue(failure.contains("a program is called by %sh ls -la"), failure);
        assertEquals("false", live.value("!true"));
    }

    @Test
    void variablesOfTheEnvironmentReachTheCellsAndTheirPrograms() {
        assertEquals("env: COLOUR=dark red\n", live.printedBy("%env COLOUR=\"dark red\""));
        assertEquals("dark red", live.value("System.getenv(\"COLOUR\")"));
        assertEquals("dark red\n", live.printedBy("%sh echo $COLOUR"));
        assertEquals(
                "dark red",
                live.value(
                        """
                        var builder = new ProcessBuilder("sh", "-c", "echo $COLOUR");
                        builder.environment().remove("OTHER");
                        new String(builder.start().getInputStream().readAllBytes()).strip()\
                        """));
        assertTrue(live.failure("%env NO_SUCH_VARIABLE").contains("no environment variable"));
    }

    @Test
    void aFileIsWrittenAndLoaded() throws IOException {
        assertEquals(
                "Writing Tool.java\n",
                live.printedBy(
                        """
                        %%writefile Tool.java
                        package some.where;
                        class Tool { int n() { return 6; } }
                        """));
        assertEquals("6", live.value("%load Tool\nnew Tool().n()"));
        assertEquals("Appending to log.txt\n", printedTwice("%%writefile -a log.txt\nmore\n"));
        assertEquals("more\nmore\n", Files.readString(live.folder().resolve("log.txt")));
        Files.writeString(
                live.folder().resolve("other.ipynb"),
                """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                 {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "text"},
                 {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [],
                  "execution_count": null, "source": ["int fromNotebook = 11;\\n", "%sh true"]}]}
                """);
        assertEquals("11", live.value("%load other\nfromNotebook"));
        assertTrue(live.failure("%load missing").contains("there is no file"));
    }

    private String printedTwice(String cell) {
        live.printedBy(cell);
        return live.printedBy(cell);
    }

    @Test
    void magicsStartFromTheFolderThatWasChosen() throws IOException {
        Files.createDirectories(live.folder().resolve("sub dir"));
        live.printedBy("%cd sub dir");
        assertTrue(live.printedBy("%pwd").endsWith("sub dir\n"));
        assertTrue(live.printedBy("%sh pwd").endsWith("sub dir\n"));
        live.printedBy("%cd -");
        assertEquals(live.folder() + "\n", live.printedBy("%pwd"));
        assertTrue(live.failure("%cd nowhere").contains("there is no folder"));
    }

    @Test
    void relativePathsInJavaFollowTheFolderAtOnce() throws IOException {
        var start = live.folder().toRealPath();
        var other = Files.createDirectories(start.resolve("ünter wegs"));
        Files.writeString(other.resolve("here.txt"), "found");
        var code =
                """
                String.join("|",
                    java.nio.file.Files.readString(java.nio.file.Path.of("here.txt")),
                    new String(new java.io.FileInputStream("here.txt").readAllBytes()),
                    new java.io.File("here.txt").getAbsolutePath(),
                    java.nio.file.Path.of("here.txt").toAbsolutePath().toString(),
                    System.getProperty("user.dir"),
                    new String(new ProcessBuilder("pwd").start().getInputStream().readAllBytes()).strip())
                """;
        var file = other.resolve("here.txt").toString();
        var all =
                String.join("|", "found", "found", file, file, other.toString(), other.toString());
        assertEquals(other + "\n", live.printedBy("%cd ünter wegs"));
        assertEquals(all, live.value(code));
        // In the process that replaces one that died, as well.
        live.run("System.exit(1);");
        assertEquals(all, live.value(code));
        live.printedBy("%restart");
        assertEquals(all, live.value(code));
        live.printedBy("%cd " + start);
        assertEquals(
                start.toString(),
                live.value("java.nio.file.Path.of(\"\").toAbsolutePath().toString()"));
    }

    @Test
    void aFolderOfClassesIsSeenByTheCellsCodeBelow() throws Exception {
        var sources = Files.createDirectories(live.folder().resolve("src"));
        Files.writeString(
                sources.resolve("Colour.java"),
                "package paint; public class Colour { public static String name() { return"
                        + " \"blue\"; } }");
        var out = live.folder().resolve("classes");
        SourceFiles.compile(List.of(sources.resolve("Colour.java")), List.of(), out);
        assertEquals(
                "1 blue",
                live.value(
                        """
                        List<String> added = %classpath classes
                        import paint.Colour;
                        added.size() + " " + Colour.name()\
                        """));
        assertTrue(live.printedBy("%classpath").contains("classes"));
        assertTrue(live.failure("%jars nothing-*.jar").contains("nothing is at"));
    }

    @Test
    void aCellDefinesAMagic() {
        live.printedBy(
                "io.juggler.api.Magics.define(\"shout\", \"in capitals\", (words, body) ->"
                        + " String.join(\" \", words).toUpperCase() + (body == null ? \"\" :"
                        + " body.length()));");
        assertEquals("HI YOU", live.value("%shout hi you"));
        assertEquals("HI4", live.value("%%shout hi\nbody"));
        assertEquals("A", live.value("String loud = %shout a\nloud"));
        var list = live.printedBy("%lsmagic");
        assertTrue(list.contains("in capitals"), list);
        list.lines().forEach(line -> assertTrue(line.length() <= 80, line));
        assertTrue(live.failure("%shuot hi").contains("did you mean %shout?"));
    }

    @Test
    void timeTellsWhatCodeTookAndKeepsItsValueAndVariables() {
        assertEquals("12", live.value("int six = 6;\n%time six * 2"));
        assertTrue(live.printed().startsWith("Wall time "));
        assertEquals(
                "15",
                live.value("%%time\nint sum = 0;\nfor (int i = 1; i < 6; i++) sum += i;\nsum"));
        assertEquals("15", live.value("sum"));
        var slept = live.printedBy("%time Thread.sleep(120);");
        double ms = Double.parseDouble(slept.replaceFirst("(?s)Wall time ([\\d.]+) ms.*", "$1"));
        assertTrue(ms >= 119 && ms < 5_000, slept);
    }

    @Test
    void timeCountsTheProcessorTimeAndTheMemoryOfThreadsThatHaveEnded() {
        var printed =
                live.printedBy(
                        """
                        %%time
                        byte[][] kept = new byte[50][];
                        var worker = Thread.ofPlatform().start(() -> {
                            long end = System.nanoTime() + 300_000_000L;
                            for (int i = 0; i < 50; i++) kept[i] = new byte[1_000_000];
                            while (System.nanoTime() < end) Thread.onSpinWait();
                        });
                        worker.join();
                        """);
        assertTrue(printed.matches("(?s).*allocated [5-9]\\d\\.\\d MB\n"), printed);
        var cpu = printed.replaceFirst("(?s).*threads ([\\d.]+ \\S+);.*", "$1");
        assertTrue(cpu.endsWith(" ms") && Double.parseDouble(cpu.split(" ")[0]) >= 30, printed);
    }

    @Test
    void timeItTellsAMeanAndASpread() {
        var printed = live.printedBy("%timeit -n 10 -r 3 Math.sqrt(2)");
        assertTrue(printed.contains("of 3 runs of 10 calls"), printed);
        assertTrue(printed.contains("warm-up apart"), printed);
        var setUp = live.printedBy("%%timeit -n1 -r1 int from = 5;\nint x = from;\nx++;");
        assertTrue(setUp.contains("of 1 runs of 1 calls"), setUp);
        assertTrue(live.failure("%timeit -n x Math.sqrt(2)").contains("wants a number"));
    }

    @Test
    void markupIsShown() {
        live.run("%%html\n<b>bold</b>");
        assertEquals("<b>bold</b>", live.shown().data().get(MimeBundle.HTML));
        live.run("%%latex\n$x^2$");
        assertEquals("$x^2$", live.shown().data().get("text/latex"));
    }

    @Test
    void aPackageOfTheNotebooksOwnIsLeftOut() {
        live.printedBy("package org.acme;\n\npublic class Gadget { String n() { return \"g\"; } }");
        assertEquals(
                "g", live.value("import org.acme.*;\nimport org.acme.Gadget;\nnew Gadget().n()"));
    }

    @Test
    void namesOfMagicsAndOfFilesAreCompleted() throws IOException {
        assertEquals(
                java.util.List.of("lsmagic"),
                live.engine().complete("int x;\n%lsm", 11).items().stream()
                        .map(Engine.Completions.Item::text)
                        .toList());
        Files.writeString(live.folder().resolve("complete-me.jsh"), "");
        var found = live.engine().complete("%load compl", 11);
        assertEquals("complete-me.jsh", found.items().getFirst().text());
        assertEquals(6, found.start());
        assertTrue(
                live.engine().complete("%%b", 3).items().stream()
                        .anyMatch(item -> item.text().equals("bash")));
        var code = live.engine().complete("%pwd\n\"\".isEm", 12);
        assertTrue(
                code.items().stream().anyMatch(item -> item.text().startsWith("isEmpty")),
                code.toString());
    }

    @Test
    void cellsOfMagicsAreCompleteAsTheirLanguageIs() {
        assertInstanceOf(
                Engine.Completeness.Unknown.class, live.engine().completeness("%%bash\nif true"));
        assertInstanceOf(
                Engine.Completeness.Incomplete.class, live.engine().completeness("%%bash\n"));
        assertInstanceOf(
                Engine.Completeness.Incomplete.class,
                live.engine().completeness("%%time\nfor (;;) {"));
        assertInstanceOf(
                Engine.Completeness.Complete.class,
                live.engine().completeness("%%time\nint x = 1;"));
        assertInstanceOf(Engine.Completeness.Complete.class, live.engine().completeness("%pwd"));
        assertInstanceOf(
                Engine.Completeness.Incomplete.class,
                live.engine().completeness("%pwd\nfor (;;) {"));
    }

    @Test
    void aMagicIsDocumented() {
        var found = live.engine().document("%writefi x", 5);
        assertTrue(found.isEmpty());
        assertEquals(
                "%%writefile [-a] file",
                live.engine().document("%%writefile x", 5).getFirst().signature());
    }
}
