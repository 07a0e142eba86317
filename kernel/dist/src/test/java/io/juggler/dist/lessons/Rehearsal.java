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

    /** How often a check is asked again before its word counts. */
    private static final int MORE = 2;

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

    /** After {@link #everyCell}: the check passes with the solution that the last cells defined. */
    void solution() throws IOException {
        for (var check : checks()) {
            var found = requirements(check);
            for (int more = 0; more < MORE && found.containsValue("TOO NOISY"); more++) {
                found = requirements(check);
            }
            var last = found;
            assertEquals(Set.of("PASS"), Set.copyOf(last.values()), () -> "solution: " + last);
        }
    }

    /** After {@link #everyCell}: each wrong answer fails as it says. */
    void wrongAnswers() throws IOException {
        for (var check : checks()) {
            var answers = WrongAnswer.of(number(check));
            assertTrue(answers.size() >= 2, () -> lesson + ": " + answers);
            for (var wrong : answers) {
                var answered = client.execute(wrong.source());
                assertEquals("ok", answered.status(), () -> wrong + ": " + answered.reply());
                var open = open(check);
                // Others may keep the machine so busy that something fails that the answer meets.
                for (int more = 0; more < MORE && !open.equals(wrong.notYet()); more++) {
                    open.retainAll(open(check));
                }
                assertEquals(wrong.notYet(), open, wrong::toString);
            }
        }
    }

    private List<Lesson.Cell> checks() {
        return lesson.cells().stream()
                .filter(cell -> cell.code() && cell.tag().equals("check"))
                .toList();
    }

    /** The names of the requirements that are not met. */
    private Set<String> open(Lesson.Cell check) throws IOException {
        var open = new TreeMap<>(requirements(check));
        open.values().removeIf("PASS"::equals);
        return new TreeSet<>(open.keySet());
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
