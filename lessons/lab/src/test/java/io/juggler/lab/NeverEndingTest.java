package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Tasks that are over their deadline. */
@Timeout(180)
class NeverEndingTest {

    @Test
    void aTaskThatNeverEndsIsSaidInItsRowAndTheRestStillRun() {
        var comparison =
                Lab.compare(
                        Lab.task(
                                        "lazy",
                                        i -> {
                                            Thread.sleep(300);
                                            return i;
                                        })
                                .deadline(Duration.ofSeconds(1)),
                        4);

        var never = comparison.row("sequentially");
        assertTrue(
                never.notes().getFirst().startsWith("never ended: stopped after 1.00 s with "),
                comparison::toText);
        assertEquals(1, never.walls().size());
        assertTrue(never.run().failures().isEmpty(), () -> never.run().failures().toString());
        assertEquals(0, never.run().results().getFirst(), "the first had ended");
        assertEquals(4, comparison.row("concurrently").run().results().size());
        assertFalse(
                comparison.row("concurrently").notes().toString().contains("never ended"),
                comparison::toText);
        for (var row : comparison.rows()) {
            assertTrue(row.speedUp().isEmpty(), "nothing to compare with");
        }
        assertTrue(comparison.verdict().contains("did not end in every row"), comparison::verdict);
    }

    @Test
    void allThatItStartedIsStopped() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var task =
                Lab.action(
                                "endless",
                                _ -> {
                                    threads.add(Thread.currentThread());
                                    Thread.sleep(600_000);
                                })
                        .deadline(Duration.ofMillis(200));

        for (var strategy : StrategiesTest.all()) {
            var run = Lab.run(task, 3, strategy);
            assertTrue(
                    run.toText().replaceAll("\\s+", " ").contains("never ended: stopped"),
                    run::toText);
            for (var thread : threads) {
                assertTrue(
                        pooled(strategy) || thread.join(Duration.ofSeconds(5)),
                        () -> strategy.name() + " left a task running: " + thread);
            }
            threads.clear();
        }
    }

    /** Threads of shared pools stay, doing nothing. */
    private static boolean pooled(Strategy strategy) {
        return strategy instanceof Strategy.ParallelStream
                || strategy instanceof Strategy.CompletableFutures;
    }

    @Test
    void whatDoesNotReactToInterruptsIsNamed() {
        var stop = new boolean[1];
        var run =
                Lab.concurrently(
                        Lab.action("deaf", _ -> spinUntil(stop)).deadline(Duration.ofMillis(300)),
                        2);
        stop[0] = true;

        var text = run.toText().replaceAll("\\s+", " ");
        assertTrue(text.contains("not react to interrupts and still run"), text);
        assertTrue(text.contains("NeverEndingTest"), text);
        if (run.traced()) {
            var hog =
                    run.slices().stream()
                            .filter(slice -> slice.state() == Slice.State.RUNNING)
                            .mapToLong(Slice::nanos)
                            .sum();
            assertTrue(hog > 250_000_000, () -> "the mount that goes on is drawn: " + run.slices());
        }
    }

    private static void spinUntil(boolean[] stop) {
        while (!stop[0]) {
            LockSupport.parkNanos(0);
            Thread.onSpinWait();
        }
    }
}
