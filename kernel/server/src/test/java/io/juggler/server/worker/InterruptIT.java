package io.juggler.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Stopping cells, in one real worker that has to survive it all. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptIT {
    private static final long LIMIT_MS = 1000;
    @TempDir static Path folder;
    private static LiveWorker worker;

    @BeforeAll
    static void start() throws IOException {
        worker = new LiveWorker(folder);
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    static Stream<Arguments> whatCanBeStopped() {
        return Stream.of(
                cell("a busy loop", "", "long n = 0; while (true) n = n * 3 + 1;"),
                cell(
                        "a do-while loop",
                        "",
                        "long n = 0; do { n = n * 3 + 1; } while (n != 2); return n;"),
                cell(
                        "a for loop with a continue",
                        "",
                        "for (long i = 0; ; i++) { if (i % 2 == 0) continue; if (i < 0) return i;"
                                + " }"),
                cell(
                        "a loop that turns in a switch",
                        "",
                        "int s = 0; while (true) { switch (s) { case 0: s = 1; continue; case 1: s"
                                + " = 0; continue; default: return s; } }"),
                cell(
                        "endless recursion with a way out",
                        "static long f(long n) { return n == 0 ? 0 : f(n - 1) + f(n - 1); }",
                        "return f(100);"),
                cell(
                        "a loop in a constructor",
                        "static class C { C() { long n = 0; while (true) n++; } }",
                        "return new C();"),
                cell(
                        "a loop in a class initialiser",
                        "static class C { static long n; static { while (n >= 0) n++; } }",
                        "return C.n;"),
                cell(
                        "a lambda that a library calls for good",
                        "",
                        "IntStream.iterate(0, i -> i + 1).forEach(i -> {}); return null;"),
                cell(
                        "a loop that catches everything",
                        "",
                        "long n = 0; while (true) { try { while (true) n++; } catch (Throwable t) {"
                                + " n--; } }"),
                cell(
                        "nested loops that catch everything",
                        "static long n; static void in() { while (true) { try { n++; } catch"
                                + " (Throwable t) { n--; } } }",
                        "while (true) { try { in(); } catch (Throwable t) { n--; } }"),
                cell("a sleep", "", "Thread.sleep(100_000); return null;"),
                cell(
                        "sleeps that catch their interruption",
                        "",
                        "while (true) { try { Thread.sleep(100_000); } catch (InterruptedException"
                                + " e) { Thread.onSpinWait(); } }"),
                cell(
                        "a wait for a lock",
                        "",
                        "var l = new Semaphore(0); l.acquire(); return null;"),
                cell(
                        "an Object.wait",
                        "",
                        "var o = new Object(); synchronized (o) { o.wait(); } return null;"),
                cell("a queue's take", "", "return new LinkedBlockingQueue<Integer>().take();"),
                cell("a future's get", "", "return new CompletableFuture<Integer>().get();"),
                cell(
                        "a channel's accept",
                        "",
                        "var s = java.nio.channels.ServerSocketChannel.open().bind(new"
                                + " java.net.InetSocketAddress(0)); return s.accept();"),
                cell(
                        "a server socket's accept",
                        "",
                        "return new java.net.ServerSocket(0).accept();"),
                cell(
                        "a server socket's accept with a timeout",
                        "",
                        "var s = new java.net.ServerSocket(0); s.setSoTimeout(100_000); return"
                                + " s.accept();"),
                cell(
                        "a socket's read",
                        "",
                        "var s = new java.net.ServerSocket(0); return new"
                                + " java.net.Socket(s.getInetAddress(),"
                                + " s.getLocalPort()).getInputStream().read();"),
                cell(
                        "a socket's write",
                        "",
                        "var s = new java.net.ServerSocket(0); var o = new"
                                + " java.net.Socket(s.getInetAddress(),"
                                + " s.getLocalPort()).getOutputStream(); while (true) o.write(new"
                                + " byte[10_000]);"),
                cell("a wait for input", "", "return System.in.read();"),
                cell(
                        "a wait wrapped in an unchecked exception",
                        "",
                        "try { Thread.sleep(100_000); } catch (InterruptedException e) { throw new"
                                + " RuntimeException(e); } return null;"),
                cell(
                        "a process to wait for",
                        "",
                        "return new ProcessBuilder(\"sleep\", \"100\").start().waitFor();"),
                cell(
                        "a parallel stream",
                        "",
                        "return IntStream.range(0, 1 << 30).parallel().map(i -> { for (int k = 0; k"
                                + " < i; k++) if (k < 0) return k; return i; }).sum();"),
                cell(
                        "a toString that does not end",
                        "static class C { public String toString() { while (true)"
                                + " Thread.onSpinWait(); } }",
                        "return new C();"));
    }

    private static Arguments cell(String name, String members, String body) {
        return Arguments.of(name, members, body);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatCanBeStopped")
    void isStoppedWithinASecondAndLeavesTheCoreFree(String name, String members, String body)
            throws Exception {
        worker.out.refuseWith(null);
        var ended = interrupted(members, body);
        var stopped = assertInstanceOf(Invocation.Interrupted.class, ended.how());
        assertTrue(ended.millis() < LIMIT_MS, "took " + ended.millis() + " ms");
        assertTrue(
                stopped.frames().stream().anyMatch(f -> f.getClassName().startsWith("cell")),
                "says where it was: " + stopped.frames());
        assertCoreIsFree();
        assertNextCellIsUndisturbed();
    }

    static Stream<Arguments> threadsThatACellLeavesRunning() {
        String busy = "() -> { System.out.println(\"started\"); long n = 0; while (true) n++; }";
        String sleepy =
                "() -> { System.out.println(\"started\"); while (true) { try {"
                    + " Thread.sleep(100_000); } catch (InterruptedException e) { return; } } }";
        String stubborn =
                "() -> { System.out.println(\"started\"); long n = 0; while (true) { try { while"
                        + " (true) n++; } catch (Throwable t) { n = 0; } } }";
        String accepting =
                "() -> { System.out.println(\"started\"); try { new"
                    + " java.net.ServerSocket(0).accept(); } catch (IOException e) { return; } }";
        return Stream.of(busy, sleepy, stubborn, accepting)
                .flatMap(
                        task ->
                                Stream.of(
                                        cell(
                                                "platform thread",
                                                "",
                                                "Thread.ofPlatform().start(" + task + ");"),
                                        cell(
                                                "virtual thread",
                                                "",
                                                "Thread.startVirtualThread(" + task + ");"),
                                        cell(
                                                "pool",
                                                "",
                                                "Executors.newFixedThreadPool(1).execute("
                                                        + task
                                                        + ");"),
                                        cell(
                                                "virtual executor",
                                                "",
                                                "Executors.newVirtualThreadPerTaskExecutor().execute("
                                                        + task
                                                        + ");"),
                                        cell(
                                                "common pool",
                                                "",
                                                "CompletableFuture.runAsync(" + task + ");"),
                                        cell(
                                                "thread that inherits nothing",
                                                "",
                                                "Thread.ofPlatform().inheritInheritableThreadLocals(false).start("
                                                        + task
                                                        + ");"),
                                        cell(
                                                "virtual thread that inherits nothing",
                                                "",
                                                "Thread.ofVirtual().inheritInheritableThreadLocals(false).start("
                                                        + task
                                                        + ");")));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("threadsThatACellLeavesRunning")
    void threadsThatItStartedStopWithTheCell(String name, String members, String body)
            throws Exception {
        var ended =
                interruptedWhen(
                        "started", members, body + " new CountDownLatch(1).await(); return null;");
        assertInstanceOf(Invocation.Interrupted.class, ended.how());
        assertTrue(ended.millis() < LIMIT_MS, "took " + ended.millis() + " ms");
        awaitNoThreadOf(worker.lastCell());
        assertCoreIsFree();
        assertEquals("", worker.out.text(worker.lastCell(), WorkerListener.Stream.STDERR));
        assertNextCellIsUndisturbed();
    }

    @Test
    void aBusyLoopInAnEarlierCellsMethodIsStopped() throws Exception {
        var spin =
                Sources.compile(
                        "early.Spin",
                        "package early; public class Spin { public static Object run() { return"
                                + " null; } public static void spin() { while (true)"
                                + " Thread.onSpinWait(); } }");
        worker.run(1001, spin, "early.Spin");
        var ended =
                interrupted(
                        "",
                        "System.out.println(\"begun\"); return"
                            + " Class.forName(\"early.Spin\").getMethod(\"spin\").invoke(null);");
        assertInstanceOf(Invocation.Interrupted.class, ended.how());
        assertTrue(ended.millis() < LIMIT_MS, "took " + ended.millis() + " ms");
    }

    @Test
    void finallyBlocksRunUndisturbedAndStateIsKept() throws Exception {
        var ended =
                interrupted(
                        "public static ReentrantLock lock = new ReentrantLock(); public static"
                                + " List<Integer> kept = new ArrayList<>(List.of(1));",
                        "lock.lock(); try { while (true) Thread.onSpinWait(); } finally { for (int"
                                + " i = 0; i < 100; i++) kept.add(i); lock.unlock(); }");
        assertInstanceOf(Invocation.Interrupted.class, ended.how());
        String name = "cell" + worker.lastCell() + ".Cell";
        assertEquals(
                "101",
                value(
                        "return ((List<?>) Class.forName(\""
                                + name
                                + "\").getField(\"kept\").get(null)).size();"));
        assertEquals(
                "false",
                value(
                        "return ((ReentrantLock) Class.forName(\""
                                + name
                                + "\").getField(\"lock\").get(null)).isLocked();"));
    }

    @Test
    void aCellThatHandlesItsInterruptionHasItsValue() throws Exception {
        var ended =
                interrupted(
                        "",
                        "try { Thread.sleep(100_000); } catch (InterruptedException e) { return"
                                + " \"handled\"; } return null;");
        var returned = assertInstanceOf(Invocation.Returned.class, ended.how());
        assertEquals("handled", returned.bundle().plainText());
    }

    @Test
    void otherCellsThreadsGoOn() throws Exception {
        worker.run(
                "static volatile boolean on = true; public static volatile long count;",
                "Thread.ofPlatform().daemon().start(() -> { while (on) { count++;"
                        + " Thread.onSpinWait(); } }); return null;");
        String field =
                "Class.forName(\"cell"
                        + worker.lastCell()
                        + ".Cell\").getField(\"count\").getLong(null)";
        assertInstanceOf(
                Invocation.Interrupted.class,
                interrupted("", "while (true) Thread.onSpinWait();").how());
        assertEquals(
                "true",
                value("long a = " + field + "; Thread.sleep(50); return " + field + " > a;"));
        String on =
                "var f = Class.forName(\"cell"
                        + (worker.lastCell() - 2)
                        + ".Cell\").getDeclaredField(\"on\"); f.setAccessible(true);"
                        + " f.setBoolean(null, false); return 1;";
        assertEquals("1", value(on));
    }

    @Test
    void whatIsNotRunningCannotBeInterrupted() throws Exception {
        worker.run("return 1;");
        assertFalse(worker.process.interrupt(worker.lastCell()));
        assertFalse(worker.process.interrupt(12345));
    }

    @Test
    void anInterruptBetweenBeginAndInvokeStopsWhatFollows() throws Exception {
        int cell = 2002;
        worker.process.begin(cell, "cell [2002]");
        worker.process.load(
                Sources.cell("late.Cell", "", "System.out.println(\"ran\"); return 1;"));
        assertTrue(worker.process.interrupt(cell));
        // The dump's answer comes behind the interrupt on the same lane.
        assertTrue(worker.process.threadDump().contains("juggler-control"));
        assertInstanceOf(
                Invocation.Interrupted.class, worker.process.invoke("late.Cell", "run", true));
        worker.process.end(cell);
        assertEquals("", worker.out.stdout(cell));
    }

    @Test
    void whatRunsInLibraryCodeIsNamedAndCanBeKilled() throws Exception {
        try (var other = new LiveWorker(folder.resolve("other"))) {
            var watcher =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    other.out.awaitStdout(1, "begun");
                                    Thread.sleep(50);
                                    other.process.interrupt(1);
                                    other.out.await(
                                            events ->
                                                    events.stream()
                                                            .anyMatch(
                                                                    Recording.Left.class
                                                                            ::isInstance));
                                    other.process.kill("it did not stop");
                                } catch (InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                            });
            assertThrows(
                    WorkerDiedException.class,
                    () ->
                            other.run(
                                    "System.out.println(\"begun\"); var l = new ReentrantLock();"
                                            + " Thread.ofPlatform().start(() -> l.lock()).join();"
                                            + " l.lock(); return null;"));
            watcher.join();
            var left =
                    (Recording.Left)
                            other.out.events().stream()
                                    .filter(Recording.Left.class::isInstance)
                                    .findFirst()
                                    .orElseThrow();
            assertTrue(left.threads().getFirst().contains("ReentrantLock.lock"), left.toString());
            assertTrue(left.threads().getFirst().contains("cell1.Cell.run"), left.toString());
        }
    }

    private record Ended(Invocation how, long millis) {}

    private static Ended interrupted(String members, String body) throws Exception {
        return interruptedWhen(
                "begun",
                members,
                "System.out.println(\"begun\"); if (System.nanoTime() != 0) { "
                        + body.replace("return null;", "")
                        + " } return null;");
    }

    /** Runs a cell and interrupts it shortly after it has printed that. */
    private static Ended interruptedWhen(String printed, String members, String body)
            throws Exception {
        int cell = worker.nextCell();
        long[] asked = new long[1];
        var asking =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                worker.out.awaitStdout(cell, printed);
                                Thread.sleep(100); // into the loop, and compiled
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            asked[0] = System.nanoTime();
                            worker.process.interrupt(cell);
                        });
        var how = worker.run(members, body);
        long ended = System.nanoTime();
        asking.join();
        return new Ended(how, Duration.ofNanos(ended - asked[0]).toMillis());
    }

    private static String value(String body) throws Exception {
        var how = worker.run(body);
        return assertInstanceOf(Invocation.Returned.class, how, how.toString())
                .bundle()
                .plainText();
    }

    private static void assertNextCellIsUndisturbed() throws Exception {
        assertEquals(
                "499500",
                value(
                        "int s = 0; for (int i = 0; i < 1000; i++) s += i; Thread.sleep(1); return"
                                + " s;"));
    }

    /** Waits, for a second at most, until no thread has a frame of that cell. */
    private static void awaitNoThreadOf(int cell) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        String dump;
        do {
            dump = worker.process.threadDump();
            if (!dump.contains("cell" + cell + ".Cell")) {
                return;
            }
            Thread.sleep(20);
        } while (System.nanoTime() < end);
        throw new AssertionError("still there:\n" + dump);
    }

    private static void assertCoreIsFree() throws Exception {
        var process = ProcessHandle.of(worker.process.pid()).orElseThrow();
        Duration used = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            var before = process.info().totalCpuDuration().orElseThrow();
            Thread.sleep(200);
            used = process.info().totalCpuDuration().orElseThrow().minus(before);
            if (used.toMillis() < 100) {
                return; // a moment may go to the JIT or the collector
            }
        }
        throw new AssertionError("the worker goes on using " + used.toMillis() + " ms in 200 ms");
    }
}
