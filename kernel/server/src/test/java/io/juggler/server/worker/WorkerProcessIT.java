package io.juggler.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.wire.ThrownInfo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an engine can ask of a worker, over a real process. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerProcessIT {
    @TempDir Path folder;
    private LiveWorker worker;

    @BeforeEach
    void start() throws IOException {
        worker = new LiveWorker(folder);
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void aValueComesRendered() throws Exception {
        var returned =
                assertInstanceOf(Invocation.Returned.class, worker.run("return List.of(1, 2);"));
        assertEquals("[1, 2]", returned.bundle().plainText());
        assertFalse(returned.isNull());
    }

    @Test
    void nullIsNullAndVoidHasNoValue() throws Exception {
        var returned = assertInstanceOf(Invocation.Returned.class, worker.run("return null;"));
        assertEquals("null", returned.bundle().plainText());
        assertTrue(returned.isNull());
        var classes =
                Sources.compile(
                        "v.Cell", "package v; public class Cell { public static void run() {} }");
        var nothing =
                assertInstanceOf(Invocation.Returned.class, worker.run(50, classes, "v.Cell"));
        assertNull(nothing.bundle());
    }

    @Test
    void callsOneByOneDoWhatRunDoes() throws Exception {
        var process = worker.process;
        process.begin(7, "cell [7]");
        assertNull(process.load(Sources.cell("a.A", "public static int x = 5;", "return x;")));
        assertInstanceOf(Invocation.Returned.class, process.invoke("a.A", "run", false));
        var returned = (Invocation.Returned) process.invoke("a.A", "run", true);
        assertEquals("5", returned.bundle().plainText());
        assertEquals("5", process.variable("a.A", "x"));
        process.end(7);
    }

    @Test
    void anExceptionKeepsItsCauseItsSuppressedAndTheCellsOwnFrames() throws Exception {
        var threw =
                assertInstanceOf(
                        Invocation.Threw.class,
                        worker.run(
                                """
                                var e = new IllegalStateException("outer", new IOException("inner"));
                                e.addSuppressed(new ArithmeticException("beside"));
                                throw e;\
                                """));
        var thrown = threw.thrown();
        assertEquals("java.lang.IllegalStateException", thrown.type());
        assertEquals("outer", thrown.message());
        assertEquals("inner", thrown.cause().message());
        assertEquals(
                List.of("beside"), thrown.suppressed().stream().map(ThrownInfo::message).toList());
        assertEquals(
                List.of("cell1.Cell.run"),
                thrown.frames().stream()
                        .map(f -> f.getClassName() + "." + f.getMethodName())
                        .toList());
    }

    @Test
    void whatDoesNotLoadIsToldAndNotInvoked() throws Exception {
        worker.run("System.out.println(\"first\"); return 1;");
        var again = Sources.cell("cell1.Cell", "", "System.out.println(\"second\"); return 2;");
        var threw = assertInstanceOf(Invocation.Threw.class, worker.run(60, again, "cell1.Cell"));
        assertTrue(threw.thrown().message().contains("cell1.Cell"), threw.toString());
        assertEquals("", worker.out.stdout(60));
    }

    @Test
    void aClassWithoutItsMethodIsTold() throws Exception {
        var threw =
                assertInstanceOf(
                        Invocation.Threw.class,
                        worker.run(
                                1, Sources.compile("x.Y", "package x; public class Y {}"), "x.Y"));
        assertEquals(NoSuchMethodException.class.getName(), threw.thrown().type());
    }

    @Test
    void cellsSeeTheClassesOfOthersInAnyPackage() throws Exception {
        worker.process.begin(1, "cell [1]");
        var classes =
                Sources.compile(
                        "one.A",
                        "package one; public class A { public static int f() { return 41; } }");
        assertNull(worker.process.load(classes));
        // Compiled against nothing but the JDK: found by name, as by a library through the context
        // loader.
        var viaContext =
                Sources.cell(
                        "two.B",
                        "",
                        """
                        var type = Class.forName("one.A", true, Thread.currentThread().getContextClassLoader());
                        var same = Class.forName("one.A");
                        return type == same ? (int) type.getMethod("f").invoke(null) + 1 : -1;\
                        """);
        assertNull(worker.process.load(viaContext));
        var returned = (Invocation.Returned) worker.process.invoke("two.B", "run", true);
        assertEquals("42", returned.bundle().plainText());
        worker.process.end(1);
    }

    @Test
    void aForgottenPackageIsNotFoundAndItsNameIsFree() throws Exception {
        worker.run(1, Sources.cell("p.C", "", "return 1;"), "p.C");
        worker.process.forget(List.of("p"));
        var returned =
                (Invocation.Returned) worker.run(2, Sources.cell("p.C", "", "return 2;"), "p.C");
        assertEquals("2", returned.bundle().plainText());
    }

    @Test
    void theClassPathGrowsAndOutlivesTheProcess() throws Exception {
        var jar = Files.createDirectories(folder.resolve("more classes/extra")).getParent();
        for (var c :
                Sources.compile(
                        "extra.E", "package extra; public class E { public static int e = 3; }")) {
            Files.write(jar.resolve("extra/E.class"), c.bytes());
        }
        String reads = "return Class.forName(\"extra.E\").getField(\"e\").get(null);";
        assertInstanceOf(Invocation.Threw.class, worker.run(reads));
        worker.process.addToClassPath(List.of(jar));
        assertEquals("3", ((Invocation.Returned) worker.run(reads)).bundle().plainText());
        worker.process.replace();
        assertEquals("3", ((Invocation.Returned) worker.run(reads)).bundle().plainText());
    }

    @Test
    void manyLinesArriveWholeAndInOrderBeforeTheCellEnds() throws Exception {
        worker.run(
                "for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i); return"
                        + " null;");
        var expected =
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "line " + i + "\n")
                        .collect(Collectors.joining());
        assertEquals(expected, worker.out.stdout(1));
        assertTrue(worker.out.events().size() < 1000, "coalesced: " + worker.out.events().size());
    }

    @Test
    void stdoutStderrAndDisplaysKeepTheirOrder() throws Exception {
        worker.run(
                """
                for (int i = 0; i < 50; i++) {
                    System.out.print("o" + i + " ");
                    System.err.print("e" + i + " ");
                    io.juggler.api.Display.display("d" + i + " ");
                }
                return null;\
                """);
        var all = new StringBuilder();
        for (var event : worker.out.events()) {
            switch (event) {
                case Recording.Text text -> all.append(text.text());
                case Recording.Shown shown -> all.append(shown.bundle().plainText());
                default -> {}
            }
        }
        var expected =
                IntStream.range(0, 50)
                        .mapToObj(i -> "o%d e%d d%d ".formatted(i, i, i))
                        .collect(Collectors.joining());
        assertEquals(expected, all.toString());
    }

    @Test
    void textIsUtf8AlsoWhenItsBytesComeOneByOne() throws Exception {
        worker.run(
                """
                for (byte b : "käse 😀 – ok".getBytes("UTF-8")) { System.out.write(b); System.out.flush(); Thread.sleep(3); }
                System.out.println();
                System.out.print("😀");
                return null;\
                """);
        assertEquals("käse 😀 – ok\n😀", worker.out.stdout(1));
    }

    @Test
    void scannerReaderAndReadlnGetTheLinesTheyAskFor() throws Exception {
        worker.out.answerWith(List.of("3 4", "zwölf", "five", "six"));
        var returned =
                assertInstanceOf(
                        Invocation.Returned.class,
                        worker.run(
                                """
                                System.out.print("two numbers: ");
                                var s = new Scanner(System.in);
                                int sum = s.nextInt() + s.nextInt();
                                s.nextLine();
                                String t = s.nextLine();
                                var r = new BufferedReader(new InputStreamReader(System.in));
                                return sum + t + r.readLine() + IO.readln("go on: ");\
                                """));
        assertEquals("7zwölffivesix", returned.bundle().plainText());
        var order =
                worker.out.events().stream()
                        .map(e -> e instanceof Recording.Text t ? t.text() : "?")
                        .collect(Collectors.joining());
        assertEquals("two numbers: ???go on: ?", order);
    }

    @Test
    void refusedInputIsAnExceptionWithTheReason() throws Exception {
        worker.out.refuseWith("no input here");
        var threw =
                assertInstanceOf(Invocation.Threw.class, worker.run("return System.in.read();"));
        assertEquals("java.io.IOException", threw.thrown().type());
        assertEquals("no input here", threw.thrown().message());
    }

    @Test
    void systemExitIsKnownForWhatItIs() throws Exception {
        var died =
                assertThrows(
                        WorkerDiedException.class,
                        () ->
                                worker.run(
                                        "System.out.println(\"bye\"); System.exit(3); return"
                                                + " null;"));
        assertEquals("the code called System.exit(3)", died.getMessage());
        assertEquals(3, died.exitStatus());
        assertEquals("bye\n", worker.out.stdout(1));
        worker.process.replace();
        assertEquals("2", ((Invocation.Returned) worker.run("return 1 + 1;")).bundle().plainText());
    }

    @Test
    void haltIsNotMistakenForExit() {
        var died =
                assertThrows(
                        WorkerDiedException.class,
                        () -> worker.run("Runtime.getRuntime().halt(4); return null;"));
        assertTrue(died.getMessage().contains("Runtime.halt(4)"), died.getMessage());
    }

    @Test
    void aKilledWorkerIsToldWithItsSignalAndReplaced() throws Exception {
        worker.run("return 1;");
        long pid = worker.process.pid();
        var process = ProcessHandle.of(pid).orElseThrow();
        assertTrue(process.destroyForcibly());
        process.onExit().get(10, TimeUnit.SECONDS);
        var died = assertThrows(WorkerDiedException.class, () -> worker.run("return 1;"));
        assertTrue(died.getMessage().contains("signal 9"), died.getMessage());
        worker.process.replace();
        assertInstanceOf(Invocation.Returned.class, worker.run("return 1;"));
        assertNotEquals(pid, worker.process.pid());
    }

    @Test
    void aWorkerKilledInTheMiddleOfACellEndsTheCall() throws Exception {
        worker.run("return 1;");
        long pid = worker.process.pid();
        var killer =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                worker.out.awaitStdout(2, "started");
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                        });
        var died =
                assertThrows(
                        WorkerDiedException.class,
                        () ->
                                worker.run(
                                        "System.out.println(\"started\"); Thread.sleep(60_000);"
                                                + " return 1;"));
        killer.join();
        assertTrue(died.getMessage().contains("signal 9"), died.getMessage());
    }

    @Test
    void killGivesItsReason() throws Exception {
        worker.run("return 1;");
        Thread.startVirtualThread(
                () -> {
                    try {
                        worker.out.awaitStdout(2, "started");
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    worker.process.kill("it did not stop");
                });
        var died =
                assertThrows(
                        WorkerDiedException.class,
                        () ->
                                worker.run(
                                        "System.out.println(\"started\"); Thread.sleep(60_000);"
                                                + " return 1;"));
        assertEquals("it did not stop", died.getMessage());
    }

    @Test
    void outOfMemoryIsAnExceptionAndTheWorkerGoesOn() throws Exception {
        worker.close();
        worker = new LiveWorker(folder, List.of("-Xmx48m"));
        String fills = "var l = new ArrayList<long[]>(); while (true) l.add(new long[1 << 16]);";
        var threw = assertInstanceOf(Invocation.Threw.class, worker.run(fills));
        assertEquals("java.lang.OutOfMemoryError", threw.thrown().type());
        assertInstanceOf(Invocation.Returned.class, worker.run("return 1;"));
    }

    @Test
    void aStackOverflowInAPrintingRecursionLeavesThePrintingWorking() throws Exception {
        var threw =
                assertInstanceOf(
                        Invocation.Threw.class,
                        worker.run(
                                "static void down(int i) { System.out.println(i); down(i + 1); }",
                                "down(0); return null;"));
        assertEquals("java.lang.StackOverflowError", threw.thrown().type());
        worker.run("System.out.println(\"still here\"); System.err.println(\"too\"); return 1;");
        assertEquals("still here\n", worker.out.stdout(2));
        assertEquals("too\n", worker.out.text(2, WorkerListener.Stream.STDERR));
    }

    @Test
    void closingSystemOutAndLeavingAnInterruptBehindHarmsNoLaterCell() throws Exception {
        worker.run("System.out.close(); Thread.currentThread().interrupt(); return 1;");
        worker.run("System.out.println(Thread.currentThread().isInterrupted()); return 1;");
        assertEquals("false\n", worker.out.stdout(2));
    }

    @Test
    void anInterruptFromAnotherThreadWhileNothingRunsHarmsNothing() throws Exception {
        worker.run(
                """
                var main = Thread.currentThread();
                Thread.ofPlatform().daemon().start(() -> { while (true) main.interrupt(); });
                return 1;\
                """);
        for (int i = 0; i < 20; i++) {
            assertInstanceOf(Invocation.Returned.class, worker.run("return 1;"));
        }
    }

    @Test
    void aThreadDumpNamesTheThreadsWhileACellRuns() throws Exception {
        var dump =
                Thread.ofVirtual()
                        .unstarted(
                                () -> {
                                    try {
                                        worker.out.awaitStdout(1, "started");
                                    } catch (InterruptedException e) {
                                        throw new AssertionError(e);
                                    }
                                    worker.out.text(
                                            99,
                                            WorkerListener.Stream.STDOUT,
                                            worker.process.threadDump());
                                    worker.process.kill("enough");
                                });
        dump.start();
        assertThrows(
                WorkerDiedException.class,
                () ->
                        worker.run(
                                "System.out.println(\"started\"); Thread.sleep(60_000); return"
                                        + " 1;"));
        dump.join();
        assertTrue(worker.out.stdout(99).contains("cell1.Cell.run"), worker.out.stdout(99));
    }

    @Test
    void aJvmThatCannotStartSaysWhy() throws Exception {
        worker.close();
        worker = new LiveWorker(folder, List.of("-XX:NoSuchFlag"));
        var died = assertThrows(WorkerDiedException.class, () -> worker.run("return 1;"));
        assertTrue(died.getMessage().contains("NoSuchFlag"), died.getMessage());
    }

    @Test
    void aJavaThatIsNotThereIsNamed() throws Exception {
        var launch = LiveWorker.launch(folder, List.of());
        var broken =
                new WorkerLaunch(
                        Path.of("/no/such/java"),
                        List.of(),
                        launch.classPath(),
                        launch.workingDirectory(),
                        launch.environment(),
                        launch.logs());
        try (var process = new WorkerProcess(broken, new Recording())) {
            var died = assertThrows(WorkerDiedException.class, () -> process.begin(1, "cell [1]"));
            assertTrue(died.getMessage().contains("/no/such/java"), died.getMessage());
        }
    }

    @Test
    void closeLeavesNoProcessAndNoFilesBehind() throws Exception {
        worker.run("return 1;");
        long pid = worker.process.pid();
        worker.close();
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        try (var left = Files.walk(folder)) {
            assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
        }
        assertThrows(WorkerDiedException.class, () -> worker.process.replace());
    }
}
