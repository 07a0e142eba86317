package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.draw.Drawings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

class MisuseTest {
    private static final Task<Integer> TASK = Lab.task("one", i -> i);

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 2_000_001})
    void theNumberOfTasksMustMakeSense(int n) {
        for (var call :
                new org.junit.jupiter.api.function.Executable[] {
                    () -> Lab.sequentially(TASK, n),
                    () -> Lab.concurrently(TASK, n),
                    () -> Lab.inParallel(TASK, n),
                    () -> Lab.compare(TASK, n)
                }) {
            var e = assertThrows(IllegalArgumentException.class, call);
            assertTrue(
                    e.getMessage()
                            .endsWith(
                                    "(one, "
                                            + n
                                            + "): the number of tasks must be from 1 to 2,000,000"),
                    e::getMessage);
        }
    }

    @Test
    void whatDiffersIsShownAndNotOnlyItsType() {
        var counter = new AtomicInteger();
        var arrays = Lab.task("grow", i -> new int[] {7, counter.incrementAndGet()});
        var notes =
                String.join(
                        "\n",
                        Lab.compare(arrays, 1, Lab.pool(1)).repeat(1).rows().getFirst().notes());
        assertTrue(
                notes.matches(
                        "(?s).*grow 0 gave \\[7, \\d+] where the first run gave \\[7, \\d+];.*"),
                notes);

        var objects = Lab.task("new", i -> new Object());
        notes =
                String.join(
                        "\n",
                        Lab.compare(objects, 1, Lab.pool(1)).repeat(1).rows().getFirst().notes());
        assertTrue(notes.contains("say what to compare with checksum(…)"), notes);
    }

    @Test
    void tasksThatNobodyBeganAreSaidToBe() {
        var nap = Lab.task("nap", i -> i).deadline(Duration.ofMillis(50));
        var text = Lab.run(nap, 2, Lab.executor("drops", task -> {})).toText();
        assertTrue(
                text.replaceAll("\\s+", " ")
                        .contains("2 of 2 tasks not done: none of them was begun"),
                text);
        assertFalse(text.contains("0.00 ns"), text);
    }

    @Test
    void drawingsNameTheCallThatWasWrong() {
        var nap = Lab.task("nap", i -> i);
        for (var wrong :
                List.<Map.Entry<String, Executable>>of(
                        Map.entry("scaling(nap, 0)", () -> Drawings.scaling(nap, 0)),
                        Map.entry("latencies(null)", () -> Drawings.latencies((Run<?>) null)),
                        Map.entry(
                                "utilisation(null)",
                                () -> Drawings.utilisation((Comparison<?>) null)))) {
            var thrown = assertThrows(RuntimeException.class, wrong.getValue());
            assertTrue(thrown.getMessage().startsWith(wrong.getKey()), thrown::getMessage);
        }
    }

    @Test
    void thereMustBeATask() {
        var e = assertThrows(NullPointerException.class, () -> Lab.concurrently(null, 5));
        assertEquals(
                "concurrently(null, 5): make a task first, as in concurrently(task(\"fetch\", i ->"
                        + " …), 5)",
                e.getMessage());
        assertThrows(NullPointerException.class, () -> Lab.compare(null, 5));
    }

    @Test
    void aTaskNeedsANameAndWork() {
        assertThrows(NullPointerException.class, () -> Lab.task(null, i -> i));
        assertThrows(IllegalArgumentException.class, () -> Lab.task(" ", i -> i));
        assertThrows(
                NullPointerException.class, () -> Lab.task("one", (IndexedWork<Integer>) null));
        assertThrows(NullPointerException.class, () -> Lab.action("one", null));
    }

    @Test
    void aServersLatencyMustMakeSense() {
        assertThrows(NullPointerException.class, () -> Lab.dataServer(null));
        assertThrows(IllegalArgumentException.class, () -> Lab.dataServer(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> Lab.dataServer(Duration.ofMinutes(2)));
    }
}
