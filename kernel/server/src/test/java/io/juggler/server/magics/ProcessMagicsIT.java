package io.juggler.server.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.LiveEngine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Magics that list what is there, and that begin anew. */
@Timeout(180)
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
class ProcessMagicsIT {
    private LiveEngine live;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        live = LiveMagics.start(folder);
        live.printedBy(
                """
                import java.nio.file.*;
                int five = 5;
                record Ball(int grams) {}
                int twice(int a) { return a * 2; }
                """);
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void whatCellsDefinedIsListedDroppedAndTakenApart() {
        assertEquals(
                """
                int five = 5  // cell [1]
                record Ball(int grams)  // cell [1]
                int twice(int a)  // cell [1]
                """,
                live.printedBy("%who"));
        assertEquals("int five = 5  // cell [1]\n", live.printedBy("%who int long"));
        assertEquals("nothing yet\n", live.printedBy("%who Ball"));
        assertEquals("int five = 5  // cell [1]\n", live.printedBy("%jshell /vars"));
        assertEquals("import java.nio.file.*;\n", live.printedBy("%jshell /imports"));
        live.printedBy("%jshell /drop twice");
        assertEquals("nothing yet\n", live.printedBy("%jshell /methods"));
        assertTrue(live.failure("%jshell /drop twice").contains("no cell has defined twice"));
        assertTrue(live.failure("%jshell /nonsense").contains("/vars"));
        assertTrue(live.printedBy("%javap Ball").contains("public int grams();"));
        assertTrue(live.printedBy("%javap -c java.lang.Runnable").contains("abstract void run"));
        assertTrue(live.failure("%javap no.Such").contains("not found"));
        assertEquals("// cell [14]\nint last = 1;\n", history());
    }

    private String history() {
        live.printedBy("int last = 1;");
        return live.printedBy("%history -n 1");
    }

    @Test
    void aRestartKeepsDefinitionsAndAResetKeepsNothing() {
        live.printedBy("io.juggler.api.Magics.define(\"mine\", \"\", (a, b) -> 1);");
        assertTrue(live.printedBy("%restart").startsWith("1 import, 1 method and 1 type are"));
        assertEquals("8", live.value("twice(new Ball(4).grams())"));
        assertTrue(live.failure("five").contains("cannot find symbol"));
        assertTrue(live.failure("%mine").contains("there is no magic"));
        live.printedBy("%reset");
        assertTrue(live.failure("new Ball(4)").contains("cannot find symbol"));
        assertEquals("nothing yet\n", live.printedBy("%who"));
    }

    @Test
    void theProcessGetsItsFlagsAndOneThatDoesNotStartCostsNothing() {
        live.printedBy("%jvm -Xmx200m -Dcolour=red");
        assertEquals("red", live.value("System.getProperty(\"colour\")"));
        assertEquals("true", live.value("Runtime.getRuntime().maxMemory() < 250_000_000"));
        live.printedBy("int kept = 6;");
        assertTrue(live.failure("%jvm -Xnonsense").contains("Unrecognized option"));
        assertTrue(live.failure("%jvm --java /nowhere").contains("no java at"));
        assertEquals("6", live.value("kept"));
        assertTrue(live.printedBy("%jvm").contains("flags: -Xmx200m -Dcolour=red"));
        live.printedBy("%jvm default");
        assertEquals("true", live.value("System.getProperty(\"colour\") == null"));
    }

    @Test
    void previewFeaturesAreOnInBothProcessesOrInNone() {
        var code =
                "int f(Object o) { return switch (o) { case int i -> i; default -> 0; }; }\nf(7)";
        assertTrue(live.failure(code).contains("preview"));
        live.printedBy("%preview on");
        assertEquals("7", live.value(code));
        live.printedBy("record Pair(Ball first, Ball second) {}");
        assertEquals(
                """
                1 import, 1 method and 2 types are back
                without preview features these do not compile: f
                """,
                live.printedBy("%preview off"));
        assertTrue(live.failure(code).contains("preview"));
        assertEquals("8", live.value("twice(new Pair(new Ball(4), null).first().grams())"));
        assertTrue(live.failure("five").contains("cannot find symbol"));
    }
}
