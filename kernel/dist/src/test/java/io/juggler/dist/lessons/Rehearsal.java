package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.dist.lessons.JupyterClient.Ended;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A lesson in a kernel: all of its cells in their order, then its exercise with other answers. */
final class Rehearsal {
    private static final Pattern ONE_CALL = Pattern.compile("check\\(\"(\\d\\d)\", .+\\)");

    private final Lesson lesson;
    private final JupyterClient client;

    Rehearsal(Lesson lesson, JupyterClient client) {
        this.lesson = lesson;
        this.client = client;
    }

    /**
     * Runs every cell; fails where one fails, or where one that should draw does not.
     *
     * @return how many seconds all of them took
     */
    double everyCell() throws IOException {
        double seconds = 0;
        boolean measured = false;
        for (var cell : lesson.cells()) {
            if (!cell.code()) {
                continue;
            }
            var ended = client.execute(cell.source());
            seconds += ended.seconds();
            if (cell.tags().contains("raises-exception")) {
                assertEquals("error", ended.status(), cell.id() + " raises no exception");
                continue;
            }
            assertEquals(
                    "ok", ended.status(), () -> cell.id() + ": " + ended.reply() + ended.outputs());
            assertEquals(List.of(), ended.errors(), cell.id());
            switch (cell.tag()) {
                case "run" -> measured |= drawsTableAndPicture(ended);
                case "predict", "observe" -> assertDrawn(cell, ended);
                case "check" -> assertStarts("NOT YET", cell, ended);
                default -> {}
            }
        }
        assertTrue(measured, () -> "no run of " + lesson + " draws a table and a picture");
        return seconds;
    }

    /** After {@link #everyCell}: the solution passes, and each wrong answer fails as it says. */
    void everyAnswer() throws IOException {
        for (var check : lesson.cells().stream().filter(this::isCheck).toList()) {
            var solution = requirements(check);
            assertEquals(
                    Set.of("PASS"), Set.copyOf(solution.values()), () -> "solution: " + solution);
            var wrongAnswers = WrongAnswer.of(number(check));
            assertTrue(wrongAnswers.size() >= 2, () -> lesson + ": " + wrongAnswers);
            for (var wrong : wrongAnswers) {
                var answered = client.execute(wrong.source());
                assertEquals("ok", answered.status(), () -> wrong + ": " + answered.reply());
                var found = requirements(check);
                var open = new TreeSet<String>();
                found.forEach((name, outcome) -> addUnless("PASS", outcome, name, open));
                assertEquals(wrong.notYet(), open, () -> wrong + ": " + found);
            }
        }
    }

    private static void addUnless(String but, String outcome, String name, Set<String> names) {
        if (!outcome.equals(but)) {
            names.add(name);
        }
    }

    private boolean isCheck(Lesson.Cell cell) {
        return cell.code() && cell.tag().equals("check");
    }

    private static String number(Lesson.Cell check) {
        var call = ONE_CALL.matcher(check.source().strip());
        assertTrue(call.matches(), check::source);
        return call.group(1);
    }

    /** PASS, NOT YET or TOO NOISY for each requirement, by its name. */
    private Map<String, String> requirements(Lesson.Cell check) throws IOException {
        var source = check.source().strip();
        var ended =
                client.execute(
                                "for (var line : "
                                        + source
                                        + ".lines()) { IO.println(line.outcome() + \"\\t\" +"
                                        + " line.requirement()); }")
                        .ok();
        var found = new TreeMap<String, String>();
        ended.printed()
                .lines()
                .map(line -> line.split("\t", 2))
                .forEach(fields -> found.put(fields[1], fields[0]));
        assertFalse(found.isEmpty(), source);
        return found;
    }

    private static boolean drawsTableAndPicture(Ended ended) {
        var html = ended.data("text/html");
        int table = html.indexOf("<table");
        return html.contains("juggler-lab")
                && table >= 0
                && table < html.indexOf("<svg")
                && !ended.value().isBlank();
    }

    private static void assertDrawn(Lesson.Cell cell, Ended ended) {
        if (cell.endsInAValue()) {
            assertTrue(ended.data("text/html").contains("juggler-lab"), cell.id());
            assertFalse(ended.value().isBlank(), cell.id());
        }
    }

    private static void assertStarts(String start, Lesson.Cell cell, Ended ended) {
        assertTrue(ended.value().startsWith(start), () -> cell.id() + ": " + ended.value());
    }
}
