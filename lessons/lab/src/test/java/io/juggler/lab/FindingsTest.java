package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.juggler.lab.measure.Machine;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Outcome;
import io.juggler.lab.measure.Series;
import io.juggler.lab.trace.Interval;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What is claimed of rows whose costs are known. */
@Timeout(60)
class FindingsTest {
    private static final Task<Long> SPIN =
            Lab.task(
                    "spin",
                    i -> {
                        long begin = System.nanoTime();
                        while (System.nanoTime() - begin < 10_000_000) {
                            Thread.onSpinWait();
                        }
                        return (long) i;
                    });

    private final Measured measured = run();

    /** One in which the carrier was at work nearly all the time; a busy machine may need tries. */
    private static Measured run() {
        for (int i = 0; i < 20; i++) {
            var run = Lab.sequentially(SPIN, 3).measured();
            assumeTrue(run.means() == Measured.Means.TRACED, "mounts are not seen here");
            if (Figures.total(run, Interval.Doing.RUNNING) > 0.9 * run.cost().wall()) {
                return run;
            }
        }
        throw new AssertionError("no run of 20 was at work nearly all the time");
    }

    private Series series(double wall, double cores, Measured base) {
        var run = with(wall, cores);
        return new Series(
                run,
                Collections.nCopies(3, run),
                Collections.nCopies(3, base == null ? run : base),
                false,
                null);
    }

    /** The same run, in that many times its wall time and on that many cores. */
    private Measured with(double wall, double cores) {
        long nanos = Math.round(wall * measured.cost().wall());
        long cpu = Math.round(cores * measured.cost().wall());
        return new Measured(
                measured.results(),
                measured.failures(),
                null,
                new Measured.Cost(nanos, Map.of("carrier-1", cpu), cpu, 0, 0),
                measured.carriers(),
                measured.means(),
                measured.history());
    }

    private Comparison.Row<Long> second(int cores, double usedByFirst, double usedBySecond) {
        return findings(cores, usedByFirst, usedBySecond).rows().get(1);
    }

    private Findings<Long> findings(int cores, double usedByFirst, double usedBySecond) {
        var first = series(1, usedByFirst, null);
        var second = series(1 / 1.3, usedBySecond, first.cold());
        return Findings.of(
                SPIN,
                3,
                List.of(Lab.sequential(), Lab.oneCarrier()),
                new Outcome(
                        List.of(first, second),
                        cores,
                        cores,
                        Machine.Meanwhile.NOTHING,
                        new Outcome.Effort(1, 8),
                        new Outcome.Printed("", 0)));
    }

    /** Computing was told to gain from one carrier where others had its core meanwhile. */
    @Test
    void aRowThatWasKeptFromItsCoreMakesNoOtherLookFaster() {
        assertTrue(second(2, 0.98, 0.98).speedUp().isPresent());
        for (var row : List.of(second(2, 0.6, 0.98), second(2, 0.98, 0.6))) {
            assertTrue(row.speedUp().isEmpty(), row::toString);
            assertEquals(
                    List.of(
                            "speed-up withheld: its range 1.3–1.3 comes near 1, and the machine"
                                    + " gave the core to others meanwhile"),
                    row.notes().stream().filter(note -> note.startsWith("speed-up")).toList());
        }
    }

    @Test
    void whoUsesMoreThanOneCoreIsNotToldThatComputingCannotOverlap() {
        var kept = findings(1, 0.98, 0.7).figure().notes();
        assertTrue(kept.contains("with one core, waiting can still overlap; computing cannot"));
        var free = findings(1, 0.98, 1.1).figure().notes();
        assertFalse(
                free.stream().anyMatch(note -> note.startsWith("with one core")), free::toString);
        assertTrue(
                free.stream()
                        .anyMatch(
                                note ->
                                        note.startsWith(
                                                "the system does not keep this JVM to 1 core: a row"
                                                        + " used 1.4")),
                free::toString);
    }
}
