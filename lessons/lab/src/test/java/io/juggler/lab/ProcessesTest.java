package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** A pool of JVMs does the same tasks. */
@Timeout(120)
class ProcessesTest {

    @Test
    void tasksAreDoneInOtherJvmsAndResultsComeBack() {
        var run =
                Lab.run(
                        Lab.task("pid", i -> List.of((long) i, ProcessHandle.current().pid())),
                        8,
                        Lab.processes(2));

        assertTrue(run.failures().isEmpty(), () -> run.failures().toString());
        Set<Long> pids = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            assertEquals((long) i, run.results().get(i).get(0));
            pids.add(run.results().get(i).get(1));
        }
        assertEquals(2, pids.size(), pids::toString);
        assertTrue(!pids.contains(ProcessHandle.current().pid()));
        assertEquals(Set.of("process-1", "process-2"), run.carriers());
        assertTrue(run.cpu().toMillis() > 10, () -> "two JVMs started with " + run.cpu());
        assertTrue(run.toText().contains("2 processes"), run::toText);
        assertTrue(
                run.slices().stream().anyMatch(s -> s.state() == Slice.State.READY),
                "starting them is drawn as time in which tasks were ready");
    }

    @Test
    void whatATaskHoldsCrosses() {
        var factor = new int[] {7};
        var names = List.of("a", "b", "c");
        var run = Lab.run(Lab.task("held", i -> names.get(i) + factor[0] * i), 3, Lab.processes(1));

        assertEquals(List.of("a0", "b7", "c14"), run.results());
    }

    @Test
    void whatCannotCrossIsNamed() {
        var lock = new Object();
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Lab.compare(
                                        Lab.task("locked", i -> lock.hashCode() + i),
                                        2,
                                        Lab.sequential(),
                                        Lab.processes(2)));
        assertEquals(
                "the task cannot go to another JVM: java.lang.Object does not implement"
                        + " java.io.Serializable",
                e.getMessage());
    }

    @Test
    void aResultThatCannotComeBackIsItsTasksFailure() {
        var run = Lab.run(Lab.task("thread", _ -> new Thread()), 2, Lab.processes(1));

        assertEquals(Set.of(0, 1), run.failures().keySet());
        assertTrue(
                run.failures().get(0).getMessage().contains("java.lang.Thread does not implement"),
                () -> run.failures().toString());
    }

    @Test
    void failuresComeBackAndTheRestIsDone() {
        var run =
                Lab.run(
                        Lab.task(
                                "flaky",
                                i -> {
                                    if (i == 1) {
                                        throw new IOException("cut off");
                                    }
                                    return i;
                                }),
                        3,
                        Lab.processes(1));

        assertInstanceOf(IOException.class, run.failures().get(1));
        assertEquals("cut off", run.failures().get(1).getMessage());
        assertEquals(2, run.results().get(2));
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck")
    void aTaskThatEndsItsJvmFailsAndAnotherJvmDoesTheRest() {
        var run =
                Lab.run(
                        Lab.task(
                                "exits",
                                i -> {
                                    if (i == 0) {
                                        System.exit(3);
                                    }
                                    return i;
                                }),
                        3,
                        Lab.processes(1));

        assertEquals(Set.of(0), run.failures().keySet());
        assertEquals("the process ended with exit status 3", run.failures().get(0).getMessage());
        assertTrue(
                run.toText()
                        .replaceAll("\\s+", " ")
                        .contains("exits 0: the process ended with exit status 3"),
                run::toText);
        assertEquals(List.of(1, 2), run.results().subList(1, 3));
    }

    @Test
    void whatTheyPrintIsShownWithWhatTheOthersPrint() {
        var comparison =
                Lab.compare(
                                Lab.task(
                                        "chatty",
                                        i -> {
                                            IO.println("hello from " + i);
                                            return i;
                                        }),
                                2,
                                Lab.processes(1))
                        .repeat(1);

        assertTrue(comparison.toText().contains("hello from 1"), comparison::toText);
    }

    @Test
    void theyEndWhenTheCallerIsInterrupted() throws InterruptedException {
        var before = children();
        var begun = new CountDownLatch(1);
        var outcome = new AtomicReference<Throwable>();
        var caller =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    begun.countDown();
                                    outcome.set(
                                            assertThrows(
                                                    CancellationException.class,
                                                    () ->
                                                            Lab.run(
                                                                    Lab.action(
                                                                            "endless",
                                                                            _ ->
                                                                                    Thread.sleep(
                                                                                            600_000)),
                                                                    2,
                                                                    Lab.processes(2))));
                                });
        begun.await();
        long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        var started = startedSince(before);
        while (started.size() < 2 && System.nanoTime() < limit) {
            caller.join(Duration.ofMillis(20));
            started = startedSince(before);
        }
        assertEquals(2, started.size());
        caller.interrupt();
        assertTrue(caller.join(Duration.ofSeconds(30)));
        for (var child : started) {
            child.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
        }
        assertInstanceOf(CancellationException.class, outcome.get());
    }

    private static Set<ProcessHandle> startedSince(Set<ProcessHandle> before) {
        var started = children();
        started.removeAll(before);
        return started;
    }

    private static Set<ProcessHandle> children() {
        return new HashSet<>(ProcessHandle.current().children().toList());
    }

    @Test
    void aComparisonOnOneCoreIsMadeInAJvmThatSeesOne() {
        var comparison =
                Lab.compare(Lab.task("cores", _ -> List.of(Lab.coresSeen())).checksum(_ -> 0), 4)
                        .onOneCore();

        assertEquals(
                List.of(1), comparison.row("inParallel").run().results().getFirst(), "cores seen");
        assertTrue(comparison.toText().contains("4 tasks on 1 core,"), comparison::toText);
        assertTrue(comparison.row("inParallel").run().traced());
        assertEquals(1, comparison.row("inParallel").run().carriers().size());
        assertTrue(comparison.toHtml().contains("sees one core"), comparison::toHtml);
        var more = comparison.with(Lab.pool(2));
        assertEquals(List.of(1), more.row("pool(2)").run().results().getFirst());
    }

    @Test
    void waitsStillOverlapOnOneCore() {
        var nap =
                Lab.task(
                        "nap",
                        i -> {
                            Thread.sleep(100);
                            return IntStream.rangeClosed(0, i).sum();
                        });
        var comparison = Lab.compare(nap, 5).onOneCore();

        assertEquals(10, comparison.row("concurrently").run().results().get(4));
        assertTrue(
                comparison.row("concurrently").speedUp().orElseThrow().median() > 1.5,
                comparison::toText);
    }

    @Test
    void numbersOfProcessesMustMakeSense() {
        assertThrows(IllegalArgumentException.class, () -> Lab.processes(0));
        assertThrows(IllegalArgumentException.class, () -> Lab.processes(65));
    }
}
