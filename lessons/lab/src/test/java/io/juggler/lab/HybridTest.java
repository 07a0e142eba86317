package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Waiting on one carrier, crunching on the cores. */
@Timeout(180)
class HybridTest {

    @Test
    void waitsOverlapAndCrunchingIsOnTheCores() {
        Set<String> fetchers = ConcurrentHashMap.newKeySet();
        Set<String> crunchers = ConcurrentHashMap.newKeySet();
        var page =
                Lab.task(
                                "page",
                                i -> {
                                    fetchers.add(carrier());
                                    Thread.sleep(200);
                                    return i;
                                })
                        .crunch(
                                i -> {
                                    crunchers.add(carrier());
                                    return i * i;
                                });
        var run = Lab.run(page, 20, Lab.hybrid());

        assertEquals(IntStream.range(0, 20).map(i -> i * i).boxed().toList(), run.results());
        assertTrue(run.wall().toMillis() < 3_000, () -> "20 naps of 0.2 s took " + run.wall());
        if (run.traced()) {
            assertEquals(1, fetchers.size(), fetchers::toString);
            crunchers.retainAll(fetchers);
            assertEquals(Set.of(), crunchers, "no crunching where tasks wait");
            assertTrue(run.carriers().contains("carrier-1"), () -> run.carriers().toString());
            // Which core is first is the system's to say.
            assertTrue(
                    run.carriers().stream().anyMatch(carrier -> carrier.startsWith("core-")),
                    () -> run.carriers().toString());
        }
    }

    @Test
    void theCoresHoldBackTheWaitingSide() {
        var held = new AtomicInteger();
        var most = new AtomicInteger();
        var page =
                Lab.task(
                                "page",
                                i -> {
                                    most.accumulateAndGet(held.incrementAndGet(), Math::max);
                                    return i;
                                })
                        .crunch(
                                i -> {
                                    held.decrementAndGet();
                                    return i;
                                });
        var run = Lab.run(page, 5_000, Lab.hybrid());

        assertEquals(5_000, run.results().size());
        assertTrue(run.failures().isEmpty());
        assertTrue(most.get() <= 1_000, () -> most + " pages were held at once");
    }

    @Test
    void everyOtherStrategyDoesBothPhases() {
        var task = Lab.task("page", i -> "page " + i).crunch(String::length);
        for (var strategy : StrategiesTest.all()) {
            assertEquals(6, Lab.run(task, 3, strategy).results().get(1), strategy.name());
        }
    }

    @Test
    void aFailureOfEitherPhaseBelongsToItsTask() {
        var task =
                Lab.task(
                                "page",
                                i -> {
                                    if (i == 0) {
                                        throw new java.io.IOException("fetch");
                                    }
                                    return i;
                                })
                        .crunch(i -> 6 / (i - 1));
        var run = Lab.run(task, 3, Lab.hybrid());

        assertEquals("fetch", run.failures().get(0).getMessage());
        assertEquals("/ by zero", run.failures().get(1).getMessage());
        assertEquals(6, run.results().get(2));
    }

    @Test
    void withoutPhasesItSaysWhatIsMissing() {
        var task = Lab.task("fetch", i -> i);
        for (var call :
                new org.junit.jupiter.api.function.Executable[] {
                    () -> Lab.run(task, 2, Lab.hybrid()),
                    () -> Lab.compare(task, 2, Lab.sequential(), Lab.hybrid())
                }) {
            var e = assertThrows(IllegalArgumentException.class, call);
            assertEquals(
                    "hybrid() needs a task with two phases, one that waits and one that computes:"
                            + " task(\"fetch\", i -> …).crunch(result -> …)",
                    e.getMessage());
        }
    }

    private static String carrier() {
        var text = Thread.currentThread().toString();
        return text.substring(text.lastIndexOf('@') + 1);
    }
}
