package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the table says where the JVM sees one core: run in a JVM of its own. */
@Timeout(180)
class OneCoreTest {

    @Test
    void theTableSaysWhatOneCoreMeans() {
        var comparison = Lab.compare(Lab.action("nap", _ -> Thread.sleep(20)), 5);

        assertEquals(1, Lab.coresSeen());
        assertTrue(comparison.toText().contains("5 tasks on 1 core,"), comparison::toText);
        assertTrue(
                comparison.row("inParallel").notes().stream()
                        .anyMatch(note -> note.startsWith("1 core: ")),
                comparison::toText);
        assertTrue(
                comparison.row("concurrently").speedUp().orElseThrow().median() > 2,
                comparison::toText);
    }
}
