package io.juggler.server.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Shows a notebook as one page that needs nothing else: no network, no script, no font. Outputs
 * find the CSS variables that JupyterLab's themes define, in a light and a dark set. What a
 * notebook holds as HTML stands in the page as it is: a page is to be trusted as much as its
 * notebook.
 */
public final class HtmlPage {
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*\\s*$");

    private HtmlPage() {}

    /**
     * The page.
     *
     * @param name what it is called where the notebook has no heading
     */
    public static String of(Notebook notebook, String name) {
        var body = new StringBuilder();
        var markdown = new MarkdownHtml();
        for (var cell : notebook.cells()) {
            switch (cell.type()) {
                case "markdown" ->
                        body.append("<section class=\"markdown\"" + id(cell) + ">\n")
                                .append(markdown.render(cell.source(), cell.attachments()))
                                .append("</section>\n");
                case "code" -> code(body, cell, markdown);
                default ->
                        body.append("<section class=\"raw\"><pre>")
                                .append(Html.escape(cell.source()))
                                .append("</pre></section>\n");
            }
        }
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="Juggler">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """
                .formatted(title(notebook, name), style(), body);
    }

    private static void code(StringBuilder body, NotebookCell cell, MarkdownHtml markdown) {
        var outputs = new StringBuilder();
        for (var output : cell.outputs()) {
            OutputHtml.append(outputs, output, markdown);
        }
        if (cell.source().isBlank() && outputs.isEmpty()) {
            return;
        }
        body.append("<section class=\"code\"" + id(cell) + ">\n");
        var count = cell.executionCount();
        var source =
                "<pre class=\"source\" data-count=\"%s\"><code>%s</code></pre>\n"
                        .formatted(
                                count.isPresent() ? count.getAsInt() : "",
                                JavaHtml.highlight(cell.source().stripTrailing()));
        body.append(cell.isSourceHidden() ? folded("Code", source) : source);
        if (!outputs.isEmpty()) {
            var shown = "<div class=\"outputs\">\n" + outputs + "</div>\n";
            body.append(cell.areOutputsHidden() ? folded("Output", shown) : shown);
        }
        body.append("</section>\n");
    }

    /** So that a link can lead to the cell. */
    private static String id(NotebookCell cell) {
        return cell.id().isEmpty() ? "" : " id=\"" + Html.escape(cell.id()) + "\"";
    }

    private static String folded(String what, String html) {
        return "<details><summary>" + what + "</summary>\n" + html + "</details>\n";
    }

    /**
     * A notebook's first heading, as HTML.
     *
     * @param name what it is called where the notebook has no heading
     */
    public static String title(Notebook notebook, String name) {
        var title =
                notebook.cells().stream()
                        .filter(cell -> cell.type().equals("markdown"))
                        .map(cell -> HEADING.matcher(cell.source()))
                        .filter(heading -> heading.find())
                        .map(heading -> heading.group(1))
                        .findFirst()
                        .orElse(name);
        return Html.escape(title);
    }

    private static String style() {
        try (var in = HtmlPage.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
