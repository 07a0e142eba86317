package io.juggler.lab.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Lab;
import io.juggler.lab.learn.CheckReport.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckTest {
    @TempDir private Path folder;

    @BeforeEach
    void aRecordOfItsOwn() {
        System.setProperty("juggler.progress", folder.resolve("progress.tsv").toString());
    }

    @AfterEach
    void andNoLonger() {
        System.clearProperty("juggler.progress");
    }

    private static long sumTo(int n) {
        long sum = 0;
        for (int k = 1; k <= n; k++) {
            sum += k % 7;
        }
        return sum;
    }

    @Test
    void theSolutionPasses() {
        var report = Learning.check("90", Lab.task("sum", i -> sumTo(30_000_000 + i)));
        assertEquals(Outcome.PASS, report.outcome(), report.toText());
        assertEquals(3, report.met());
    }

    @Test
    void theStubDoesNot() {
        var report =
                Learning.check(
                        "90-a-task-that-computes",
                        Lab.task(
                                "work",
                                i -> {
                                    Thread.sleep(50);
                                    return 0L;
                                }));
        assertEquals(
                """
                NOT YET: 1 of 3 requirements met.
                  NOT YET  the task computes
                  PASS     it does not fail
                  NOT YET  each task gives a result of its own: tasks 0 and 1 gave the same
                """
                        .strip(),
                report.toText().replaceAll("(the task computes): .*", "$1"));
        assertTrue(report.toText().contains("ms of CPU together"), report.toText());
    }

    @Test
    void aTaskThatThrowsIsToldWithItsReason() {
        var report =
                Learning.check(
                        "90",
                        Lab.task(
                                "work",
                                i -> {
                                    throw new IllegalStateException("no<luck>");
                                }));
        assertEquals(Outcome.NOT_YET, report.outcome());
        assertTrue(report.toText().contains("no<luck>"), report.toText());
        assertTrue(report.toHtml().contains("no&lt;luck&gt;"), report.toHtml());
    }

    @Test
    void somethingElseOrNothingIsNotYet() {
        var report = Learning.check("90", "a text");
        assertEquals(0, report.met());
        assertTrue(
                report.toText().contains("was given a String; it needs a Task"), report.toText());
        assertTrue(Learning.check("90", null).toText().contains("was given nothing"));
    }

    @Test
    void anAnswerThatNeverEndsIsCutOff() {
        var report = Learning.check("91", "forever");
        assertEquals(1, report.met());
        assertTrue(
                report.toText().contains("NOT YET    it ends: it had not ended after 1 s")
                        || report.toText().contains("it had not ended after 1 s"),
                report.toText());
        assertTrue(report.toText().contains("not looked at"), report.toText());
    }

    @Test
    void whatAnAssertionSaysIsKeptBack() {
        var report = Learning.check("91", "assert");
        assertFalse(report.toText().contains("42"), report.toText());
        assertTrue(report.toText().contains("it ended with"), report.toText());
    }

    @Test
    void tooNoisyIsNeitherPassNorFailure() {
        var report = Learning.check("91", "noise");
        assertEquals(Outcome.TOO_NOISY, report.outcome());
        assertTrue(report.toText().startsWith("TOO NOISY: 2 of 3 requirements met."));
        assertTrue(report.toText().contains("when the machine is quieter"));
    }

    @Test
    void interruptingTheCallerEndsTheCheck() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> Learning.check("91", "forever"));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aGraderGetsPointsAndNoRecordIsKept() {
        System.setProperty("juggler.grading", "points");
        try {
            var report = Learning.check("91", "noise");
            assertEquals("2", report.toText());
            assertTrue(report.toHtml().contains("TOO NOISY"), report.toHtml());
            assertEquals("3", Learning.check("91", "fine").toText());
            assertEquals("0", Learning.check("91", null).toText());
            assertFalse(Files.exists(folder.resolve("progress.tsv")));
        } finally {
            System.clearProperty("juggler.grading");
        }
    }

    @Test
    void whereOnlyTheWholeCountsAGraderGetsAllPointsOrNone() {
        System.setProperty("juggler.grading", "all");
        try {
            assertEquals("3", Learning.check("91", "fine").toText());
            var report = Learning.check("91", "noise");
            assertEquals("0", report.toText());
            assertTrue(report.toHtml().contains("2 of 3 requirements"), report.toHtml());
        } finally {
            System.clearProperty("juggler.grading");
        }
    }

    @Test
    void aWayToGradeThatThereIsNotFailsAndIsNotFullCredit() {
        System.setProperty("juggler.grading", "point");
        try {
            var thrown =
                    assertThrows(
                            IllegalArgumentException.class, () -> Learning.check("91", "fine"));
            assertEquals("JUGGLER_GRADING is \"point\": say points or all", thrown.getMessage());
        } finally {
            System.clearProperty("juggler.grading");
        }
    }

    @Test
    void aLessonWithItsHintsInTheNotebookSaysWhere() {
        var hint = Learning.hint("01", 1).toText().replace('\n', ' ');
        assertTrue(hint.startsWith("Hint: This lesson's hints are in its notebook"), hint);
        assertThrows(IllegalArgumentException.class, () -> Learning.hint("01", 0));
    }

    @Test
    void hintsComeOneByOne() {
        assertEquals("Hint 1 of 2: What does a core do?", Learning.hint("90", 1).toText());
        assertThrows(IllegalArgumentException.class, () -> Learning.hint("90", 3));
        assertThrows(IllegalArgumentException.class, () -> Learning.hint("90", 0));
    }

    @Test
    void anUnknownLessonIsToldWithThoseThereAre() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Learning.check("77", "x"));
        assertTrue(thrown.getMessage().contains("90-a-task-that-computes"), thrown.getMessage());
    }

    @Test
    void whatWasCheckedAndPredictedIsKeptUntilItIsReset() throws Exception {
        Learning.check("91", "noise");
        Learning.check("91", "fine");
        Learning.check("91", "noise");
        var prediction =
                Learning.predict(
                        "Which is\tfaster?",
                        Learning.choice("first", Learning.fastest("sequentially")),
                        Learning.choice(
                                "second",
                                // Two naps of 20 ms: true however busy the machine is.
                                Learning.takes(
                                        "sequentially",
                                        Duration.ofMillis(40),
                                        Duration.ofMinutes(10))));
        var nap =
                Lab.task(
                        "nap",
                        i -> {
                            Thread.sleep(20);
                            return i;
                        });
        var comparison = Lab.compare(nap, 2, Lab.sequential()).repeat(2);
        Learning.observe(prediction, comparison);
        Learning.observe(prediction.choose("B"), comparison);

        var progress = Learning.progress();
        var text = progress.toText();
        assertTrue(
                text.startsWith("Your progress: 1 exercise passed, 1 of 1 predictions right.")
                        || text.startsWith(
                                "Your progress: 1 exercise passed, 1 of 1 prediction right."),
                text);
        assertTrue(text.contains("91-endings  PASS  TOO NOISY  3"), text);
        assertTrue(text.contains("Which is faster?"), text);
        assertEquals(4, Files.readAllLines(progress.file()).size());

        assertTrue(progress.reset().toText().contains("0 exercises passed"));
        assertFalse(Files.exists(progress.file()));
    }

    @Test
    void aRecordThatSomeoneElseWroteIntoIsStillRead() throws Exception {
        Learning.check("91", "fine");
        Files.writeString(
                Learning.progress().file(),
                """
                rubbish
                not\ta\tdate\tat\tall\t!
                2026-11-23T10:00:00Z\tcheck\tx\tPASS\t1\tmany
                """,
                java.nio.file.StandardOpenOption.APPEND);
        Learning.check("91", "fine");
        assertTrue(Learning.progress().toText().contains("91-endings  PASS  PASS  2"));
    }

    @Test
    void whereNothingCanBeKeptTheCheckStillAnswers() throws Exception {
        var taken = Files.writeString(folder.resolve("taken"), "a file, where a folder must be");
        System.setProperty("juggler.progress", taken.resolve("progress.tsv").toString());
        var report = Learning.check("91", "fine");
        assertEquals(Outcome.PASS, report.outcome());
        assertTrue(report.toText().contains("This is not kept in your record"), report.toText());
    }

    @Test
    void theRecordDoesNotGrowWithoutEnd() throws Exception {
        var logbook = new Logbook(folder.resolve("long.tsv"));
        var entry = new Logbook.Entry(java.time.Instant.EPOCH, "check", "x", "PASS", 1, 1);
        var line = "1970-01-01T00:00:00Z\tcheck\tx\tPASS\t1\t1\n";
        Files.writeString(logbook.file(), line.repeat(2_000));
        logbook.add(entry);
        assertEquals(1_000, logbook.entries().size());
    }

    /** Exercises of these tests. */
    public static final class Computes implements LessonCheck<io.juggler.lab.Task<?>> {
        @Override
        public String lesson() {
            return "90-a-task-that-computes";
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
        public Class<io.juggler.lab.Task<?>> answerType() {
            return (Class) io.juggler.lab.Task.class;
        }

        @Override
        public List<Requirement<io.juggler.lab.Task<?>>> requirements() {
            return List.of(
                    new Requirement<>("the task computes", Computes::computes),
                    new Requirement<>(
                            "it does not fail",
                            task ->
                                    Finding.when(
                                            Lab.sequentially(task, 2).failures().isEmpty(),
                                            "one task failed")),
                    new Requirement<>(
                            "each task gives a result of its own",
                            task -> {
                                var results = Lab.sequentially(task, 2).results();
                                return Finding.when(
                                        !results.get(0).equals(results.get(1)),
                                        "tasks 0 and 1 gave the same");
                            }));
        }

        private static Finding computes(io.juggler.lab.Task<?> task) throws Exception {
            var run = Lab.sequentially(task, 3);
            if (!run.failures().isEmpty()) {
                throw (Exception) run.failures().firstEntry().getValue();
            }
            return Finding.when(
                    run.cpu().toMillis() >= 15,
                    "three tasks used " + run.cpu().toMillis() + " ms of CPU together");
        }

        @Override
        public List<String> hints() {
            return List.of("What does a core do?", "A loop over many numbers needs a core.");
        }
    }

    /** An exercise whose answer says how its check ends. */
    public static final class Endings implements LessonCheck<String> {
        @Override
        public String lesson() {
            return "91-endings";
        }

        @Override
        public Class<String> answerType() {
            return String.class;
        }

        @Override
        public List<Requirement<String>> requirements() {
            return List.of(
                    new Requirement<>("it is there", _ -> Finding.pass()),
                    new Requirement<>(
                            "it ends",
                            answer ->
                                    switch (answer) {
                                        case "forever" -> {
                                            Thread.sleep(60_000);
                                            yield Finding.pass();
                                        }
                                        case "assert" -> throw new AssertionError("it must be 42");
                                        case "noise" -> Finding.tooNoisy("others computed");
                                        default -> Finding.pass();
                                    }),
                    new Requirement<>("it is over", _ -> Finding.pass()));
        }

        @Override
        public java.time.Duration limit() {
            return java.time.Duration.ofSeconds(1);
        }
    }
}
