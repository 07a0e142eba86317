package io.juggler.lab.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class BudgetTest {
    private static final Duration USUAL = Duration.ofSeconds(8);

    @Test
    void theLesserCounts() {
        assertEquals(1_500_000_000L, Budget.nanos(USUAL, "1.5"));
        assertEquals(USUAL.toNanos(), Budget.nanos(USUAL, "20"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0", "-1", "NaN"})
    void whatIsNoTimeChangesNothing(String allowed) {
        assertEquals(USUAL.toNanos(), Budget.nanos(USUAL, allowed));
    }
}
