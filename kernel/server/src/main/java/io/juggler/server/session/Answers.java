package io.juggler.server.session;

import io.juggler.api.MimeBundle;
import io.juggler.server.engine.Engine;
import io.juggler.server.javadoc.Javadoc;
import io.juggler.server.protocol.Reply;
import io.juggler.server.protocol.Request;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What an engine knows about code, in the protocol's form. */
final class Answers {

    private static final boolean JDK_HAS_SOURCES =
            Files.isReadable(Path.of(System.getProperty("java.home"), "lib", "src.zip"));

    private static final String NO_SOURCES =
            "This JDK came without its sources (lib/src.zip), which hold its documentation.";

    private Answers() {}

    static Reply complete(Engine engine, Request.Complete request) {
        var code = request.code();
        var found = engine.complete(code, request.cursor());
        return new Reply.Completed(
                code.codePointCount(0, found.start()),
                code.codePointCount(0, found.end()),
                found.items().stream()
                        .map(
                                item ->
                                        new Reply.Completed.Match(
                                                item.text(), item.type(), item.signature()))
                        .toList());
    }

    static Reply inspect(Engine engine, Request.Inspect request) {
        return new Reply.Inspected(
                documentation(engine, request.code(), request.cursor(), request.detail())
                        .orElse(null));
    }

    /**
     * What is known about the name at the cursor, as HTML and text.
     *
     * @param detail 0 for the first sentence of each where several things have that name, 1 for all
     *     about all of them
     */
    static Optional<MimeBundle> documentation(Engine engine, String code, int cursor, int detail) {
        var found = engine.document(code, cursor);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var html = new StringBuilder();
        var text = new StringBuilder();
        boolean brief = found.size() > 1 && detail == 0;
        for (var each : found) {
            var javadoc =
                    brief ? Javadoc.firstSentence(each.javadoc()) : Javadoc.of(each.javadoc());
            html.append("<pre><b>").append(escaped(each.signature())).append("</b></pre>\n");
            html.append("<div>").append(javadoc.html()).append("</div>\n");
            text.append(text.isEmpty() ? "" : brief ? "\n" : "\n\n").append(each.signature());
            var body = javadoc.text();
            if (!body.isEmpty()) {
                text.append(brief ? "\n" : "\n\n").append(brief ? body.indent(4) : body);
            }
        }
        if (found.stream().allMatch(each -> each.javadoc().isBlank()) && !JDK_HAS_SOURCES) {
            html.append("<p>").append(NO_SOURCES).append("</p>");
            text.append("\n\n").append(NO_SOURCES);
        }
        return Optional.of(
                MimeBundle.of(
                        MimeBundle.HTML, html.toString().strip(), text.toString().stripTrailing()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static Reply isComplete(Engine engine, Request.IsComplete request) {
        return switch (engine.completeness(request.code())) {
            case Engine.Completeness.Complete() -> new Reply.IsComplete("complete", "");
            case Engine.Completeness.Incomplete(var indent) ->
                    new Reply.IsComplete("incomplete", indent);
            case Engine.Completeness.Invalid() -> new Reply.IsComplete("invalid", "");
            case Engine.Completeness.Unknown() -> new Reply.IsComplete("unknown", "");
        };
    }
}
