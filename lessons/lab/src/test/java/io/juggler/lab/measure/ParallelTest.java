package io.juggler.lab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

/** Computing on several cores: judged against what the machine delivers at that moment. */
@Timeout(180)
class ParallelTest {
    private static final double MORE_THAN_ONE = 1.2;

    @Test
    void computingInParallelUsesTheCoresThatAreDelivered(TestReporter reporter)
            throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        double before = DeliveredCores.probe();
        var run =
                Arrangements.lanes(cores)
                        .run(
                                new Job(
                                        _ -> spin(Duration.ofMillis(150)),
                                        2 * cores,
                                        Duration.ofSeconds(50).toNanos(),
                                        null,
                                        _ -> () -> {}));
        double delivered = Math.min(before, DeliveredCores.probe());
        double used = (double) run.cost().cpu() / run.cost().wall();
        reporter.publishEntry("cores delivered", Double.toString(delivered));
        reporter.publishEntry("cores used", Double.toString(used));

        assertEquals(cores, run.carriers().size());
        if (cores == 1) {
            assertEquals(1, run.peak());
            assertTrue(used < 1.1, () -> used + " cores used of one");
        } else {
            assertTrue(run.peak() > 1, "tasks overlap");
            if (delivered > 1.5) {
                assertTrue(used > MORE_THAN_ONE, () -> used + " cores used of " + delivered);
            } else {
                reporter.publishEntry("TOO NOISY", "the machine did not deliver two cores");
            }
        }
    }

    @Test
    void theProbeFindsNoMoreThanTheJvmSees() throws InterruptedException {
        double delivered = DeliveredCores.probe();

        assertTrue(delivered > 0, () -> delivered + " cores");
        assertTrue(delivered <= Runtime.getRuntime().availableProcessors());
    }

    /** Wall time, not work: what is asked is whether the core was there. */
    private static Object spin(Duration time) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            Thread.onSpinWait();
        }
        return "spun";
    }
}
