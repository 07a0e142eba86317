package io.juggler.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

final class CallsTest {

    @Test
    void cellsGiveWhatPlainJavaGives() throws ReflectiveOperationException {
        assertEquals(Calls.PLAIN.load().getAsLong(), Calls.CELLS.load().getAsLong());
    }

    @Test
    void theTableSaysWhetherTheRatioIsWithinItsBound() {
        var plain = List.of(10.0, 10.0, 10.0, 10.0, 10.0, 10.0);
        var slower = List.of(12.0, 12.0, 12.0, 12.0, 12.0, 12.0);
        assertTrue(
                AcrossCells.table(plain, slower)
                        .contains("| 10.00 | 12.00 | 1.200 (1.200–1.200) | **no** |"));
        assertTrue(AcrossCells.table(plain, plain).contains("| yes |"));
    }
}
