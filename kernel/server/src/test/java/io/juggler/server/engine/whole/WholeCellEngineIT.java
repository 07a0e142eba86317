package io.juggler.server.engine.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.LiveEngine;
import io.juggler.server.engine.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Whole cells in a real worker. */
@Timeout(300)
class WholeCellEngineIT {
    private LiveEngine engine;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        engine =
                new LiveEngine(
                        folder,
                        List.of(),
                        (worker, classPath) -> new WholeCellEngine(worker, classPath, List.of()));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void cellsSeeOneAnother() {
        assertEquals("2", engine.value("1 + 1"));
        engine.run("int n = 3;\nint twice(int a) { return 2 * a; }\nclass Ball { int w = n; }");
        assertEquals("9", engine.value("twice(n) + new Ball().w"));
        engine.run("int twice(int a) { return 20 * a; }");
        engine.run("System.out.println(twice(n));");
        assertEquals("60\n", engine.printed());
    }

    @Test
    void aClassSeesWhatIsPackagePrivateInAnother() {
        engine.run("class A { int n = 1; int get() { return n; } A() {} }");
        engine.run("class B extends A { int get() { return super.get() + 10; } }");
        assertEquals("11", engine.value("A a = new B();\na.get()"));
    }

    @Test
    void aBusyLoopInAnEarlierCellsMethodIsInterrupted() throws Exception {
        engine.run("long spins;\nvoid spin() { while (true) spins++; }");
        var running = CompletableFuture.supplyAsync(() -> engine.run("spin()"));
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        boolean asked = false;
        while (!running.isDone() && System.nanoTime() < limit) {
            asked |= engine.engine().interrupt(2);
            Thread.onSpinWait();
            if (asked) {
                break;
            }
        }
        var outcome = running.get(30, TimeUnit.SECONDS);
        assertInstanceOf(Outcome.Interrupted.class, outcome);
        assertEquals("5", engine.value("2 + 3"));
    }

    @Test
    void aDeadWorkersMethodsAndTypesComeBackAndItsVariablesDoNot() {
        engine.run("import java.util.stream.*;");
        engine.run(
                "int x = 5;\nint f() { return 1; }\nint usesX() { return x; }\nrecord R(int a) {}");
        var died = assertInstanceOf(Outcome.WorkerDied.class, engine.run("System.exit(3)"));
        assertTrue(died.kept().contains("1 imports, 2 methods and 1 types"), died::toString);
        assertEquals("R[a=1]", engine.value("new R(f())"));
        assertInstanceOf(Outcome.CompileError.class, engine.run("x"));
        var thrown = assertInstanceOf(Outcome.Thrown.class, engine.run("usesX()")).thrown();
        assertTrue(thrown.message().contains("variable x is not defined"), thrown::toString);
        engine.run("int x = 8;");
        assertEquals("8", engine.value("usesX()"));
    }

    @Test
    void classesOfReplacedCellsAreCollected() {
        var cell = "class A { int v = 3; }\nint f(A a) { return a.v; }\nint x = f(new A());";
        var loaded =
                "System.gc();"
                    + " java.lang.management.ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()";
        for (int i = 0; i < 100; i++) {
            assertInstanceOf(Outcome.Empty.class, engine.run(cell));
        }
        int before = Integer.parseInt(engine.value(loaded));
        for (int i = 0; i < 300; i++) {
            assertInstanceOf(Outcome.Empty.class, engine.run(cell));
        }
        int after = Integer.parseInt(engine.value(loaded));
        // A run brings two classes that stay if anything keeps them; some are not swept up yet.
        assertTrue(after - before < 300, () -> "from " + before + " to " + after + " classes");
    }
}
