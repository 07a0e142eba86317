package io.juggler.lab.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class StatusLineTest {
    private static final long SECOND = 1_000_000_000;

    /** A place that can be asked what was shown. */
    private static class Sheet implements Place {
        final List<String> shown = new CopyOnWriteArrayList<>();
        final List<String> ended = new CopyOnWriteArrayList<>();
        final CountDownLatch twice = new CountDownLatch(2);
        private final long quietNanos;

        Sheet(long quietNanos) {
            this.quietNanos = quietNanos;
        }

        @Override
        public long quietNanos() {
            return quietNanos;
        }

        @Override
        public long betweenNanos() {
            return 1_000_000;
        }

        @Override
        public void show(String line, double share) {
            shown.add(line);
            twice.countDown();
        }

        @Override
        public void end(String line) {
            ended.add(line);
        }
    }

    @Test
    void whatIsOverInTheQuietTimeIsNotSeen() {
        var sheet = new Sheet(600 * SECOND);
        try (var line = StatusLine.open("nap × 5", sheet)) {
            line.now("round 1", 0);
        }
        assertEquals(List.of(), sheet.shown);
        assertEquals(List.of(), sheet.ended);
    }

    @Test
    void whatTakesLongIsToldAgainAndAgainAndEndsOnce() throws InterruptedException {
        var sheet = new Sheet(1);
        try (var line = StatusLine.open("nap × 5", sheet)) {
            line.now("round 1, pool(2)", 0);
            assertTrue(sheet.twice.await(30, TimeUnit.SECONDS));
        }
        int shown = sheet.shown.size();
        assertTrue(sheet.shown.getLast().startsWith("nap × 5: round 1, pool(2) · "));
        assertEquals(1, sheet.ended.size());
        assertTrue(sheet.ended.getFirst().startsWith("nap × 5: measured in "));
        assertEquals(shown, sheet.shown.size(), "nothing after it is closed");
    }

    @Test
    void theTimeThatIsLeftIsToldWhereItIsKnown() {
        var line = StatusLine.open("nap × 5", new Sheet(600 * SECOND));
        try (line) {
            long now = System.nanoTime();
            line.now("round 2, cores", now + 6 * SECOND);
            var early = line.line(now + 2 * SECOND);
            assertTrue(early.text().endsWith(", about 4 s left"), early::toString);
            assertTrue(early.share() > 0.32 && early.share() < 0.9, early::toString);
            var late = line.line(now + 7 * SECOND);
            assertFalse(late.text().contains("left"), late::toString);
            assertTrue(Double.isNaN(late.share()));
        }
    }

    @Test
    void theTasksOfARunAreCountedWhileItLasts() {
        var line = StatusLine.open("nap × 5", new Sheet(600 * SECOND));
        try (line) {
            line.now("round 2, cores", 0);
            var done = new AtomicInteger(3);
            try (var _ = line.counting(5, done::get)) {
                assertEquals(
                        "nap × 5: round 2, cores, 3 of 5 tasks done · 1 s",
                        line.line(System.nanoTime()).text());
                done.set(4);
                var later = line.line(System.nanoTime());
                assertTrue(later.text().contains("4 of 5 tasks done"), later::toString);
                assertEquals(0.8, later.share(), 0.001);
            }
            var after = line.line(System.nanoTime());
            assertEquals("nap × 5: round 2, cores · 1 s", after.text());
            assertTrue(Double.isNaN(after.share()), "between two runs nothing is known");
        }
    }

    @Test
    void aRunWithinAnotherMeasurementIsToldInItsLine() {
        var around = new Sheet(600 * SECOND);
        var own = new Sheet(600 * SECOND);
        long now = System.nanoTime();
        try (var line = StatusLine.open("scaling of sum", around);
                var _ = StatusLine.follow("sum × 8, pool(2)", () -> own, now, 8, () -> 5)) {
            var text = line.line(now + SECOND).text();
            assertTrue(text.startsWith("scaling of sum: 5 of 8 tasks done · "), text);
        }
        assertEquals(List.of(), own.shown);
    }

    @Test
    void aRunByItselfHasALineOfItsOwnWhichTheNextOneDoesNotWriteTo() throws InterruptedException {
        for (int done : new int[] {0, 3}) {
            var sheet = new Sheet(1);
            long now = System.nanoTime();
            try (var _ =
                    StatusLine.follow(
                            "nap × 5, concurrently", () -> sheet, now - SECOND, 5, () -> done)) {
                assertTrue(sheet.twice.await(30, TimeUnit.SECONDS));
            }
            var expected = "nap × 5, concurrently: " + done + " of 5 tasks done · ";
            assertTrue(sheet.shown.getFirst().startsWith(expected), sheet.shown::toString);
            assertEquals(1, sheet.ended.size());
        }
    }

    @Test
    void aFrontEndThatTakesNothingDoesNotHoldUpTheMeasuring() {
        var never = new CountDownLatch(1);
        var stuck =
                new Sheet(1) {
                    @Override
                    public void show(String line, double share) {
                        super.show(line, share);
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        long begin = System.nanoTime();
        try (var line = StatusLine.open("nap × 5", stuck)) {
            while (stuck.shown.isEmpty()) {
                Thread.onSpinWait();
            }
            line.now("round 2", 0);
        } finally {
            never.countDown();
        }
        assertTrue(System.nanoTime() - begin < 40 * SECOND);
    }

    @Test
    void aFrontEndThatFailsFailsNothingElse() {
        var broken =
                new Sheet(1) {
                    @Override
                    public void show(String line, double share) {
                        super.show(line, share);
                        throw new IllegalStateException("gone");
                    }
                };
        try (var line = StatusLine.open("nap × 5", broken)) {
            while (broken.shown.isEmpty()) {
                Thread.onSpinWait();
            }
            line.now("round 2", 0);
        }
        assertEquals(1, broken.shown.size());
    }

    @Test
    void onStandardErrorItIsALineAtATime() {
        var place = new OnStandardError();
        assertTrue(Duration.ofNanos(place.quietNanos()).toSeconds() >= 10);
        var bytes = new ByteArrayOutputStream();
        var err = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            place.show("nap × 5: round 2 · 10.0 s", Double.NaN);
            place.end("nap × 5: measured in 12.0 s");
        } finally {
            System.setErr(err);
        }
        var printed = bytes.toString(StandardCharsets.UTF_8);
        assertEquals("nap × 5: round 2 · 10.0 s" + System.lineSeparator(), printed);
        assertFalse(printed.replace(System.lineSeparator(), "").contains("\r"));
    }
}
