package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.measure.Spread;
import io.juggler.lab.render.Figure.SpeedUp.Times;
import io.juggler.lab.render.Figure.SpeedUp.Unclear;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(180)
class ComparisonTest {
    private static final Task<Integer> NAP =
            Lab.task(
                    "nap",
                    i -> {
                        Thread.sleep(50);
                        return i;
                    });

    @Test
    void theVerdictNamesTheRowThatTheOthersAreComparedWith() {
        var nap = Lab.action("nap", _ -> Thread.sleep(50));
        var verdict = Lab.compare(nap, 4, Lab.oneCarrier(), Lab.sequential()).verdict();

        assertTrue(verdict.contains("slower than concurrently"), verdict);
    }

    /** Beside others a task stands ready: that is neither waiting nor computing. */
    @Test
    void theVerdictDoesNotCallWhatStandsReadyComputing() {
        var nap = Lab.action("nap", _ -> Thread.sleep(1));
        var verdict = Lab.compare(nap, 2_000, Lab.oneCarrier(), Lab.pool(50)).verdict();

        assertFalse(verdict.contains("CPU-bound"), verdict);
        assertFalse(verdict.contains("computes"), verdict);
        assertFalse(verdict.contains("too small"), verdict);
    }

    @Test
    void waitingTasksGainOnOneCarrier() {
        var comparison =
                Lab.compare(
                        Lab.task(
                                "nap",
                                i -> {
                                    Thread.sleep(50);
                                    return i;
                                }),
                        5);

        assertEquals(
                List.of("sequentially", "concurrently", "inParallel"),
                comparison.rows().stream().map(row -> row.strategy().name()).toList());
        var gain = comparison.row("concurrently").speedUp().orElseThrow();
        assertTrue(gain.median() > 2, () -> "five naps gained " + gain);
        assertTrue(gain.min() <= gain.median() && gain.median() <= gain.max(), gain::toString);
        assertTrue(comparison.row("sequentially").speedUp().isEmpty());
        assertTrue(comparison.row("concurrently").walls().size() > 1);
        assertTrue(comparison.verdict().startsWith("nap × 5 is I/O-bound: "), comparison::verdict);
    }

    @Test
    void itIsMeasuredByTheCallAndOnlyThen() {
        var ran = new AtomicInteger();
        var comparison = Lab.compare(Lab.task("count", _ -> ran.incrementAndGet() > 0), 2);
        int after = ran.get();
        assertTrue(after > 0);

        assertEquals(comparison.toText(), comparison.toString());
        assertTrue(comparison.toHtml().contains("<table>"));
        assertEquals(after, ran.get());
    }

    @Test
    void moreRowsAreMeasuredOnTopAndComparedWithTheFirst() {
        var comparison = Lab.compare(NAP, 4, Lab.sequential()).with(Lab.pool(4), Lab.oneCarrier());

        assertEquals(
                List.of("sequentially", "pool(4)", "concurrently"),
                comparison.rows().stream().map(row -> row.strategy().name()).toList());
        assertTrue(
                comparison.row("pool(4)").speedUp().orElseThrow().median() > 2, comparison::toText);
        assertTrue(
                comparison.row("concurrently").speedUp().orElseThrow().median() > 2,
                comparison::toText);
    }

    @Test
    void aStrategyHasOneRow() {
        var comparison = Lab.compare(NAP, 1, Lab.oneCarrier());
        assertThrows(IllegalArgumentException.class, () -> comparison.with(Lab.oneCarrier()));
        assertThrows(
                IllegalArgumentException.class, () -> comparison.with(Lab.pool(2), Lab.pool(2)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Lab.compare(NAP, 1, Lab.oneCarrier(), Lab.oneCarrier()));
    }

    @Test
    void repeatRunsExactlyThatOften() {
        var comparison = Lab.compare(NAP, 1, Lab.oneCarrier()).repeat(2);
        assertEquals(2, comparison.row("concurrently").walls().size());
        assertTrue(comparison.toText().contains("median of 2 runs"), comparison::toText);
        assertThrows(IllegalArgumentException.class, () -> comparison.repeat(0));
    }

    @Test
    void aSmallBudgetGivesOneRun() {
        var comparison = Lab.compare(NAP, 1, Lab.oneCarrier()).budget(Duration.ofMillis(60));
        assertEquals(1, comparison.row("concurrently").walls().size());
        assertThrows(IllegalArgumentException.class, () -> comparison.budget(Duration.ZERO));
    }

    @Test
    void aLongComparisonRunsOnceAndClaimsNoRange() {
        var ran = new AtomicInteger();
        var comparison =
                Lab.compare(
                        Lab.task(
                                "long",
                                _ -> {
                                    ran.incrementAndGet();
                                    Thread.sleep(1_400);
                                    return 1;
                                }),
                        1);

        assertTrue(comparison.toText().contains("one run"), comparison::toText);
        assertEquals(3, ran.get());
        assertEquals(1, comparison.row("concurrently").walls().size());
    }

    @Test
    void anotherResultIsMarkedAndGetsNoSpeedUp() {
        var calls = new AtomicInteger();
        var comparison = Lab.compare(Lab.task("tick", _ -> calls.getAndIncrement()), 1);

        for (var row : comparison.rows()) {
            assertTrue(row.speedUp().isEmpty(), () -> row.strategy().name() + " " + row.speedUp());
            assertTrue(
                    row.notes().stream()
                            .anyMatch(note -> note.startsWith("another result: tick 0 gave ")),
                    () -> row.notes().toString());
        }
        assertTrue(
                comparison.verdict().contains("does not give the same results"),
                comparison::verdict);
    }

    @Test
    void aChecksumSaysWhatIsCompared() {
        var calls = new AtomicInteger();
        var named =
                Lab.task("named", i -> i + "@" + calls.getAndIncrement())
                        .checksum(text -> text.substring(0, text.indexOf('@')));
        for (var row : Lab.compare(named, 3).rows()) {
            assertFalse(row.notes().toString().contains("another result"), row::toString);
        }
        for (var row : Lab.compare(named.checksum(text -> text), 3).rows()) {
            assertTrue(row.notes().toString().contains("another result"), row::toString);
        }
    }

    @Test
    void interruptingAComparisonStopsWhateverRowIsRunning() throws InterruptedException {
        for (var strategy :
                List.of(
                        Lab.sequential(),
                        Lab.oneCarrier(),
                        Lab.pool(2),
                        Lab.eventLoop(),
                        Lab.virtualThreads())) {
            var threads = java.util.concurrent.ConcurrentHashMap.<Thread>newKeySet();
            var begun = new java.util.concurrent.CountDownLatch(1);
            var out = System.out;
            var caught = new java.util.concurrent.atomic.AtomicReference<Throwable>();
            var task =
                    Lab.action(
                            "endless",
                            _ -> {
                                threads.add(Thread.currentThread());
                                begun.countDown();
                                Thread.sleep(600_000);
                            });
            var caller =
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            caught.set(
                                                    assertThrows(
                                                            java.util.concurrent
                                                                    .CancellationException.class,
                                                            () -> Lab.compare(task, 3, strategy))));
            assertTrue(begun.await(20, java.util.concurrent.TimeUnit.SECONDS));
            caller.interrupt();

            assertTrue(caller.join(Duration.ofSeconds(20)), strategy.name());
            assertTrue(caught.get().getMessage().startsWith("compare(endless, 3) was interrupted"));
            for (var thread : threads) {
                assertTrue(thread.join(Duration.ofSeconds(5)), () -> "left running: " + thread);
            }
            assertEquals(out, System.out, "given back");
        }
    }

    @Test
    void aSupplierIsATask() {
        var rolled = Lab.compare(Lab.task("six", () -> 6), 3, Lab.oneCarrier());

        assertEquals(List.of(6, 6, 6), rolled.row("concurrently").run().results());
        assertThrows(
                NullPointerException.class, () -> Lab.task("none", (SuppliedWork<Integer>) null));
    }

    @Test
    void oneRunClaimsNoSmallGainAndNoSmallLoss() {
        for (double small : new double[] {1.4, 1.01, 1, 0.99, 0.7}) {
            assertInstanceOf(
                    Unclear.class,
                    Findings.told(Spread.of(small), false, false, 0),
                    () -> "" + small);
        }
        for (double large : new double[] {1.6, 5, 0.6, 0.1}) {
            assertInstanceOf(
                    Times.class,
                    Findings.told(Spread.of(large), false, false, 0),
                    () -> "" + large);
        }
    }

    @Test
    void oneRunOnABusyMachineClaimsNothingOfComputing() {
        for (double any : new double[] {0.1, 0.9, 1.6, 9}) {
            assertInstanceOf(Unclear.class, Findings.told(Spread.of(any), false, true, 0.05));
        }
        assertInstanceOf(Times.class, Findings.told(Spread.of(3, 4, 5), false, true, 0));
    }

    @Test
    void oneRunOnABusyMachineClaimsWhatWaitingGains() {
        assertInstanceOf(Times.class, Findings.told(Spread.of(98), false, true, 0.99));
        assertInstanceOf(Times.class, Findings.told(Spread.of(3.1), false, true, 0.5));
        for (double little : new double[] {0.1, 1.4, 2.9}) {
            assertInstanceOf(
                    Unclear.class, Findings.told(Spread.of(little), false, true, 0.5), "" + little);
        }
    }

    @Test
    void severalRunsClaimWhatTheyAllSay() {
        assertInstanceOf(Times.class, Findings.told(Spread.of(1.1, 1.2, 1.3), false, false, 0));
        assertInstanceOf(Unclear.class, Findings.told(Spread.of(1.1, 1.2, 1.3), true, false, 0));
        assertInstanceOf(Unclear.class, Findings.told(Spread.of(0.9, 1.2, 4), false, false, 0));
        assertInstanceOf(Times.class, Findings.told(Spread.of(3, 4, 5), true, false, 0));
    }

    @Test
    void aRowSaysWhatItsRunsAllow() {
        var comparison =
                Lab.compare(NAP, 1, Lab.sequential(), Lab.oneCarrier()).budget(Duration.ofNanos(1));

        var row = comparison.row("concurrently");
        assertEquals(1, row.walls().size());
        double times =
                (double) comparison.row("sequentially").wall().toNanos() / row.wall().toNanos();
        // Equal work, so near 1; a busy machine can make it anything.
        boolean near = times > 1 / 1.5 && times < 1.5;
        boolean withheld = row.speedUp().isEmpty();
        assertTrue(withheld || !near, row::toString);
        assertEquals(
                withheld,
                comparison.verdict().contains("one run shows no clear gain"),
                comparison::verdict);
        assertEquals(withheld, comparison.toText().contains("unclear"), comparison::toText);
        assertEquals(
                withheld,
                row.notes().stream().anyMatch(note -> note.startsWith("speed-up withheld: ")),
                row::toString);
        assertEquals(withheld, !comparison.toHtml().contains("class=\"best\""), comparison::toHtml);
    }

    @Test
    void aRunKnowsItsCostAndItsTasksLatencies() {
        var run = Lab.concurrently(NAP, 5);

        assertTrue(run.latency().p50().toMillis() >= 49, run.latency()::toString);
        assertTrue(run.latency().max().compareTo(run.latency().p50()) >= 0);
        assertTrue(run.latency().max().compareTo(run.wall()) <= 0);
        assertTrue(run.peak() > 1, () -> run.peak() + " at once");
        assertEquals(run.carriers(), run.cpuByCarrier().keySet());
        assertTrue(run.processCpu().compareTo(Duration.ZERO) >= 0);
        assertTrue(run.allocated() > 0);
    }

    @Test
    void arraysCompareByContent() {
        var comparison = Lab.compare(Lab.task("pair", i -> List.of(new int[] {i, i * i})), 3);

        for (var row : comparison.rows()) {
            assertFalse(
                    row.notes().stream().anyMatch(note -> note.startsWith("another result")),
                    row::toString);
        }
    }

    @Test
    void aFailingTaskIsNamedInItsRowAndTheRestIsShown() {
        var comparison =
                Lab.compare(
                        Lab.task(
                                "flaky",
                                i -> {
                                    if (i == 1) {
                                        throw new java.io.IOException("cut off");
                                    }
                                    return i;
                                }),
                        3);

        for (var row : comparison.rows()) {
            assertTrue(row.speedUp().isEmpty());
            assertEquals(
                    "1 of 3 tasks failed: flaky 1 threw java.io.IOException: cut off",
                    row.notes().getFirst());
            assertEquals(2, row.run().results().get(2));
        }
    }

    @Test
    void anUnknownRowIsNamedWithThoseThereAre() {
        var comparison = Lab.compare(Lab.task("one", i -> i), 1);
        var e = assertThrows(IllegalArgumentException.class, () -> comparison.row("parallel"));
        assertEquals(
                "no row \"parallel\"; there are sequentially, concurrently, inParallel",
                e.getMessage());
    }
}
