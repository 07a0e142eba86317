package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The lessons as pages: two of them here, and what belongs to all. */
class SiteIT {
    private static final Pattern LINK = Pattern.compile("href=\"([^\"#:]+)[^\":]*\"");

    @TempDir private Path folder;

    private BuiltCommandLine.Ended site(Path notebooks, Path output) throws Exception {
        return new BuiltCommandLine(BuiltCommandLine.built(), folder.resolve("home"))
                .run("site", output.toString(), "--notebooks", notebooks.toString());
    }

    @Test
    void pagesHoldWhatARealRunShowedEachPictureWithItsText() throws Exception {
        var notebooks = Files.createDirectories(folder.resolve("notebooks"));
        for (var name :
                List.of(
                        "00-start-here",
                        "01-one-juggler-many-balls",
                        "glossary",
                        "misconceptions",
                        "decision-table")) {
            Files.copy(
                    Outside.root().resolve("notebooks/" + name + ".ipynb"),
                    notebooks.resolve(name + ".ipynb"));
        }
        var pages = folder.resolve("site");

        var ended = site(notebooks, pages);

        assertEquals(0, ended.status(), ended.toString());
        var lesson = Files.readString(pages.resolve("01-one-juggler-many-balls.html"));
        int pictures = count(lesson, "<svg");
        assertTrue(pictures >= 3, lesson);
        assertTrue(lesson.contains("<details class=\"twin\">"), "pictures have their text");
        assertEquals(
                count(lesson, "<div class=\"html\">\n<div class=\"juggler-lab\""),
                count(lesson, "<div class=\"juggler-lab\""));
        assertTrue(lesson.contains("NOT YET"), "the check of the stub is there");
        assertTrue(lesson.contains("<a href=\"index.html\">All lessons</a>"), lesson);
        assertFalse(lesson.contains("<script"), "a page needs no script");

        var index = Files.readString(pages.resolve("index.html"));
        assertTrue(index.contains("href=\"01-one-juggler-many-balls.html\""), index);
        assertTrue(index.contains("href=\"glossary.html\""), index);
        for (var link : LINK.matcher(lesson).results().toList()) {
            var to = link.group(1);
            assertTrue(
                    Files.exists(pages.resolve(to)) || to.matches("(0[2-9]|1[0-4])-.*"),
                    () -> "the lesson leads to " + to);
        }
    }

    @Test
    void aCellThatFailsIsNamedAndThePageIsThereAllTheSame() throws Exception {
        var notebooks = Files.createDirectories(folder.resolve("failing"));
        Files.writeString(
                notebooks.resolve("01-it-fails.ipynb"),
                """
                {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
                  "execution_count": null, "source": ["int half = 1 / 0;"]}],
                 "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                """);
        var ended = site(notebooks, folder.resolve("site"));
        assertEquals(1, ended.status(), ended.toString());
        assertTrue(ended.toString().contains("ArithmeticException"), ended.toString());
        assertTrue(Files.exists(folder.resolve("site/01-it-fails.html")));
    }

    @Test
    void aFolderThatIsNotThereIsSaidToBeNone() throws Exception {
        var ended = site(folder.resolve("nowhere"), folder.resolve("site"));
        assertEquals(1, ended.status(), ended.toString());
        assertTrue(ended.toString().contains("is no folder"), ended.toString());
    }

    private static int count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().toArray().length;
    }
}
