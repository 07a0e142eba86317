package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Slice.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits in which a task holds its carrier; on JDK 25 a class initialiser still does. */
@Timeout(180)
class PinnedTest {

    private static final class First {
        static final long SLEPT = sleep();
    }

    private static final class Second {
        static final long SLEPT = sleep();
    }

    private static long sleep() {
        long begin = System.nanoTime();
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return System.nanoTime() - begin;
    }

    @Test
    void aSleepInAClassInitialiserIsPinnedAndHoldsUpTheOthers() {
        var run = Lab.concurrently(Lab.task("init", i -> i == 0 ? First.SLEPT : Second.SLEPT), 2);

        for (int task = 0; task < 2; task++) {
            int number = task;
            long pinned =
                    run.slices().stream()
                            .filter(s -> s.task() == number && s.state() == State.PINNED)
                            .mapToLong(Slice::nanos)
                            .sum();
            assertTrue(pinned >= 190_000_000, () -> run.slices().toString());
        }
        assertTrue(run.wall().toMillis() >= 399, () -> "one after the other: " + run.wall());
        assertTrue(run.toText().contains("PPPPP"), run::toText);
        assertTrue(run.toText().contains("pinned: tasks waited for "), run::toText);
        assertTrue(run.toHtml().contains(">P</text>"), run::toHtml);
        assertEquals(1, run.carriers().size());
    }

    @Test
    void aMonitorNoLongerPins() {
        var run =
                Lab.concurrently(
                        Lab.action(
                                "monitor",
                                _ -> {
                                    var own = new Object();
                                    synchronized (own) {
                                        Thread.sleep(300);
                                    }
                                }),
                        3);

        assertTrue(run.slices().stream().noneMatch(s -> s.state() == State.PINNED));
        assertTrue(run.wall().toMillis() < 850, () -> "their waits overlap: " + run.wall());
    }
}
