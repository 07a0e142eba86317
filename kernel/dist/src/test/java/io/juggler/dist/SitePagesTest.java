package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.notebook.Notebook;

import org.junit.jupiter.api.Test;

import java.util.List;

class SitePagesTest {
    private static final SitePages PAGES =
            new SitePages(List.of("00-start", "01-one-juggler", "02-gather", "glossary"));

    private static Notebook notebook(String markdown) throws Exception {
        return Notebook.parse(
                """
                {"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["%s"]}],
                 "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                """
                        .formatted(markdown));
    }

    @Test
    void linksLeadToPagesAndNotToNotebooks() throws Exception {
        var page =
                PAGES.page(
                        "01-one-juggler",
                        notebook(
                                "[a](02-gather.ipynb#part) [b](00-start.ipynb)"
                                        + " [c](https://a.org/x.ipynb)"));
        assertTrue(page.contains("href=\"02-gather.html#part\""), page);
        assertTrue(page.contains("href=\"index.html\""), page);
        assertTrue(page.contains("href=\"https://a.org/x.ipynb\""), page);
    }

    @Test
    void aLessonLeadsToTheOnesBesideIt() throws Exception {
        var page = PAGES.page("01-one-juggler", notebook("# A"));
        assertTrue(page.contains("<a href=\"index.html\">← Start</a>"), page);
        assertTrue(page.contains("<a href=\"02-gather.html\">2 Gather →</a>"), page);
        assertEquals(3, page.split("<nav>", -1).length, "above and below");
        assertFalse(PAGES.page("02-gather", notebook("# B")).contains("→"));
        assertFalse(PAGES.page("glossary", notebook("# G")).contains("←"));
    }
}
