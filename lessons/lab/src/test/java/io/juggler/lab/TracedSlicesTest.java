package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Slice.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What holds where every mount is recorded. */
@Timeout(180)
@SuppressWarnings("ThreadPriorityCheck") // a yield is a mount
class TracedSlicesTest {

    @Test
    void neverTwoSlicesAtOnceOnOneCarrierOverTenThousandTasks() {
        var run =
                Lab.concurrently(
                        Lab.action(
                                "nap",
                                _ -> {
                                    Thread.sleep(20);
                                    Thread.yield();
                                }),
                        10_000);

        assertEquals(Set.of("carrier-1"), run.carriers());
        assertDisjoint(run, "carrier-1");
        assertEquals(
                10_000,
                run.slices().stream()
                        .filter(s -> s.state() == State.RUNNING)
                        .map(Slice::task)
                        .distinct()
                        .count());
    }

    @Test
    void fiveNapsAreTwoMountsEachWithOneWaitBetween() {
        var run = Lab.concurrently(Lab.action("nap", _ -> Thread.sleep(200)), 5);

        for (int task = 0; task < 5; task++) {
            int number = task;
            var slices = run.slices().stream().filter(s -> s.task() == number).toList();
            assertEquals(
                    2,
                    slices.stream().filter(s -> s.state() == State.RUNNING).count(),
                    slices::toString);
            var waits = slices.stream().filter(s -> s.state() == State.WAITING).toList();
            assertEquals(1, waits.size(), slices::toString);
            assertTrue(waits.getFirst().nanos() >= 195_000_000, waits::toString);
            assertEquals("", waits.getFirst().carrier());
        }
    }

    @Test
    void aTasksSlicesLeaveNoGap() {
        for (var run :
                java.util.List.of(
                        Lab.concurrently(Lab.action("nap", _ -> Thread.sleep(5)), 50),
                        Lab.sequentially(Lab.action("nap", _ -> Thread.sleep(5)), 10),
                        Lab.inParallel(Lab.action("nap", _ -> Thread.sleep(5)), 10))) {
            for (int task = 0; task < run.tasks(); task++) {
                int number = task;
                long at = -1;
                for (var slice : run.slices().stream().filter(s -> s.task() == number).toList()) {
                    long expected = at < 0 ? slice.start() : at;
                    assertEquals(
                            expected,
                            slice.start(),
                            () -> run.strategy().name() + ": gap before " + slice);
                    at = slice.end();
                }
                assertTrue(at > 0, () -> "no slice of task " + number);
            }
        }
    }

    @Test
    void aTaskThatComputesKeepsTheOthersReadyNotWaiting() {
        var run =
                Lab.concurrently(
                        Lab.task(
                                "spin",
                                _ -> {
                                    long begin = System.nanoTime();
                                    while (System.nanoTime() - begin < 50_000_000) {
                                        Thread.onSpinWait();
                                    }
                                    return 0;
                                }),
                        3);

        assertTrue(total(run, 2, State.READY) >= 90_000_000, () -> run.slices().toString());
        assertEquals(0, total(run, 2, State.WAITING), () -> run.slices().toString());
    }

    @Test
    void locksAreWaitedForWithoutHoldingTheCarrier() {
        var lock = new java.util.concurrent.locks.ReentrantLock();
        var run =
                Lab.concurrently(
                        Lab.action(
                                "locked",
                                _ -> {
                                    lock.lock();
                                    try {
                                        Thread.sleep(20);
                                    } finally {
                                        lock.unlock();
                                    }
                                }),
                        5);

        assertDisjoint(run, "carrier-1");
        long waited = 0;
        for (int task = 0; task < 5; task++) {
            waited += total(run, task, State.WAITING);
        }
        // The last waits for four others' 20 ms and its own, the one before for three, and so on.
        long all = waited;
        assertTrue(all >= 290_000_000, () -> all + " ns in all: " + run.slices());
        assertEquals(0, run.slices().stream().filter(s -> s.state() == State.PINNED).count());
    }

    @Test
    void aTaskThatThrowsHasItsSlicesToo() {
        var run =
                Lab.concurrently(
                        Lab.action(
                                "flaky",
                                i -> {
                                    Thread.sleep(30);
                                    throw new IllegalStateException("boom " + i);
                                }),
                        3);

        assertEquals(3, run.failures().size());
        for (int task = 0; task < 3; task++) {
            assertTrue(total(run, task, State.WAITING) >= 25_000_000, () -> "" + run.slices());
        }
    }

    @Test
    void threadsThatATaskStartsAreItsOwn() {
        var run =
                Lab.concurrently(
                        Lab.action(
                                "parent",
                                _ -> {
                                    var child =
                                            Thread.startVirtualThread(TracedSlicesTest::spin200);
                                    child.join();
                                }),
                        2);

        assertEquals(Set.of("carrier-1"), run.carriers());
        assertDisjoint(run, "carrier-1");
        for (int task = 0; task < 2; task++) {
            long running = total(run, task, State.RUNNING);
            assertTrue(
                    running >= 199_000_000,
                    () -> "the child's 200 ms are the parent's, but it ran " + running + " ns");
        }
    }

    @Test
    void threadsThatALanesTaskStartsAreThatTasks() {
        var run =
                Lab.sequentially(
                        Lab.action(
                                "parent",
                                i -> {
                                    if (i == 1) {
                                        Thread.startVirtualThread(TracedSlicesTest::spin200).join();
                                    }
                                }),
                        3);

        assertTrue(total(run, 1, State.RUNNING) >= 199_000_000, () -> run.slices().toString());
        assertTrue(total(run, 0, State.RUNNING) < 199_000_000, () -> run.slices().toString());
        assertTrue(total(run, 2, State.RUNNING) < 199_000_000, () -> run.slices().toString());
    }

    @Test
    void aThreadThatOutlivesItsTaskGoesOnRunning() throws InterruptedException {
        var go = new CountDownLatch(1);
        var went = new CountDownLatch(1);
        Lab.concurrently(
                Lab.action(
                        "leave",
                        _ ->
                                Thread.startVirtualThread(
                                        () -> {
                                            try {
                                                go.await();
                                                Thread.sleep(1);
                                                went.countDown();
                                            } catch (InterruptedException e) {
                                                Thread.currentThread().interrupt();
                                            }
                                        })),
                1);
        go.countDown();

        assertTrue(went.await(10, TimeUnit.SECONDS), "its carrier was taken away");
    }

    @Test
    void socketPollersAreNotBookedToTheFirstTaskThatUsesASocket() {
        try (var server = Lab.dataServer(Duration.ofMillis(100))) {
            var run = Lab.concurrently(Lab.task("fetch", server::fetch), 2);
            assertEquals(java.util.List.of("Data 0", "Data 1"), run.results());
            for (int task = 0; task < 2; task++) {
                assertTrue(
                        total(run, task, State.WAITING) >= 80_000_000,
                        () -> run.slices().toString());
            }
        }
    }

    @Test
    void millionsOfMountsStayWithinBounds() {
        var run =
                Lab.concurrently(
                        Lab.action(
                                "yield",
                                _ -> {
                                    for (int k = 0; k < 40_000; k++) {
                                        Thread.yield();
                                    }
                                }),
                        10);

        assertTrue(run.slices().size() < 1_100_000, () -> run.slices().size() + " slices");
        assertTrue(run.toText().contains("the timeline shows the first"), run::toText);
    }

    private static void spin200() {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 200_000_000) {
            Thread.onSpinWait();
        }
    }

    private static long total(Run<?> run, int task, State state) {
        return run.slices().stream()
                .filter(s -> s.task() == task && s.state() == state)
                .mapToLong(Slice::nanos)
                .sum();
    }

    private static void assertDisjoint(Run<?> run, String carrier) {
        Slice last = null;
        for (var slice : run.slices()) {
            if (slice.state() == State.RUNNING && slice.carrier().equals(carrier)) {
                var before = last;
                assertTrue(
                        before == null || slice.start() >= before.end(),
                        () -> "two at once: " + before + " and " + slice);
                last = slice;
            }
        }
    }
}
