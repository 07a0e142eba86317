package io.juggler.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.CommMessage;
import io.juggler.wire.CommEvent;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a worker does beside the cell that it runs: other cells, and the messages of comms. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsideIT {
    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

    @TempDir static Path folder;
    private static LiveWorker worker;

    @BeforeAll
    static void start() throws Exception {
        worker = new LiveWorker(folder);
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void aCellRunsWhileTheMainOneIsBusy() throws Exception {
        int main = worker.nextCell();
        var busy =
                begin(
                        () ->
                                worker.run(
                                        "public static volatile boolean go;",
                                        "System.out.println(\"main\"); while (!go) {"
                                                + " Thread.onSpinWait(); } System.out.println("
                                                + "\"ends\"); return 1;"));
        worker.out.awaitStdout(main, "main\n");
        int beside = NUMBERS.incrementAndGet();
        var ended =
                aside(
                        beside,
                        "System.out.println(\"beside\"); new Thread(() -> System.out.println(\"its"
                                + " thread\")).start(); return 2;");
        assertEquals("2", assertInstanceOf(Invocation.Returned.class, ended).bundle().plainText());
        worker.out.awaitStdout(beside, "its thread\n");
        assertTrue(worker.out.stdout(beside).startsWith("beside\n"));
        aside(
                NUMBERS.incrementAndGet(),
                "Class.forName(\"cell%d.Cell\", false,".formatted(main)
                        + " Thread.currentThread().getContextClassLoader())"
                        + ".getField(\"go\").set(null, true); return null;");
        assertInstanceOf(Invocation.Returned.class, busy.get(20, TimeUnit.SECONDS));
        assertEquals("main\nends\n", worker.out.stdout(main));
    }

    @Test
    void eachIsInterruptedAlone() throws Exception {
        int main = worker.nextCell();
        var busy = begin(() -> worker.run("System.out.println(\"main\"); while (true) {} "));
        worker.out.awaitStdout(main, "main\n");
        int beside = NUMBERS.incrementAndGet();
        var looping = begin(() -> aside(beside, "System.out.println(\"beside\"); while (true) {}"));
        worker.out.awaitStdout(beside, "beside\n");
        assertTrue(worker.process.interrupt(beside));
        assertInstanceOf(Invocation.Interrupted.class, looping.get(20, TimeUnit.SECONDS));
        assertTrue(!busy.isDone());
        assertTrue(worker.process.interrupt(main));
        assertInstanceOf(Invocation.Interrupted.class, busy.get(20, TimeUnit.SECONDS));
        assertTrue(!worker.process.interrupt(beside));
    }

    @Test
    void aCellOfSeveralPartsRunsBesideToo() throws Exception {
        int beside = NUMBERS.incrementAndGet();
        var runner = worker.process.aside();
        var name = "aside" + beside + ".Cell";
        runner.begin(beside, "beside");
        assertEquals(null, runner.load(Sources.cell(name, "", "return 3;")));
        var ended = runner.invoke(name, "run", true);
        runner.end(beside);
        assertEquals("3", assertInstanceOf(Invocation.Returned.class, ended).bundle().plainText());
    }

    @Test
    void theEndOfTheWorkerIsTheEndOfWhatRunsBeside() throws Exception {
        try (var other = new LiveWorker(folder.resolve("other"))) {
            var name = "a.A";
            var classes = Sources.cell(name, "", "Thread.sleep(60_000); return null;");
            var sleeping =
                    begin(() -> other.process.aside().run(1, "beside", classes, name, "run", true));
            assertThrows(WorkerDiedException.class, () -> other.run("System.exit(4); return 1;"));
            var death =
                    assertThrows(
                            java.util.concurrent.ExecutionException.class,
                            () -> sleeping.get(20, TimeUnit.SECONDS));
            assertInstanceOf(WorkerDiedException.class, death.getCause());
        }
    }

    @Test
    void aCommGoesBothWaysWhileACellRuns() throws Exception {
        int cell = worker.nextCell();
        var busy =
                begin(
                        () ->
                                worker.run(
                                        """
                                        io.juggler.api.Comm.onOpen("echo", (comm, opened) -> {
                                            comm.onMessage(message -> {
                                                System.out.println("handled " + message.data());
                                                comm.send(message);
                                            });
                                            comm.onClose(message -> System.out.println("closed"));
                                            comm.send(opened.data());
                                        });
                                        var own = io.juggler.api.Comm.open("widget", \
                                        io.juggler.api.CommMessage.of("{\\"a\\":1}"));
                                        own.close();
                                        System.out.println("registered");
                                        Thread.sleep(60_000);
                                        return null;\
                                        """));
        worker.out.awaitStdout(cell, "registered");
        var opening = (Recording.Commed) events(cell).getFirst();
        assertEquals(CommEvent.Kind.OPEN, opening.event().kind());
        assertEquals("widget", opening.event().target());
        assertEquals("{\"a\":1}", opening.event().message().data());
        assertEquals(CommEvent.Kind.CLOSE, ((Recording.Commed) events(cell).get(1)).event().kind());

        int open = send(CommEvent.Kind.OPEN, "c1", "echo", CommMessage.of("{\"hello\":1}"));
        var answer = ((Recording.Commed) events(open).getFirst()).event();
        assertEquals("c1", answer.id());
        assertEquals("{\"hello\":1}", answer.message().data());

        var withBuffers = new CommMessage("{\"b\":2}", "{}", List.of(new byte[] {1, 2, 3}));
        int message = send(CommEvent.Kind.MESSAGE, "c1", "", withBuffers);
        assertEquals("handled {\"b\":2}\n", worker.out.stdout(message));
        var echo =
                events(message).stream()
                        .filter(Recording.Commed.class::isInstance)
                        .map(each -> ((Recording.Commed) each).event())
                        .findFirst()
                        .orElseThrow();
        assertEquals(3, echo.message().buffers().getFirst().length);

        int close = send(CommEvent.Kind.CLOSE, "c1", "", CommMessage.of("{}"));
        assertEquals("closed\n", worker.out.stdout(close));
        int late = send(CommEvent.Kind.MESSAGE, "c1", "", CommMessage.of("{}"));
        assertEquals(List.of(), events(late));
        assertTrue(!busy.isDone());
        worker.process.interrupt(cell);
        busy.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aCommToAnUnknownTargetIsClosed() throws Exception {
        int open = send(CommEvent.Kind.OPEN, "c9", "nobody", CommMessage.of("{}"));
        var event = ((Recording.Commed) events(open).getFirst()).event();
        assertEquals(CommEvent.Kind.CLOSE, event.kind());
        assertEquals("c9", event.id());
    }

    @Test
    void aHandlerThatThrowsOrLoopsEndsNothing() throws Exception {
        worker.run(
                "io.juggler.api.Comm.onOpen(\"wild\", (comm, opened) -> {"
                        + " System.out.println(\"in\"); if (opened.data().length() > 2) throw new"
                        + " IllegalStateException(\"no\"); while (true) {} }); return null;");
        int throwing = send(CommEvent.Kind.OPEN, "w1", "wild", CommMessage.of("{\"x\":1}"));
        assertTrue(
                worker.out
                        .text(throwing, WorkerListener.Stream.STDERR)
                        .contains("java.lang.IllegalStateException: no"));
        int looping = NUMBERS.incrementAndGet();
        var handled =
                worker.process.comm(
                        looping,
                        new CommEvent(CommEvent.Kind.OPEN, "w2", "wild", CommMessage.of("{}")));
        worker.out.awaitStdout(looping, "in\n");
        assertTrue(worker.process.interrupt(looping));
        handled.get(20, TimeUnit.SECONDS);
        assertTrue(
                worker.out.text(looping, WorkerListener.Stream.STDERR).contains("was interrupted"));
    }

    @Test
    void aPasswordIsAskedForWithItsPrompt() throws Exception {
        worker.out.answerWith(List.of("secret", "line"));
        var ended =
                worker.run(
                        "return io.juggler.api.Input.password(\"Key: \") +"
                                + " io.juggler.api.Input.line(\"More: \");");
        assertEquals(
                "secretline",
                assertInstanceOf(Invocation.Returned.class, ended).bundle().plainText());
        assertEquals(
                List.of(
                        new Recording.Asked(worker.lastCell(), "Key: ", true),
                        new Recording.Asked(worker.lastCell(), "More: ", false)),
                events(worker.lastCell()));
    }

    @Test
    void anInterruptThatARendererSwallowsIsOne() throws Exception {
        int cell = worker.nextCell();
        var slow =
                begin(
                        () ->
                                worker.run(
                                        "static class Slow { @Override public String toString() {"
                                            + " System.out.println(\"renders\"); try {"
                                            + " Thread.sleep(60_000); } catch (InterruptedException"
                                            + " e) { return \"swallowed\"; } return \"done\"; } }",
                                        "return new Slow();"));
        worker.out.awaitStdout(cell, "renders\n");
        worker.process.interrupt(cell);
        assertInstanceOf(Invocation.Interrupted.class, slow.get(20, TimeUnit.SECONDS));
    }

    private static int send(CommEvent.Kind kind, String id, String target, CommMessage message)
            throws Exception {
        int number = NUMBERS.incrementAndGet();
        worker.process
                .comm(number, new CommEvent(kind, id, target, message))
                .get(20, TimeUnit.SECONDS);
        return number;
    }

    private static List<Recording.Event> events(int cell) {
        return worker.out.events().stream().filter(event -> event.cell() == cell).toList();
    }

    private static Invocation aside(int cell, String body) throws Exception {
        var name = "aside" + cell + ".Cell";
        return worker.process
                .aside()
                .run(cell, "beside", Sources.cell(name, "", body), name, "run", true);
    }

    private static CompletableFuture<Invocation> begin(
            java.util.concurrent.Callable<Invocation> cell) {
        var ended = new CompletableFuture<Invocation>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                ended.complete(cell.call());
                            } catch (Exception e) {
                                ended.completeExceptionally(e);
                            }
                        });
        return ended;
    }
}
