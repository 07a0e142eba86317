package io.juggler.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.MimeBundle;
import io.juggler.server.protocol.Publication;
import io.juggler.server.worker.WorkerListener.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much of what a cell puts out is shown. */
class OutputLimitTest {
    private static final int MIB = 1 << 20;

    private final List<Publication> shown = new ArrayList<>();
    private final Outputs<String> outputs =
            new Outputs<>(
                    (cell, output) -> shown.add(output),
                    (cell, prompt, password, reply) -> {},
                    new OutputLimit(MIB));

    @Test
    void whatIsBeyondTheLimitIsNotedOnceAndNotShown() {
        outputs.begin(1, "a");
        var half = "x".repeat(MIB / 2);
        for (int i = 0; i < 5; i++) {
            outputs.text(1, Stream.STDOUT, half);
        }
        assertEquals(3, shown.size());
        assertEquals(new Publication.Stream("stdout", half), shown.get(1));
        var note = (Publication.Stream) shown.getLast();
        assertEquals("stderr", note.name());
        assertTrue(note.text().contains("1 MiB"), note.text());
        assertTrue(note.text().contains("JUGGLER_OUTPUT_LIMIT"), note.text());
    }

    @Test
    void eachCellHasItsOwnLimitAndClearingBeginsItAnew() {
        var all = "x".repeat(MIB);
        outputs.begin(1, "a");
        outputs.text(1, Stream.STDOUT, all);
        outputs.begin(2, "b");
        outputs.text(2, Stream.STDOUT, all);
        outputs.clear(2, true);
        outputs.text(2, Stream.STDOUT, all);
        assertEquals(4, shown.size());
    }

    @Test
    void anUpdateTakesTheOldOnesPlaceAndCountsNothing() {
        outputs.begin(1, "a");
        var large = MimeBundle.text("x".repeat(MIB));
        outputs.display(1, large, "id", false);
        outputs.display(1, large, "id", true);
        outputs.display(1, large, "id", true);
        assertEquals(3, shown.size());
        outputs.display(1, large, "other", false);
        assertEquals("stream", shown.getLast().type());
    }

    @ParameterizedTest
    @CsvSource({"'', 64", "1, 1", "' 200 ', 200", "0, 64", "-1, 64", "much, 64", "99999999999, 64"})
    void theEnvironmentSetsIt(String value, long mib) {
        assertEquals(
                mib * MIB,
                OutputLimit.ofEnvironment(Map.of(OutputLimit.VARIABLE, value)).characters());
    }
}
