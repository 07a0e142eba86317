package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.management.VirtualThreadSchedulerMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;

/** What holds where the JVM does not open java.lang: run in a JVM of its own. */
@Timeout(180)
class FallbackTest {
    private static final Task<Void> NAP = Lab.action("nap", _ -> Thread.sleep(50));

    @Test
    void itSaysSo() {
        var run = Lab.concurrently(NAP, 3);

        assertFalse(run.traced());
        assertTrue(run.toText().contains("--add-opens"), run::toText);
    }

    @Test
    void theJdksSchedulerIsGivenBackAsItWas() {
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        int before = scheduler.getParallelism();
        Lab.concurrently(NAP, 3);
        assertEquals(before, scheduler.getParallelism());

        Thread.currentThread().interrupt();
        try {
            Lab.concurrently(NAP, 3);
        } catch (java.util.concurrent.CancellationException expected) {
            assertTrue(Thread.interrupted());
        }
        assertEquals(before, scheduler.getParallelism());
    }

    @Test
    void waitsAreSeenAndWhatIsNotIsUnknown() {
        for (var run :
                java.util.List.of(
                        Lab.concurrently(NAP, 3),
                        Lab.sequentially(NAP, 3),
                        Lab.inParallel(NAP, 3))) {
            for (int task = 0; task < 3; task++) {
                int number = task;
                var slices = run.slices().stream().filter(s -> s.task() == number).toList();
                assertTrue(
                        slices.stream()
                                .anyMatch(
                                        s ->
                                                s.state() == Slice.State.WAITING
                                                        && s.nanos() > 45_000_000),
                        slices::toString);
            }
        }
    }

    @Test
    void ofVirtualThreadsNobodyKnowsWhetherTheyRan() {
        var run = Lab.concurrently(NAP, 3);

        assertTrue(
                run.slices().stream().noneMatch(s -> s.state() == Slice.State.RUNNING),
                () -> run.slices().toString());
        assertTrue(
                run.slices().stream().anyMatch(s -> s.state() == Slice.State.UNKNOWN),
                () -> run.slices().toString());
    }
}
