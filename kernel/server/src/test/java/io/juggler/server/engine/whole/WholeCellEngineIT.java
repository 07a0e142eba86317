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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertTrue(died.kept().contains("1 import, 2 methods and 1 type are"), died::toString);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (;;) n++;",
                "Runnable r = () -> { while (true) n++; };\nr.run();",
                "class Loop { Loop() { while (true) n++; } }\nnew Loop();",
                "IntStream.iterate(0, i -> i + 1).forEach(i -> n += i);",
                "int deep(int i) { return i > 1_000 ? deep(0) : deep(i + 1); }\n"
                        + "while (true) { try { deep(0); } catch (StackOverflowError e) {} }",
                "try { while (true) n++; } finally { n = -1; }"
            })
    void aBusyCellIsInterruptedAndStateIsKept(String cell) throws Exception {
        assertInstanceOf(Outcome.Empty.class, engine.run("int kept = 5;\nlong n = 0;"));
        var running = CompletableFuture.supplyAsync(() -> engine.run(cell));
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!engine.engine().interrupt(2) && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        assertInstanceOf(Outcome.Interrupted.class, running.get(60, TimeUnit.SECONDS));
        assertEquals("5", engine.value("kept"));
    }

    @Test
    void outputGoesToTheCellThatItBelongsTo() {
        engine.run("void say(String s) { System.out.println(s); }");
        engine.run(
                """
                var t = new Thread(() -> { say("late"); System.err.println("wrong"); });
                t.start();
                t.join();
                IntStream.range(0, 3).parallel().forEach(i -> say("p"));\
                """);
        assertEquals("late\nwrong\np\np\np\n", engine.printed());
    }

    @Test
    void aValueIsRenderedByItsOwnRenderer() {
        engine.run(
                """
                import io.juggler.api.*;
                class Page { }\
                """);
        var shown =
                assertInstanceOf(
                        Outcome.Value.class,
                        engine.run(
                                "new MimeBundle(Map.of(\"text/html\", \"<b>x</b>\", \"text/plain\","
                                        + " \"x\"), Map.of())"));
        assertEquals("<b>x</b>", shown.bundle().data().get("text/html"));
        assertEquals("x", shown.bundle().plainText());
        assertTrue(engine.value("new Page()").contains("Page"));
    }

    /** A class that stays is 3,000 bytes of metaspace. */
    @Test
    void tenThousandRunsOfACellLeaveNoGrowth() {
        var cell = "class A { int v = 3; }\nint f(A a) { return a.v; }\nvar x = f(new A());\nx";
        var metaspace =
                """
                System.gc();
                java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .mapToLong(pool -> pool.getUsage().getUsed()).sum()\
                """;
        long server = lowestHeap(cell, 2_500);
        long worker = Long.parseLong(engine.value(metaspace));
        int runs = run(cell, 5_000, System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
        long serverGrowth = lowestHeap(cell, 2_500) - server;
        long workerGrowth = Long.parseLong(engine.value(metaspace)) - worker;
        // What a sweep has left, and what the JIT and the collector do meanwhile.
        long slack = 1_500_000;
        assertTrue(
                workerGrowth < slack + 100L * runs,
                () -> "worker: " + workerGrowth + " bytes in " + (runs + 2_500) + " runs");
        // Some hundred bytes a run stay; the bytes of its class would be 3,000.
        assertTrue(
                serverGrowth < 2 * slack + 1_000L * runs,
                () -> "server: " + serverGrowth + " bytes in " + (runs + 2_500) + " runs");
    }

    /**
     * The smallest heap in so many runs, in bytes. A context of the compiler grows by 5 MB before
     * it is thrown away, some 2,000 runs later, so that a heap at any one moment says little.
     */
    private long lowestHeap(String cell, int runs) {
        long lowest = Long.MAX_VALUE;
        for (int done = 0; done < runs; done += 100) {
            run(cell, 100, Long.MAX_VALUE);
            lowest = Math.min(lowest, heap());
        }
        return lowest;
    }

    private int run(String cell, int runs, long end) {
        for (int i = 0; i < runs; i++) {
            assertEquals("3", engine.value(cell));
            if (System.nanoTime() > end) {
                return i + 1;
            }
        }
        return runs;
    }

    private static long heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
