package io.juggler.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which cell gets what threads print, during and after the cell that started them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutputRoutingIT {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.ofPlatform().start(TASK)",
                "Thread.ofVirtual().start(TASK)",
                "Thread.ofPlatform().inheritInheritableThreadLocals(false).start(TASK)",
                "Thread.ofVirtual().inheritInheritableThreadLocals(false).start(TASK)",
                "CompletableFuture.runAsync(TASK)",
                "Executors.newCachedThreadPool().execute(TASK)",
                "Executors.newVirtualThreadPerTaskExecutor().execute(TASK)",
                "Executors.newSingleThreadScheduledExecutor().schedule(TASK, 1,"
                        + " TimeUnit.MILLISECONDS)",
                "new Timer().schedule(new TimerTask() { public void run() { ((Runnable)"
                        + " TASK).run(); } }, 1)",
                "Thread.ofPlatform().start(() -> Thread.ofVirtual().start(TASK))"
            })
    void lateOutputGoesToTheCellThatStartedIt(String starting) throws Exception {
        run(
                "public static CountDownLatch go = new CountDownLatch(1);",
                starting.replace(
                                "TASK",
                                "() -> { try { go.await(); } catch (InterruptedException e) {"
                                        + " return; } System.out.println(\"late\"); }")
                        + "; System.out.println(\"one\"); return null;");
        run(
                "",
                "System.out.println(\"two\"); "
                        + of(1, "go", "CountDownLatch")
                        + ".countDown(); return null;");
        worker.out.awaitStdout(1, "late");
        // And while a later cell runs and prints as well.
        assertEquals("one\nlate\n", worker.out.stdout(1));
        assertEquals("two\n", worker.out.stdout(2));
    }

    @Test
    void aTaskForAnEarlierCellsPoolPrintsUnderTheCellThatGaveIt() throws Exception {
        run(
                "public static ExecutorService pool = Executors.newFixedThreadPool(1);",
                "pool.submit(() -> System.out.println(\"warm\")).get(); return null;");
        run(
                "",
                of(1, "pool", "ExecutorService")
                        + ".submit(() -> System.out.println(\"task\")).get(); return null;");
        assertEquals("warm\n", worker.out.stdout(1));
        assertEquals("task\n", worker.out.stdout(2));
    }

    @Test
    void anEarlierCellsMethodPrintsUnderTheCellThatCallsIt() throws Exception {
        run(
                "public static void hello(Object who) { System.out.println(\"hello \" + who);"
                        + " }public static void start(Object who) { Thread.ofVirtual().start(() ->"
                        + " System.out.println(\"start \" + who)); }",
                "return null;");
        String hello = "Class.forName(\"cell1.Cell\").getMethod(\"hello\", Object.class)";
        run(
                "static void call(Object who) { try { "
                        + hello
                        + ".invoke(null, who); } catch (ReflectiveOperationException e) { throw new"
                        + " RuntimeException(e); } }",
                """
                call("here");
                Thread.ofPlatform().start(() -> call("platform")).join();
                Thread.ofVirtual().start(() -> call("virtual")).join();
                CompletableFuture.runAsync(() -> call("common")).join();
                Class.forName("cell1.Cell").getMethod("start", Object.class).invoke(null, "its own thread");
                return null;\
                """);
        worker.out.awaitStdout(2, "its own thread");
        assertEquals(
                "hello here\nhello platform\nhello virtual\nhello common\nstart its own thread\n",
                worker.out.stdout(2));
        assertEquals("", worker.out.stdout(1));
    }

    @Test
    void whatAnEarlierCellLeftRunningGoesOnUnderIt() throws Exception {
        run(
                "public static volatile boolean on = true;",
                "Thread.ofPlatform().start(() -> { for (int i = 0; on; i++) {"
                        + " System.out.println(\"tick\"); Thread.onSpinWait(); if (i > 1_000_000)"
                        + " break; } }); return null;");
        run(
                "",
                "for (int i = 0; i < 200; i++) { System.out.println(\"mine\"); Thread.sleep(1); }"
                        + " Class.forName(\"cell1.Cell\").getField(\"on\").setBoolean(null, false);"
                        + " return null;");
        assertEquals("mine\n".repeat(200), worker.out.stdout(2));
        assertTrue(worker.out.stdout(1).matches("(tick\n)+"));
    }

    @Test
    void aParallelStreamPrintsUnderItsCell() throws Exception {
        for (int cell = 1; cell <= 2; cell++) {
            run(
                    "",
                    "IntStream.range(0, 1000).parallel().forEach(i -> System.out.println(i));"
                            + " return null;");
            var lines = worker.out.stdout(cell).lines().sorted().collect(Collectors.toList());
            var expected = IntStream.range(0, 1000).mapToObj(Integer::toString).sorted().toList();
            assertEquals(expected, lines);
        }
    }

    @Test
    void displaysGoWhereTextGoes() throws Exception {
        run(
                "public static CountDownLatch go = new CountDownLatch(1);",
                """
                Thread.ofPlatform().start(() -> {
                    String id = io.juggler.api.Display.display("first");
                    try { go.await(); } catch (InterruptedException e) { return; }
                    io.juggler.api.Display.update(id, "second");
                    io.juggler.api.Display.frontEnd().clearOutput(true);
                });
                return null;\
                """);
        run("", of(1, "go", "CountDownLatch") + ".countDown(); return null;");
        worker.out.await(events -> events.stream().anyMatch(Recording.Cleared.class::isInstance));
        var shown =
                worker.out.events().stream()
                        .filter(Recording.Shown.class::isInstance)
                        .map(Recording.Shown.class::cast)
                        .toList();
        assertEquals(2, shown.size());
        assertEquals(shown.get(0).displayId(), shown.get(1).displayId());
        assertEquals("second", shown.get(1).bundle().plainText());
        assertTrue(shown.get(1).update() && !shown.get(0).update());
        assertTrue(
                worker.out.events().stream().allMatch(event -> event.cell() == 1),
                worker.out.events().toString());
        assertTrue(
                worker.out.events().stream()
                        .anyMatch(e -> e instanceof Recording.Cleared c && c.deferred()));
    }

    @Test
    void linesOfManyThreadsStayWhole() throws Exception {
        run(
                "",
                """
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int t = 0; t < 20; t++) {
                        int n = t;
                        threads.execute(() -> { for (int i = 0; i < 100; i++) { System.out.printf("<%d-%s>%n", n, "x".repeat(50)); System.out.println("<" + n + "-" + "y".repeat(50) + ">"); } });
                    }
                }
                return null;\
                """);
        var lines = worker.out.stdout(1).lines().toList();
        assertEquals(20 * 100 * 2, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.matches("<\\d+-(x{50}|y{50})>")), "mixed");
    }

    @Test
    void findingTheCellIsCheapInTightLoops() throws Exception {
        // A thread of an ended cell needs its stack looked at for every line, the others do not.
        run(
                "public static CountDownLatch go = new CountDownLatch(1);",
                """
                Thread.ofPlatform().start(() -> {
                    try { go.await(); } catch (InterruptedException e) { return; }
                    for (int i = 0; i < 50_000; i++) System.out.println(i);
                    System.out.println("done");
                });
                return null;\
                """);
        long start = System.nanoTime();
        run(
                "",
                "Thread.ofPlatform().start(() -> { for (int i = 0; i < 50_000; i++)"
                        + " System.out.println(i); }).join(); return null;");
        run("", of(1, "go", "CountDownLatch") + ".countDown(); return null;");
        worker.out.awaitStdout(1, "done");
        var took = Duration.ofNanos(System.nanoTime() - start);
        var expected =
                IntStream.range(0, 50_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        assertEquals(expected, worker.out.stdout(2));
        assertEquals(expected + "done\n", worker.out.stdout(1));
        assertTrue(took.toSeconds() < 5, took.toString());
    }

    private void run(String members, String body) throws Exception {
        assertInstanceOf(Invocation.Returned.class, worker.run(members, body));
    }

    /** An earlier cell's static field. */
    private static String of(int cell, String field, String type) {
        return "(("
                + type
                + ") Class.forName(\"cell"
                + cell
                + ".Cell\").getField(\""
                + field
                + "\").get(null))";
    }
}
