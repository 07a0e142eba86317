package io.juggler.server.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

class HtmlPageTest {
    private static final JsonMapper JSON = new JsonMapper();
    private final MarkdownHtml markdown = new MarkdownHtml();

    @Test
    void thePageNeedsNothingFromOutside() throws NotebookException {
        var page =
                HtmlPage.of(
                        new Notebooks().markdown("# A <b>title</b>\ntext").code("int a;").build(),
                        "x");
        assertTrue(page.contains("<title>A &lt;b&gt;title&lt;/b&gt;</title>"), page);
        assertTrue(page.contains("prefers-color-scheme: dark"));
        assertTrue(page.contains("--jp-content-font-color1"));
        assertFalse(page.contains("src=\"http") || page.contains("@import"), page);
        assertFalse(page.contains("<link") || page.contains("<script"), page);
    }

    @Test
    void aNotebookWithoutHeadingIsCalledByItsName() throws NotebookException {
        var page = HtmlPage.of(new Notebooks().markdown("text").build(), "my-notebook");
        assertTrue(page.contains("<title>my-notebook</title>"));
    }

    @Test
    void theRichestFormOfAnOutputIsShown() {
        assertEquals(
                "<div class=\"html\">\n<b>1</b>\n</div>\n",
                output("{'text/plain': ['1'], 'text/html': ['<b>', '1</b>']}"));
        assertEquals(
                "<div class=\"svg\">\n<svg/>\n</div>\n",
                output(
                        "{'text/plain': 'x', 'image/svg+xml': '<?xml version=\\\"1.0\\\"?>\\n"
                                + "<!DOCTYPE svg>\\n<svg/>'}"));
        assertEquals("<pre class=\"plain\">a &lt; b</pre>\n", output("{'text/plain': ['a < b']}"));
        assertEquals(
                "<img alt=\"a dot\" src=\"data:image/png;base64,AAAA\">\n",
                output("{'image/png': 'AA\\nAA', 'text/plain': 'a dot'}"));
    }

    @Test
    void terminalColoursAndCarriageReturnsAreFollowed() {
        assertEquals(
                "<span class=\"ansi-bold ansi-red-fg\">no&amp;</span> yes",
                TerminalHtml.render("\u001b[1;31mno&\u001b[0m yes"));
        assertEquals("100 %\ndone\n", TerminalHtml.render("10 %\r50 %\r100 %\r\ndone\n"));
        assertEquals("plain", TerminalHtml.render("\u001b[38;5;200m\u001b[2Kplain\u001b[m"));
    }

    @Test
    void markdownHasTablesHtmlAndAttachments() {
        var html =
                markdown.render(
                        "| a | b |\n|---|---|\n| 1 | 2 |\n\n<details>x</details>\n\n"
                                + "![p](attachment:p.png)\n\n```java\nint a;\n```",
                        Map.of("p.png", "data:image/png;base64,AA"));
        assertTrue(html.contains("<td>1</td>"), html);
        assertTrue(html.contains("<details>x</details>"), html);
        assertTrue(html.contains("src=\"data:image/png;base64,AA\""), html);
        assertTrue(html.contains("<span class=\"keyword\">int</span> a;"), html);
    }

    @Test
    void javaKeepsItsTextWhateverItHolds() {
        var source = "// a < b\nvar s = \"x // \\\" y\"; char c = '\"'; /* & */ @Tag int n = 0x1F;";
        var html = JavaHtml.highlight(source);
        assertEquals(
                source,
                html.replaceAll("<[^>]*>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&"));
        assertTrue(html.contains("<span class=\"comment\">// a &lt; b</span>"), html);
        assertTrue(
                html.contains("<span class=\"string\">&quot;x // \\&quot; y&quot;</span>"), html);
        assertTrue(html.contains("<span class=\"number\">0x1F</span>"), html);
    }

    private String output(String data) {
        var page = new StringBuilder();
        OutputHtml.append(
                page,
                JSON.readTree(
                        "{\"output_type\": \"display_data\", \"data\": %s}"
                                .formatted(data.replace('\'', '"'))),
                markdown);
        return page.toString();
    }
}
