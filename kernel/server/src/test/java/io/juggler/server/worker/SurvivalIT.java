package io.juggler.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.MimeBundle;
import io.juggler.wire.ClassBytes;
import io.juggler.wire.CommEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What user code can do to its worker, and what remains of it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SurvivalIT {
    @TempDir Path folder;
    private LiveWorker worker;

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void aHeapThatACellFillsAndHoldsIsSaidToBeFullAndTheWorkerCanBeReplaced() throws Exception {
        start("-Xmx48m");
        String fills =
                "try { while (true) held.add(new byte[1 << 12]); } catch (OutOfMemoryError e) {"
                        + " while (true) held.add(new Object()); }";
        Invocation filled;
        try {
            filled =
                    worker.run(
                            "static List<Object> held = new LinkedList<>();",
                            "System.out.println(\"filling\"); " + fills);
            assertEquals(
                    OutOfMemoryError.class.getName(),
                    assertInstanceOf(Invocation.Threw.class, filled).thrown().type());
            // Nothing was let go of: the next cell works, fails for the same reason, or ends the
            // worker.
            var next = worker.run("return new byte[1 << 24].length;");
            assertEquals(
                    OutOfMemoryError.class.getName(),
                    assertInstanceOf(Invocation.Threw.class, next).thrown().type());
        } catch (WorkerDiedException died) {
            assertTrue(died.getMessage().contains("ran out of memory"), died.getMessage());
        }
        assertEquals("filling\n", worker.out.stdout(1));
        worker.process.replace();
        assertInstanceOf(Invocation.Returned.class, worker.run("return new byte[1 << 24].length;"));
    }

    @Test
    void aCrashOfTheJvmIsReportedWithItsFileAndLeavesNothingInTheWorkingFolder() throws Exception {
        start();
        var died =
                assertThrows(
                        WorkerDiedException.class,
                        () ->
                                worker.run(
                                        """
                                        System.out.println("last words");
                                        Thread.sleep(100);
                                        var f = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
                                        f.setAccessible(true);
                                        ((sun.misc.Unsafe) f.get(null)).putAddress(0, 0);
                                        return null;\
                                        """));
        assertTrue(died.getMessage().startsWith("the JVM crashed: SIGSEGV"), died.getMessage());
        var report = died.getMessage().replaceFirst("(?s).*its report: (.*)\\)", "$1");
        assertTrue(Files.size(Path.of(report)) > 1000);
        assertTrue(report.startsWith(folder.resolve("logs").toString()), report);
        assertEquals("last words\n", worker.out.stdout(1));
        try (var left = Files.list(folder.resolve("work"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aHeapDumpLiesWithTheLogsAndIsNamed() throws Exception {
        start("-Xmx48m", "-XX:+ExitOnOutOfMemoryError", "-XX:+HeapDumpOnOutOfMemoryError");
        var died =
                assertThrows(
                        WorkerDiedException.class,
                        () ->
                                worker.run(
                                        "var held = new ArrayList<byte[]>();"
                                                + " while (true) held.add(new byte[1 << 20]);"));
        var dump = died.getMessage().replaceFirst("(?s).*its heap dump: ([^)]*)\\).*", "$1");
        assertTrue(dump.startsWith(folder.resolve("logs").toString()), died.getMessage());
        assertTrue(Files.size(Path.of(dump)) > 1 << 20, dump);
        try (var left = Files.list(folder.resolve("work"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aHundredDeathsInARowLeaveNoProcessFileOrMemory() throws Exception {
        start();
        long descriptors = 0;
        int threads = 0;
        long heap = 0;
        for (int i = 0; i < 100; i++) {
            if (i == 10) {
                descriptors = descriptors();
                threads = Thread.activeCount();
                heap = heap();
            }
            assertThrows(
                    WorkerDiedException.class, () -> worker.run("System.exit(1); return null;"));
            worker.process.replace();
        }
        assertInstanceOf(Invocation.Returned.class, worker.run("return 1;"));
        // Some of those of the last are still on their way out.
        long now = descriptors();
        assertTrue(now < descriptors + 20, descriptors + " descriptors became " + now);
        int alive = Thread.activeCount();
        assertTrue(alive < threads + 20, threads + " threads became " + alive);
        long more = heap() - heap;
        System.out.printf(
                "90 deaths: %+d bytes of heap, %+d descriptors, %+d threads%n",
                more, now - descriptors, alive - threads);
        // A worker's lanes alone have buffers of more than a hundredth of this.
        assertTrue(more < 1 << 20, more + " bytes of heap are left behind");
        long mine = worker.process.pid();
        worker.close();
        var children =
                ProcessHandle.current()
                        .children()
                        .filter(
                                child ->
                                        child.info()
                                                .commandLine()
                                                .orElse("")
                                                .contains(folder.toString()))
                        .map(ProcessHandle::pid)
                        .toList();
        assertFalse(children.contains(mine));
        assertEquals(List.of(), children);
        try (var left = Files.walk(folder)) {
            assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
        }
    }

    /** What is in use once all garbage is gone. */
    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            // What cleaners and reference queues still hold, goes with the next collection.
            Thread.sleep(50);
            var runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static long descriptors() throws IOException {
        var own = Path.of("/proc/self/fd");
        if (!Files.isDirectory(own)) {
            return 0;
        }
        try (var open = Files.list(own)) {
            return open.count();
        }
    }

    @Test
    void aFullMetaspaceIsSaidAndTheWorkerCanBeReplaced() throws Exception {
        start("-XX:MaxMetaspaceSize=32m");
        var body =
                "while (true) { var loader = new ClassLoader() {}; held.add(loader);"
                    + " held.add(java.lang.reflect.Proxy.newProxyInstance(loader, new Class<?>[]"
                    + " {Runnable.class}, (p, m, a) -> null)); }";
        try {
            var full = worker.run("static List<Object> held = new ArrayList<>();", body);
            assertEquals(
                    OutOfMemoryError.class.getName(),
                    assertInstanceOf(Invocation.Threw.class, full).thrown().type());
            worker.run("return 1;");
        } catch (WorkerDiedException died) {
            assertTrue(died.getMessage().contains("memory"), died.getMessage());
        }
        worker.process.replace();
        assertInstanceOf(Invocation.Returned.class, worker.run("return 1;"));
    }

    @Test
    void forgottenCellsAreCollected() throws Exception {
        start("-XX:MaxMetaspaceSize=40m");
        // Classes of which 40 MB of metaspace hold some 125.
        String members =
                IntStream.range(0, 1500)
                        .mapToObj("static int m%1$d(int x) { return x * %1$d; }"::formatted)
                        .collect(Collectors.joining("\n"));
        var compiled = new ArrayList<List<ClassBytes>>();
        for (int name = 0; name < 10; name++) {
            compiled.add(Sources.cell("cell" + name + ".Cell", members, "return m1(1);"));
        }
        for (int cell = 1; cell <= 300; cell++) {
            int name = cell % 10;
            var how = worker.run(cell, compiled.get(name), "cell" + name + ".Cell");
            assertInstanceOf(Invocation.Returned.class, how, "cell " + cell);
            worker.process.forget(List.of("cell" + name));
        }
    }

    @Test
    void aFrontEndThatStallsSlowsTheCellDownAndLosesNothing() throws Exception {
        var stalled = new CountDownLatch(1);
        var recording = new Recording();
        var slow =
                new WorkerListener() {
                    @Override
                    public void text(int cell, Stream stream, String text) {
                        try {
                            stalled.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                        recording.text(cell, stream, text);
                    }

                    @Override
                    public void display(
                            int cell, MimeBundle bundle, String displayId, boolean update) {
                        throw new AssertionError();
                    }

                    @Override
                    public void clear(int cell, boolean wait) {
                        throw new AssertionError();
                    }

                    @Override
                    public void input(int cell, String prompt, boolean password, InputReply reply) {
                        throw new AssertionError();
                    }

                    @Override
                    public void comm(int cell, CommEvent event) {
                        throw new AssertionError();
                    }

                    @Override
                    public void stillRunning(int cell, List<String> threads) {
                        throw new AssertionError();
                    }
                };
        start();
        try (var process = new WorkerProcess(LiveWorker.launch(folder, List.of("-Xmx48m")), slow)) {
            var ended = new AtomicBoolean();
            // 100 MB through a heap of 48.
            var classes =
                    Sources.cell(
                            "a.A",
                            "",
                            "String line = \"0123456789\".repeat(100); for (int i = 0; i < 100_000;"
                                    + " i++) System.out.println(line); return null;");
            var cell =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            process.run(1, "cell [1]", classes, "a.A", "run", true);
                                            ended.set(true);
                                        } catch (WorkerDiedException e) {
                                            throw new AssertionError(e);
                                        }
                                    });
            assertFalse(cell.join(Duration.ofSeconds(2)));
            stalled.countDown();
            assertTrue(cell.join(Duration.ofSeconds(60)));
            assertTrue(ended.get());
            assertEquals(100_000 * 1001, recording.stdout(1).length());
        }
    }

    @Test
    void aWorkerThatIsClosedBeforeItHasStartedIsGoneAsWell() throws Exception {
        for (int i = 0; i < 3; i++) {
            start();
            worker.close();
        }
        var children =
                ProcessHandle.current()
                        .children()
                        .filter(c -> c.info().commandLine().orElse("").contains(folder.toString()))
                        .toList();
        for (var child : children) {
            child.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private void start(String... flags) throws IOException {
        worker = new LiveWorker(folder, List.of(flags));
    }
}
