package io.juggler.server.notebook;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shows one output of a code cell. */
final class OutputHtml {
    /** What a browser shows, richest first. */
    private static final List<String> TYPES =
            List.of(
                    "text/html",
                    "image/svg+xml",
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "text/markdown",
                    "text/latex",
                    "text/plain",
                    "application/json");

    /** What stands before an SVG's root element has no place inside a page. */
    private static final Pattern PROLOGUE =
            Pattern.compile(
                    "^\\s*(<\\?xml.*?\\?>|<!DOCTYPE[^>]*>|<!--.*?-->|\\s)*", Pattern.DOTALL);

    private OutputHtml() {}

    static void append(StringBuilder page, JsonNode output, MarkdownHtml markdown) {
        switch (output.path("output_type").asString("")) {
            case "stream" ->
                    pre(
                            page,
                            "stream " + Html.escape(output.path("name").asString("")),
                            TerminalHtml.render(NotebookCell.joined(output.path("text"))));
            case "error" ->
                    pre(
                            page,
                            "error",
                            TerminalHtml.render(
                                    output.path("traceback")
                                            .valueStream()
                                            .map(line -> line.asString(""))
                                            .collect(Collectors.joining("\n"))));
            case "display_data", "execute_result" -> display(page, output, markdown);
            default -> {
                // A newer format's output that this page does not know.
            }
        }
    }

    private static void display(StringBuilder page, JsonNode output, MarkdownHtml markdown) {
        var data = output.path("data");
        var type = TYPES.stream().filter(data::has).findFirst().orElse("");
        if (type.isEmpty()) {
            return;
        }
        var content = data.get(type);
        switch (type) {
            case "text/html" -> {
                var html = NotebookCell.joined(content);
                div(page, "html", html);
                twin(page, html, NotebookCell.joined(data.path("text/plain")));
            }
            case "image/svg+xml" ->
                    div(
                            page,
                            "svg",
                            PROLOGUE.matcher(NotebookCell.joined(content)).replaceFirst(""));
            case "text/markdown" ->
                    div(page, "markdown", markdown.render(NotebookCell.joined(content), Map.of()));
            case "text/plain", "text/latex" ->
                    pre(page, "plain", TerminalHtml.render(NotebookCell.joined(content)));
            case "application/json" -> pre(page, "plain", Html.escape(content.toPrettyString()));
            default -> image(page, output, type, NotebookCell.joined(content));
        }
    }

    /** For who cannot see a picture: what it says as text, folded below it. */
    private static void twin(StringBuilder page, String html, String text) {
        if (html.contains("<svg") && !text.isBlank()) {
            page.append("<details class=\"twin\"><summary>As text</summary>\n");
            pre(page, "plain", TerminalHtml.render(text));
            page.append("</details>\n");
        }
    }

    private static void image(StringBuilder page, JsonNode output, String type, String base64) {
        var size = output.path("metadata").path(type);
        page.append("<img alt=\"")
                .append(Html.escape(NotebookCell.joined(output.path("data").path("text/plain"))))
                .append("\" src=\"data:")
                .append(type)
                .append(";base64,")
                .append(Html.escape(base64.replaceAll("\\s", "")))
                .append('"');
        for (var side : List.of("width", "height")) {
            if (size.path(side).isNumber()) {
                page.append(" %s=\"%d\"".formatted(side, size.path(side).asInt(0)));
            }
        }
        page.append(">\n");
    }

    private static void div(StringBuilder page, String kind, String html) {
        page.append("<div class=\"").append(kind).append("\">\n").append(html).append("\n</div>\n");
    }

    private static void pre(StringBuilder page, String kind, String html) {
        page.append("<pre class=\"").append(kind).append("\">").append(html).append("</pre>\n");
    }
}
