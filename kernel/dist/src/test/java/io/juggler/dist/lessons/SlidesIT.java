package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** A lesson as slides, by nbconvert. */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class SlidesIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final JsonNode SHOWN =
            new JsonMapper()
                    .readTree(
                            """
                            {"output_type": "stream", "name": "stdout", "text": ["A sequentially"]}
                            """);

    private final Installation installation;

    SlidesIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void whatIsASlideFollowsFromTheTags() throws IOException {
        var folder = installation.fresh("slides");
        var template = Lesson.of("TEMPLATE.ipynb");
        var shown = template.json().deepCopy();
        for (var cell : shown.path("cells")) {
            if (cell.path("id").asString("").equals("prediction")) {
                ((ArrayNode) cell.path("outputs")).add(SHOWN);
            }
        }
        var notebook = Files.writeString(folder.resolve("TEMPLATE.ipynb"), shown.toString());
        var ended =
                Finished.run(
                        installation.python(
                                "-m",
                                "nbconvert",
                                "--to",
                                "slides",
                                "--config",
                                Outside.root()
                                        .resolve("lessons/slides/slides_config.py")
                                        .toString(),
                                "--SlidesExporter.reveal_url_prefix=reveal.js",
                                "--output-dir",
                                folder.toString(),
                                notebook.toString()),
                        LIMIT);
        assertEquals(0, ended.status(), ended::toString);

        var slides = Files.readString(folder.resolve("TEMPLATE.slides.html"));
        assertTrue(slides.contains("What to keep"), "the last slides are there");
        assertTrue(slides.contains("Myth: something"), "so is the myth");
        assertFalse(slides.contains("<summary>Hint"), "hints are left out");
        assertFalse(slides.contains("BEGIN SOLUTION"), "so is the solution");
        assertTrue(slides.contains("<script src=\"reveal.js/dist/reveal.js\"></script>"), slides);
        assertFalse(
                slides.matches("(?is).*<(script|link)\\b[^>]*\\b(src|href)=\"http.*"),
                "with a copy of reveal.js they need no internet");
        assertTrue(slides.contains("A sequentially"), "what a prediction asks is there");
        assertFalse(slides.contains("WAITING_NEEDS_CORES"), "and not what it is made of");
        int fragments = slides.split("class=\"fragment\"", -1).length - 1;
        assertEquals(2, fragments, "the observation and the check come later");
        long begun =
                template.cells().stream()
                        .filter(cell -> !cell.code() && cell.source().startsWith("#"))
                        .count();
        assertTrue(slides.split("<section", -1).length - 1 >= begun, slides);
    }
}
