package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

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
