package io.juggler.server.session;

import io.juggler.api.MimeBundle;
import io.juggler.server.engine.Engine;
import io.juggler.server.protocol.Reply;
import io.juggler.server.protocol.Request;

import java.util.stream.Collectors;

/** What an engine knows about code, in the protocol's form. */
final class Answers {

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
        var found = engine.document(request.code(), request.cursor());
        if (found.isEmpty()) {
            return new Reply.Inspected(null);
        }
        return new Reply.Inspected(
                MimeBundle.text(
                        found.stream()
                                .map(
                                        one ->
                                                one.javadoc().isBlank()
                                                        ? one.signature()
                                                        : one.signature() + "\n\n" + one.javadoc())
                                .collect(Collectors.joining("\n\n"))));
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
