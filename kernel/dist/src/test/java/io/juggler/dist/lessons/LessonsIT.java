package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The lessons, as a client of the kernel sees them run. */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class LessonsIT {

    /** Code cells of these kinds end in a value that draws. */
    private static final Set<String> DRAWING =
            Set.of("run", "modify", "exercise", "solution", "myth");

    private static final String DATA = "[Data 0, Data 1, Data 2, Data 3, Data 4]";

    private final Installation installation;

    LessonsIT(Installation installation) {
        this.installation = installation;
    }

    static List<Lesson> lessons() {
        return Lesson.all();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void runsToItsEndAndDraws(Lesson lesson) throws IOException {
        try (var client = JupyterClient.start(installation)) {
            int drawn = 0;
            for (var cell : lesson.cells()) {
                if (cell.code()) {
                    var ended = client.execute(cell.source()).ok();
                    if (DRAWING.contains(cell.tag())) {
                        assertDrawn(cell, ended);
                        drawn++;
                    }
                }
            }
            assertTrue(drawn > 2, () -> lesson + " draws too little");
        }
    }

    @Test
    void theFirstCellCountsTheCores() throws IOException {
        var lesson = Lesson.of("01-one-juggler-many-balls.ipynb");
        var first = lesson.cells().stream().filter(Lesson.Cell::code).findFirst().orElseThrow();
        try (var client = JupyterClient.start(installation)) {
            assertEquals(
                    Integer.toString(Runtime.getRuntime().availableProcessors()),
                    client.execute(first.source()).ok().value());
        }
    }

    @Test
    void fiveFetchesTakeASecondTogetherAndFiveInTurn() throws IOException {
        var lesson = Lesson.of("02-gather-waiting-together.ipynb");
        try (var client = JupyterClient.start(installation)) {
            var together = client.execute(lesson.cell("five-together").source()).ok();
            var inTurn = client.execute(lesson.cell("five-in-turn").source()).ok();

            assertEquals(DATA, together.printed().strip());
            assertEquals(DATA, inTurn.printed().strip());
            assertEquals(
                    "\"" + DATA + "\"",
                    quoted(client.execute("together.results().toString()").ok().value()));

            long wall = number(client, "together.wall().toMillis()");
            assertTrue(wall >= 1000 && wall < 2000, () -> "together they took " + wall + " ms");
            assertEquals(1, number(client, "together.carriers().size()"));
            assertEquals(
                    1,
                    number(
                            client,
                            "together.slices().stream().filter(s -> s.state() =="
                                + " Slice.State.RUNNING).map(Slice::carrier).distinct().count()"));
            assertEquals(5, number(client, WAITS_AT_ONCE.formatted("together")));

            long turns = number(client, "inTurn.wall().toMillis()");
            assertTrue(turns > 5000, () -> "in turn they took " + turns + " ms");
            assertEquals(1, number(client, WAITS_AT_ONCE.formatted("inTurn")));
        }
    }

    @Test
    void comparingShortFetchesPrefersOneCarrierToTakingTurns() throws IOException {
        var lesson = Lesson.of("02-gather-waiting-together.ipynb");
        try (var client = JupyterClient.start(installation)) {
            client.execute(lesson.cell("compare-fetches").source()).ok();
            client.execute("var comparison = compare(fetch, 5);").ok();
            long inTurn = number(client, "comparison.row(\"sequentially\").wall().toMillis()");
            long together = number(client, "comparison.row(\"concurrently\").wall().toMillis()");
            assertTrue(inTurn >= 5 * 200, () -> inTurn + " ms");
            assertTrue(
                    2 * together < inTurn,
                    () -> together + " ms together, " + inTurn + " ms in turn");
            assertEquals(
                    quoted(DATA),
                    quoted(
                            client.execute("\"\" + comparison.row(\"inParallel\").run().results()")
                                    .ok()
                                    .value()));
        }
    }

    @Test
    void sharingOutFiveMultiplicationsLosesToTheOverhead() throws IOException {
        var lesson = Lesson.of("02-gather-waiting-together.ipynb");
        try (var client = JupyterClient.start(installation)) {
            var squares = client.execute(lesson.cell("squares").source()).ok();
            assertEquals("[0, 1, 4, 9, 16]", squares.printed().strip());
            client.execute("var small = compare(square, 5);").ok();
            assertEquals(
                    "true",
                    client.execute(
                                    "small.row(\"inParallel\").wall().compareTo(small.row(\"sequentially\").wall())"
                                        + " > 0")
                            .ok()
                            .value());
        }
    }

    /** The most tasks of a run that waited at one moment. */
    private static final String WAITS_AT_ONCE =
            "%1$s.slices().stream().filter(s -> s.state() == Slice.State.WAITING).mapToLong(a ->"
                    + " %1$s.slices().stream().filter(b -> b.state() == Slice.State.WAITING)"
                    + ".filter(b -> b.start() <= a.start() && a.start() < b.end())"
                    + ".map(Slice::task).distinct().count()).max().orElse(0)";

    private static void assertDrawn(Lesson.Cell cell, JupyterClient.Ended ended) {
        var html = ended.data("text/html");
        assertTrue(
                html.contains("<table") && html.contains("<svg"),
                () -> cell.id() + " gave " + ended.outputs());
        assertTrue(
                html.indexOf("<table") < html.indexOf("<svg"), () -> cell.id() + ": table first");
        assertTrue(
                ended.value().contains("strategy"), () -> cell.id() + " as text: " + ended.value());
    }

    private static long number(JupyterClient client, String expression) throws IOException {
        return Long.parseLong(client.execute(expression).ok().value());
    }

    /** A string's value may be shown with quotes or without. */
    private static String quoted(String value) {
        return value.startsWith("\"") ? value : "\"" + value + "\"";
    }
}
