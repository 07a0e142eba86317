package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What tasks print while they are compared. */
@Timeout(180)
class PrintsTest {
    private final PrintStream before = System.out;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream mine = new PrintStream(shown, true, StandardCharsets.UTF_8);

    PrintsTest() {
        System.setOut(mine);
    }

    @AfterEach
    void giveBack() {
        System.setOut(before);
    }

    @Test
    void itIsShownOnceHoweverOftenTheTasksRan() {
        var comparison =
                Lab.compare(
                        Lab.task(
                                "chatty",
                                i -> {
                                    IO.println("task " + i + " says grüezi");
                                    return i;
                                }),
                        3);

        assertEquals("", shown.toString(StandardCharsets.UTF_8), "nothing comes out beside it");
        for (var text : new String[] {comparison.toText(), comparison.toHtml()}) {
            for (int i = 0; i < 3; i++) {
                var line = "task " + i + " says grüezi";
                assertEquals(2, text.split(line, -1).length, text);
            }
        }
        assertTrue(comparison.toHtml().contains("<details><summary>"), comparison::toHtml);
        assertTrue(comparison.toText().contains("each task ran "), comparison::toText);
        assertSame(mine, System.out, "as it was");
    }

    @Test
    void whatThreadsOfATaskPrintIsTheTasks() {
        var comparison =
                Lab.compare(
                        Lab.action(
                                "parent",
                                _ -> Thread.startVirtualThread(() -> IO.println("child")).join()),
                        1);

        assertEquals("", shown.toString(StandardCharsets.UTF_8));
        assertTrue(comparison.toText().contains("  child"), comparison::toText);
    }

    @Test
    void whatOthersPrintMeanwhileComesOut() {
        var other = Thread.ofPlatform().unstarted(() -> System.out.println("from elsewhere"));
        var comparison =
                Lab.compare(
                        Lab.task(
                                "nap",
                                i -> {
                                    Thread.sleep(100);
                                    return i;
                                }),
                        2,
                        new Strategy.OnExecutor(
                                "starter",
                                task -> {
                                    if (other.getState() == Thread.State.NEW) {
                                        other.start();
                                    }
                                    task.run();
                                }));

        assertEquals("from elsewhere\n", shown.toString(StandardCharsets.UTF_8));
        assertFalse(comparison.toText().contains("elsewhere"));
    }

    @Test
    void aFloodIsCut() {
        var line = "x".repeat(1_000);
        var comparison =
                Lab.compare(
                        Lab.action(
                                "flood",
                                _ -> {
                                    for (int k = 0; k < 100; k++) {
                                        IO.println(line);
                                    }
                                }),
                        1);

        assertTrue(comparison.toHtml().contains("bytes more"), "says what was cut");
        assertTrue(comparison.toHtml().length() < 200_000);
        assertTrue(comparison.toText().contains("more"), comparison::toText);
    }

    @Test
    void aSingleRunPrintsAtOnce() {
        Lab.concurrently(Lab.action("hello", _ -> IO.println("hello")), 2);

        assertEquals("hello\nhello\n", shown.toString(StandardCharsets.UTF_8));
    }
}
