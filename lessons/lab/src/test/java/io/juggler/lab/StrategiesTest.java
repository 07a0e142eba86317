package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Slice.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What every strategy keeps to. */
@Timeout(180)
class StrategiesTest {

    static List<Strategy> all() {
        var all = new ArrayList<Strategy>();
        if (Lab.run(Lab.task("probe", i -> i), 1, Lab.oneCarrier()).traced()) {
            all.add(Lab.carriers(2));
        }
        Collections.addAll(
                all,
                Lab.sequential(),
                Lab.oneCarrier(),
                Lab.cores(),
                Lab.virtualThreads(),
                Lab.pool(3),
                Lab.parallelStream(),
                Lab.forkJoin(),
                Lab.completableFuture(),
                Lab.eventLoop(),
                Lab.executor("direct", Runnable::run));
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void itDoesEachTaskOnce(Strategy strategy) {
        var ran = ConcurrentHashMap.<Integer>newKeySet();
        var run =
                Lab.run(
                        Lab.task(
                                "square",
                                i -> {
                                    assertTrue(ran.add(i), "twice: " + i);
                                    return i * i;
                                }),
                        200,
                        strategy);

        assertEquals(IntStream.range(0, 200).map(i -> i * i).boxed().toList(), run.results());
        assertEquals(Set.of(), run.failures().keySet());
        assertTrue(run.wall().isPositive());
        assertTrue(!run.carriers().isEmpty());
        assertTrue(run.toText().contains(strategy.name()), run::toText);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itKeepsAFailureAndDoesTheRest(Strategy strategy) {
        var run =
                Lab.run(
                        Lab.task(
                                "flaky",
                                i -> {
                                    if (i % 2 == 1) {
                                        throw new java.io.IOException("odd");
                                    }
                                    return i;
                                }),
                        6,
                        strategy);

        assertEquals(Set.of(1, 3, 5), run.failures().keySet());
        assertEquals(4, run.results().get(4));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itStopsItsThreadsWhenTheCallerIsInterrupted(Strategy strategy)
            throws InterruptedException {
        var began = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var task =
                Lab.action(
                        "endless",
                        _ -> {
                            began.countDown();
                            try {
                                Thread.sleep(60_000);
                            } finally {
                                ended.countDown();
                            }
                        });
        var outcome = new Throwable[1];
        var caller =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        outcome[0] =
                                                assertThrows(
                                                        CancellationException.class,
                                                        () -> Lab.run(task, 4, strategy)));
        assertTrue(began.await(10, TimeUnit.SECONDS));
        caller.interrupt();

        assertTrue(caller.join(Duration.ofSeconds(10)), "it does not come back");
        assertInstanceOf(CancellationException.class, outcome[0]);
        assertTrue(ended.await(1, TimeUnit.SECONDS), "a task goes on");
    }

    @Test
    void morePlacesThanTasksAreToldAndNotHeldAgainstTheThreads() {
        var notes =
                String.join(
                        "\n",
                        Lab.compare(Lab.task("i", i -> i), 3, Lab.pool(50))
                                .repeat(1)
                                .rows()
                                .getFirst()
                                .notes());
        assertTrue(
                notes.contains("more than there are tasks: at most 3 of 50 can have one"), notes);
        assertFalse(notes.contains("before the others woke up"), notes);
    }

    /** What it does with no CPU is not known: waits of less than a millisecond are not recorded. */
    @Test
    void whatAPlatformThreadDidUnseenIsNotCalledWaiting() {
        var shorts =
                Lab.task(
                        "short",
                        i -> {
                            for (int k = 0; k < 200; k++) {
                                Thread.sleep(Duration.ofNanos(100_000));
                            }
                            return i;
                        });
        var long_ =
                Lab.task(
                        "long",
                        i -> {
                            Thread.sleep(60);
                            return i;
                        });
        var unseen = Lab.compare(shorts, 2, Lab.pool(2)).repeat(1).rows().getFirst();
        assertTrue(unseen.waiting().isEmpty(), unseen::toString);
        var seen = Lab.compare(long_, 2, Lab.pool(2)).repeat(1).rows().getFirst();
        assertTrue(seen.waiting().orElse(0) > 0.8, seen::toString);
    }

    @Test
    void theSharedPoolIsFitForUseAfterAnInterrupt() throws InterruptedException {
        itStopsItsThreadsWhenTheCallerIsInterrupted(Lab.completableFuture());
        itDoesEachTaskOnce(Lab.completableFuture());
    }

    @Test
    void aPoolHasItsThreadsAndNoMore() {
        var run = Lab.run(Lab.action("nap", _ -> Thread.sleep(30)), 12, Lab.pool(3));

        assertEquals(Set.of("pool-1", "pool-2", "pool-3"), run.carriers());
        assertTrue(
                run.wall().toMillis() >= 119,
                () -> "12 naps of 30 ms on 3 threads took " + run.wall());
    }

    @Test
    void whatLiesInAQueueIsReadyAndSleepIsSeenOnAPlatformThread() {
        var run = Lab.run(Lab.action("nap", _ -> Thread.sleep(30)), 2, Lab.pool(1));

        var second = run.slices().stream().filter(slice -> slice.task() == 1).toList();
        assertEquals(State.READY, second.getFirst().state(), second::toString);
        assertTrue(second.getFirst().nanos() >= 29_000_000, second::toString);
        assertTrue(
                second.stream().anyMatch(s -> s.state() == State.WAITING && s.nanos() > 25_000_000),
                second::toString);
    }

    @Test
    void computingOnAPlatformThreadIsRunningOnlyWhereItsCpuTimeFillsIt() {
        var run =
                Lab.run(
                        Lab.action(
                                "spin",
                                _ -> {
                                    long begin = System.nanoTime();
                                    while (System.nanoTime() - begin < 50_000_000) {
                                        Thread.onSpinWait();
                                    }
                                }),
                        1,
                        Lab.pool(1));

        var states = run.slices().stream().map(Slice::state).filter(s -> s != State.READY).toList();
        boolean had = run.cpu().toNanos() >= 0.95 * run.latency().max().toNanos();
        // Where others had the core meanwhile, nobody can say when.
        if (had) {
            assertEquals(List.of(State.RUNNING), states);
        } else {
            assertTrue(states.contains(State.UNKNOWN) || states.contains(State.RUNNING));
        }
    }

    @Test
    void anExecutorOfOnesOwnStaysOpen() {
        try (var mine = Executors.newVirtualThreadPerTaskExecutor()) {
            var strategy = Lab.executor("mine", mine);
            for (int i = 0; i < 2; i++) {
                var run = Lab.run(Lab.task("nap", k -> k), 4, strategy);
                assertEquals(List.of(0, 1, 2, 3), run.results());
            }
        }
    }

    @Test
    void anExecutorThatTakesNoTaskIsSaidSo() {
        var closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        var strategy = Lab.executor("closed", closed);
        var task = Lab.task("one", i -> i);

        var e = assertThrows(IllegalStateException.class, () -> Lab.run(task, 2, strategy));
        assertTrue(e.getMessage().startsWith("the tasks were not taken: "), e::getMessage);
    }

    @Test
    void numbersOfThreadsMustMakeSense() {
        assertThrows(IllegalArgumentException.class, () -> Lab.pool(0));
        assertThrows(IllegalArgumentException.class, () -> Lab.pool(1_025));
        assertThrows(IllegalArgumentException.class, () -> Lab.carriers(-1));
        assertThrows(NullPointerException.class, () -> Lab.executor("none", null));
    }
}
