package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is seen under a cell while it measures. */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class LongComparisonsIT {
    private final Installation installation;

    LongComparisonsIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void oneLineIsUpdatedInPlaceAndTheTableFollows() throws IOException {
        try (var client = JupyterClient.start(installation)) {
            client.execute("var nap = task(\"nap\", i -> { Thread.sleep(400); return i; });").ok();
            var ended = client.execute("compare(nap, 2, sequential()).repeat(2)").ok();

            var lines = ofType(ended, "display_data");
            assertEquals(2, lines.size(), "one for the comparison, one for its repetition");
            for (var line : lines) {
                var text = line.path("data").path("text/plain").asString();
                assertTrue(text.startsWith("nap × 2: "), text);
                assertFalse(text.contains("\r"), text);
                assertTrue(
                        line.path("data").path("text/html").asString().contains("<progress"),
                        line::toString);
            }
            var shown = ids(lines);
            var updates = ofType(ended, "update_display_data");
            assertFalse(updates.isEmpty());
            assertEquals(shown, ids(updates), "the same lines");
            assertTrue(
                    updates.getLast()
                            .path("data")
                            .path("text/plain")
                            .asString()
                            .startsWith("nap × 2: measured in "),
                    updates::toString);
            assertEquals("execute_result", ended.outputs().getLast().path("type").asString());
            assertTrue(ended.data("text/html").contains("<table>"), ended::toString);
        }
    }

    @Test
    void aSingleLongRunSaysHowManyOfItsTasksAreDone() throws IOException {
        try (var client = JupyterClient.start(installation)) {
            var ended =
                    client.execute(
                                    "sequentially(task(\"nap\","
                                            + " i -> { Thread.sleep(400); return i; }), 6)")
                            .ok();

            var lines = ofType(ended, "display_data");
            assertEquals(1, lines.size(), ended::toString);
            var first = lines.getFirst().path("data");
            assertTrue(
                    first.path("text/plain")
                            .asString()
                            .matches("nap × 6, sequentially: [1-5] of 6 tasks done · \\d+ s"),
                    first::toString);
            assertTrue(
                    first.path("text/html").asString().matches("(?s).*<progress[^>]* value=.*"),
                    first::toString);
            var last = ofType(ended, "update_display_data").getLast();
            assertEquals(ids(lines), ids(List.of(last)));
            assertTrue(
                    last.path("data")
                            .path("text/plain")
                            .asString()
                            .startsWith("nap × 6, sequentially: measured in "),
                    last::toString);

            var quick = client.execute("concurrently(task(\"quick\", i -> i), 6)").ok();
            assertEquals(List.of(), ofType(quick, "display_data"), "what is quick says nothing");
        }
    }

    private static List<JsonNode> ofType(JupyterClient.Ended ended, String type) {
        return ended.outputs().stream()
                .filter(output -> output.path("type").asString().equals(type))
                .toList();
    }

    private static Set<String> ids(List<JsonNode> outputs) {
        return new TreeSet<>(
                outputs.stream()
                        .map(o -> o.path("transient").path("display_id").asString())
                        .toList());
    }
}
