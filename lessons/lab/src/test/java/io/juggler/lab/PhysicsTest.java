package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What must hold in every JVM: traced or not, with one core or with several. */
@Timeout(180)
class PhysicsTest {
    private static final Task<Integer> NAP =
            Lab.task(
                    "nap",
                    i -> {
                        Thread.sleep(200);
                        return i;
                    });

    @Test
    void waitsOverlapOnOneCarrier() {
        // Generous: one after another they take a second, and a busy machine adds to both.
        var run = quickest(Duration.ofMillis(900), () -> Lab.concurrently(NAP, 5));

        assertEquals(List.of(0, 1, 2, 3, 4), run.results());
        assertTrue(run.wall().toMillis() >= 199, () -> "five naps took " + run.wall());
        assertTrue(run.wall().toMillis() < 900, () -> "five naps at once took " + run.wall());
        assertEquals(1, run.carriers().size(), () -> "carriers " + run.carriers());
    }

    @Test
    void fiveWaitsOfASecondTakeLessThanTwo() {
        var fetch =
                Lab.task(
                        "fetch",
                        i -> {
                            Thread.sleep(1_000);
                            return "Data " + i;
                        });
        var run = quickest(Duration.ofSeconds(2), () -> Lab.concurrently(fetch, 5));

        assertEquals(List.of("Data 0", "Data 1", "Data 2", "Data 3", "Data 4"), run.results());
        assertTrue(run.wall().toMillis() < 2_000, () -> "took " + run.wall());
    }

    @Test
    void aHogMakesAGapInTheOthersRhythm() {
        var run =
                Lab.concurrently(
                        Lab.task(
                                "beat",
                                i -> {
                                    long widest = 0;
                                    if (i == 0) {
                                        long last = System.nanoTime();
                                        for (int beat = 0; beat < 20; beat++) {
                                            Thread.sleep(20);
                                            widest = Math.max(widest, System.nanoTime() - last);
                                            last = System.nanoTime();
                                        }
                                    } else {
                                        Thread.sleep(60);
                                        long begin = System.nanoTime();
                                        while (System.nanoTime() - begin < 400_000_000) {
                                            Thread.onSpinWait();
                                        }
                                    }
                                    return widest;
                                }),
                        2);

        assertTrue(
                run.results().getFirst() >= 400_000_000,
                () -> "widest gap " + run.results().getFirst() + " ns");
    }

    @Test
    void waitsAddUpOneAfterAnother() {
        var run = Lab.sequentially(NAP, 5);

        assertEquals(List.of(0, 1, 2, 3, 4), run.results());
        assertTrue(run.wall().toMillis() >= 999, () -> "five naps in turn took " + run.wall());
        assertEquals(1, run.carriers().size(), () -> "carriers " + run.carriers());
    }

    @Test
    void oneTaskAtATimeOnEachCore() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        int cores = Lab.coresSeen();
        var run =
                Lab.inParallel(
                        Lab.action(
                                "nap",
                                i -> {
                                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                    Thread.sleep(50);
                                    now.decrementAndGet();
                                }),
                        3 * cores);

        assertEquals(cores, most.get(), "tasks at once");
        assertEquals(cores, run.carriers().size(), () -> "carriers " + run.carriers());
        assertTrue(
                run.wall().toMillis() >= 149, () -> "three naps on each core took " + run.wall());
    }

    @Test
    void tenThousandWaitsOverlapOnOneCarrier() {
        var run = Lab.concurrently(NAP, 10_000);

        assertEquals(IntStream.range(0, 10_000).boxed().toList(), run.results());
        assertEquals(1, run.carriers().size(), () -> "carriers " + run.carriers());
        assertTrue(
                run.wall().toSeconds() < 20,
                () -> "10,000 naps of 0.2 s at once took " + run.wall());
    }

    @Test
    void computingOnOneCarrierTakesItsSum() {
        var run = Lab.concurrently(Lab.task("spin", _ -> spin(Duration.ofMillis(60))), 4);

        long sum = run.results().stream().mapToLong(Long::longValue).sum();
        assertTrue(
                run.wall().toNanos() >= 0.98 * sum,
                () -> "the tasks took " + sum + " ns, all of it " + run.wall());
        assertTrue(run.cpu().toMillis() >= 1, () -> "computing showed " + run.cpu() + " of CPU");
    }

    @Test
    void waitingCostsNoCpu() {
        var run = Lab.concurrently(NAP, 5);

        assertTrue(run.cpu().toMillis() < 150, () -> "five naps cost " + run.cpu());
    }

    @Test
    void aTaskThatThrowsIsKeptAndTheRestStillRun() {
        var boom = new IllegalStateException("boom");
        var run =
                Lab.concurrently(
                        Lab.task(
                                "flaky",
                                i -> {
                                    if (i == 2) {
                                        throw boom;
                                    }
                                    return "Data " + i;
                                }),
                        4);

        assertEquals(java.util.Arrays.asList("Data 0", "Data 1", null, "Data 3"), run.results());
        assertEquals(java.util.Set.of(2), run.failures().keySet());
        assertSame(boom, run.failures().get(2));
        var text = run.toText().replaceAll("\\s+", " ");
        assertTrue(text.contains("flaky 2 threw java.lang.IllegalStateException: boom"), text);
    }

    @Test
    void aFailedAssertionBelongsToItsTask() {
        var run =
                Lab.sequentially(
                        Lab.action(
                                "check",
                                i -> {
                                    if (i == 0) {
                                        throw new AssertionError("not so");
                                    }
                                }),
                        2);

        assertInstanceOf(AssertionError.class, run.failures().get(0));
        assertEquals(1, run.failures().size());
    }

    @Test
    void endlessRecursionBelongsToItsTask() {
        var run = Lab.concurrently(Lab.task("deep", i -> i == 1 ? deeper(i) : i), 3);

        assertEquals(java.util.Set.of(1), run.failures().keySet());
        assertInstanceOf(StackOverflowError.class, run.failures().get(1));
    }

    @Test
    void anErrorFromOutsideEndsTheWholeRunAndComesOut() throws InterruptedException {
        for (var strategy : Started.WAYS) {
            var started = new Started(3);
            var task =
                    Lab.action(
                            "endless",
                            i -> {
                                started.here();
                                if (i == 0) {
                                    throw new CellInterrupted();
                                }
                                Thread.sleep(60_000);
                            });
            assertThrows(CellInterrupted.class, () -> strategy.run(task, 3), strategy.toString());
            assertTrue(
                    started.allEnd(), () -> strategy + " left threads running: " + started.threads);
        }
    }

    @Test
    void interruptingTheCallerStopsEveryThreadItStarted() throws InterruptedException {
        for (var strategy : Started.WAYS) {
            var started = new Started(1);
            var task =
                    Lab.action(
                            "endless",
                            _ -> {
                                started.here();
                                Thread.sleep(60_000);
                            });
            var outcome = new Throwable[1];
            var flag = new boolean[1];
            var caller =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            strategy.run(task, 3);
                                        } catch (CancellationException e) {
                                            outcome[0] = e;
                                            flag[0] = Thread.currentThread().isInterrupted();
                                        }
                                    });
            assertTrue(started.begun.await(10, TimeUnit.SECONDS), strategy.toString());
            caller.interrupt();
            assertTrue(caller.join(Duration.ofSeconds(10)), strategy + " does not come back");

            assertInstanceOf(CancellationException.class, outcome[0], strategy.toString());
            assertTrue(outcome[0].getMessage().contains("endless"), () -> outcome[0].getMessage());
            assertTrue(flag[0], "the caller stays interrupted");
            assertTrue(
                    started.allEnd(), () -> strategy + " left threads running: " + started.threads);
        }
    }

    @Test
    void aTaskThatSwallowsOneInterruptIsInterruptedAgain() throws InterruptedException {
        var started = new Started(1);
        var caller =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        assertThrows(
                                                CancellationException.class,
                                                () ->
                                                        Lab.concurrently(
                                                                Lab.action(
                                                                        "stubborn",
                                                                        _ -> {
                                                                            started.here();
                                                                            try {
                                                                                Thread.sleep(
                                                                                        60_000);
                                                                            } catch (
                                                                                    InterruptedException
                                                                                            e) {
                                                                                Thread.sleep(
                                                                                        60_000);
                                                                            }
                                                                        }),
                                                                1)));
        assertTrue(started.begun.await(10, TimeUnit.SECONDS));
        caller.interrupt();
        assertTrue(caller.join(Duration.ofSeconds(10)));
        assertTrue(started.allEnd(), () -> "left running: " + started.threads);
    }

    @Test
    void oneTasksInterruptDoesNotReachTheNext() {
        var run =
                Lab.sequentially(
                        Lab.task(
                                "careless",
                                _ -> {
                                    boolean before = Thread.currentThread().isInterrupted();
                                    Thread.currentThread().interrupt();
                                    return before;
                                }),
                        3);

        assertEquals(List.of(false, false, false), run.results());
    }

    @Test
    void tasksMayRunTasks() {
        var run =
                Lab.concurrently(
                        Lab.task("outer", i -> Lab.concurrently(NAP, 2).results().get(1) + i), 2);

        assertEquals(List.of(1, 2), run.results());
    }

    @Test
    void slicesAreInsideTheRunAndInOrder() {
        for (var run :
                List.of(
                        Lab.concurrently(NAP, 5),
                        Lab.sequentially(NAP, 2),
                        Lab.inParallel(NAP, 3))) {
            long last = 0;
            assertFalse(run.slices().isEmpty());
            for (var slice : run.slices()) {
                assertTrue(slice.start() >= last, () -> "out of order: " + slice);
                assertTrue(slice.end() > slice.start(), () -> "no time: " + slice);
                assertTrue(
                        slice.end() <= run.wall().toNanos(),
                        () -> slice + " outlasts " + run.wall());
                last = slice.start();
            }
        }
    }

    /**
     * The first of a few runs that is within the limit, else the last: a busy machine adds to a run
     * and takes nothing away, so one that is within it is proof.
     */
    private static <T> Run<T> quickest(Duration limit, Supplier<Run<T>> runs) {
        var run = runs.get();
        for (int more = 0; more < 4 && run.wall().compareTo(limit) >= 0; more++) {
            run = runs.get();
        }
        return run;
    }

    private static long spin(Duration time) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - begin;
    }

    @SuppressWarnings("InfiniteRecursion") // that is what is tested
    private static int deeper(int i) {
        return 1 + deeper(i + 1);
    }

    /** Stands for what a kernel throws into the code of an interrupted cell. */
    private static final class CellInterrupted extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Threads that tasks run on. */
    private static final class Started {
        static final List<Way> WAYS =
                List.of(new Way("sequentially"), new Way("concurrently"), new Way("inParallel"));

        final java.util.Set<Thread> threads = ConcurrentHashMap.newKeySet();
        final CountDownLatch begun;

        Started(int count) {
            begun = new CountDownLatch(Math.min(count, 1));
        }

        void here() {
            threads.add(Thread.currentThread());
            begun.countDown();
        }

        boolean allEnd() throws InterruptedException {
            for (var thread : threads) {
                if (!thread.join(Duration.ofSeconds(5))) {
                    return false;
                }
            }
            return !threads.isEmpty();
        }
    }

    private record Way(String name) {
        <T> Run<T> run(Task<T> task, int n) {
            return switch (name) {
                case "sequentially" -> Lab.sequentially(task, n);
                case "concurrently" -> Lab.concurrently(task, n);
                default -> Lab.inParallel(task, n);
            };
        }
    }
}
