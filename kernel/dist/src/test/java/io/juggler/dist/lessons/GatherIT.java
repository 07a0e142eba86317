package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;

/** What lessons 1 and 2 claim, measured. */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class GatherIT {

    private static final String DATA = "[Data 0, Data 1, Data 2, Data 3, Data 4]";

    private final Installation installation;

    GatherIT(Installation installation) {
        this.installation = installation;
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
            var together = client.execute(lesson.cell("slow-together").source()).ok();
            var inTurn = client.execute(lesson.cell("slow-in-turn").source()).ok();

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
        try (var client = JupyterClient.start(installation, GatherIT::twoSecondsEach)) {
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
        try (var client = JupyterClient.start(installation)) {
            client.execute("var square = task(\"n·n\", n -> n * n);").ok();
            var squares = client.execute("IO.println(inParallel(square, 5).results());").ok();
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

    /** A round takes less, and this test needs few. */
    private static void twoSecondsEach(ProcessBuilder python) {
        python.environment().put("JUGGLER_JVM_OPTS", "-Djuggler.lab.budget=2");
    }

    /** The most tasks of a run that waited at one moment. */
    private static final String WAITS_AT_ONCE =
            "%1$s.slices().stream().filter(s -> s.state() == Slice.State.WAITING).mapToLong(a ->"
                    + " %1$s.slices().stream().filter(b -> b.state() == Slice.State.WAITING)"
                    + ".filter(b -> b.start() <= a.start() && a.start() < b.end())"
                    + ".map(Slice::task).distinct().count()).max().orElse(0)";

    private static long number(JupyterClient client, String expression) throws IOException {
        return Long.parseLong(client.execute(expression).ok().value());
    }

    /** A string's value may be shown with quotes or without. */
    private static String quoted(String value) {
        return value.startsWith("\"") ? value : "\"" + value + "\"";
    }
}
