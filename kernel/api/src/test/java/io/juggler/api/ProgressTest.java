package io.juggler.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void theLineTellsTheShareTheRateAndTheTimeLeft() {
        var line = Progress.line("Loading", 30, 120, 10 * SECOND).plainText();
        assertEquals("Loading █████░░░░░░░░░░░░░░░ 25 % 30 of 120 · 3.0/s · 30.0 s left", line);
        assertTrue(line.length() <= 80);
    }

    @Test
    void withoutATotalThereIsNoShare() {
        assertEquals("2,000 · 1,000/s · 2.0 s", Progress.line("", 2000, 0, 2 * SECOND).plainText());
    }

    @Test
    void theEndTellsHowLongItTook() {
        assertTrue(
                Progress.line("", 10, 10, 90 * SECOND)
                        .plainText()
                        .endsWith("· 0.1/s · 1 min 30 s"));
    }

    @Test
    void theElementsAreTheSame() {
        var seen = new ArrayList<Integer>();
        Progress.of(List.of(1, 2, 3)).forEach(seen::add);
        assertEquals(List.of(1, 2, 3), seen);
        assertEquals(List.of(4, 5), Progress.of(Stream.of(4, 5), 2).toList());
        assertThrows(IllegalArgumentException.class, () -> Progress.start("", -1));
    }
}
