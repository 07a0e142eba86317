package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code ./juggler run} on the lessons, as a shell sees it. */
class RunNotebookIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir private Path folder;

    @Test
    void aLessonBecomesAPageWithItsTables() throws IOException {
        var page = folder.resolve("out.html");
        var lesson = Lesson.of("01-one-juggler-many-balls.ipynb");
        var ran = run(lesson.file().toString(), "-o", page.toString());
        assertEquals(0, ran.status(), ran::toString);
        var html = Files.readString(page);
        assertTrue(
                html.startsWith("<!DOCTYPE html>") || html.startsWith("<!doctype html>"),
                ran::toString);
        int comparisons = 0;
        for (var cell : lesson.json().path("cells")) {
            boolean code = cell.path("cell_type").asString().equals("code");
            comparisons += code && cell.path("source").toString().contains("compare(") ? 1 : 0;
        }
        assertTrue(comparisons > 1, "the lesson compares twice at least");
        assertTrue(count(html, "<table") >= comparisons, "a table for each comparison");
        assertTrue(count(html, "role=\"img\"") >= comparisons, "a timeline for each comparison");
        for (var strategy : List.of("sequentially", "concurrently", "inParallel")) {
            assertTrue(html.contains(strategy), strategy);
        }
        assertTrue(html.contains("One juggler, many balls"));
    }

    @Test
    void anotherLessonKeepsItsOutputsInANotebook() throws IOException {
        var out = folder.resolve("out.ipynb");
        var ran =
                run(
                        Lesson.of("02-gather-waiting-together.ipynb").file().toString(),
                        "-o",
                        out.toString());
        assertEquals(0, ran.status(), ran::toString);
        var executed = Lesson.read(out);
        for (var cell : executed.json().path("cells")) {
            if (cell.path("cell_type").asString().equals("code")) {
                assertFalse(cell.path("outputs").isEmpty(), cell.path("id").asString());
                assertTrue(cell.path("execution_count").isInt(), cell.path("id").asString());
            }
        }
    }

    private static Finished run(String... arguments) throws IOException {
        var process = new ProcessBuilder(Installation.launcher(), "run");
        process.command().addAll(List.of(arguments));
        // What it measures is not looked at here.
        process.environment().put("JUGGLER_JVM_OPTS", "-Djuggler.lab.budget=1");
        return Finished.run(process, LIMIT);
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }
}
