package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.notebook.Notebook;

import org.junit.jupiter.api.Test;

import java.util.List;

class SitePagesTest {
    private static final SitePages PAGES =
            new SitePages(
                    List.of(
                            new SitePages.Source("00-start", "Start"),
                            new SitePages.Source("01-one-juggler", "One juggler, many balls"),
                            new SitePages.Source("02-gather", "Gather: who waits?"),
                            new SitePages.Source("glossary", "Glossary")));

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
    void aLongPageBeginsWithLinksToItsParts() throws Exception {
        var cells = new StringBuilder();
        for (var part : List.of("a", "b", "c", "d", "e")) {
            cells.append(
                    """
                    {"cell_type": "markdown", "id": "part-%1$s", "metadata": {},
                     "source": ["## Part `%1$s`"]},
                    """
                            .formatted(part));
        }
        var text =
                """
                {"cells": [%s {"cell_type": "markdown", "id": "z", "metadata": {}, "source": ["z"]}],
                 "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                """
                        .formatted(cells);
        var page = PAGES.page("01-one-juggler", Notebook.parse(text));
        assertTrue(page.contains("<li><a href=\"#part-e\">Part <code>e</code></a></li>"), page);
        assertTrue(page.contains("<section class=\"markdown\" id=\"part-e\">"), page);
        assertFalse(PAGES.page("01-one-juggler", notebook("## A")).contains("On this page"));
    }

    @Test
    void aLessonLeadsToTheOnesBesideIt() throws Exception {
        var page = PAGES.page("01-one-juggler", notebook("# A"));
        assertTrue(page.contains("<a href=\"index.html\">← Start</a>"), page);
        assertTrue(page.contains("<a href=\"02-gather.html\">2 Gather: who waits? →</a>"), page);
        assertEquals(3, page.split("<nav>", -1).length, "above and below");
        assertFalse(PAGES.page("02-gather", notebook("# B")).contains("→"));
        assertFalse(PAGES.page("glossary", notebook("# G")).contains("←"));
    }
}
