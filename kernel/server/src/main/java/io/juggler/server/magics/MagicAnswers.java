package io.juggler.server.magics;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.Engine.Completeness;
import io.juggler.server.engine.Engine.Completions;
import io.juggler.server.engine.Engine.Documentation;
import io.juggler.server.worker.WorkerListener;

import java.util.List;
import java.util.Set;

/** What is known about magics at a cursor; about code, the engine is asked, with magics masked. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class MagicAnswers {
    /** The cell magics whose body is Java. */
    private static final Set<String> OF_CODE = Set.of("time", "timeit");

    private final Engine code;
    private final MagicState state;
    private final WorkerListener out;

    MagicAnswers(Engine code, MagicState state, WorkerListener out) {
        this.code = code;
        this.state = state;
        this.out = out;
    }

    /**
     * A magic's call that the cursor stands in.
     *
     * @param start where its name starts
     */
    private record At(int start, boolean cell) {}

    Completions complete(String source, int cursor) {
        var at = magicAt(source, cursor);
        if (at == null) {
            var masked = masked(source);
            return masked == null
                    ? new Completions(cursor, cursor, List.of())
                    : code.complete(masked, cursor);
        }
        var written = source.substring(at.start(), cursor);
        var call = Call.of(written, at.cell() ? "" : null, 1);
        if (call.name().length() == written.length()) {
            return new Completions(
                    at.start(),
                    cursor,
                    state.registry().names(at.cell()).stream()
                            .filter(name -> name.startsWith(written))
                            .map(name -> new Completions.Item(name, "magic", summary(name)))
                            .toList());
        }
        boolean begun = !Character.isWhitespace(written.charAt(written.length() - 1));
        var arguments = new java.util.ArrayList<>(call.arguments());
        if (!begun || arguments.isEmpty()) {
            arguments.add("");
        }
        var last = arguments.getLast();
        var context = new MagicContext(new Cell(0, "", source), state, out, null, true);
        var items =
                state.registry()
                        .kernel(call.name())
                        .map(magic -> magic.completion().complete(arguments, context))
                        .orElse(List.of());
        return new Completions(
                cursor - last.length(),
                cursor,
                items.stream().map(text -> new Completions.Item(text, "", "")).toList());
    }

    List<Documentation> document(String source, int cursor) {
        var at = magicAt(source, cursor);
        if (at == null) {
            var masked = masked(source);
            return masked == null ? List.of() : code.document(masked, cursor);
        }
        int end = source.indexOf('\n', at.start());
        var name =
                Call.of(source.substring(at.start(), end < 0 ? source.length() : end), null, 1)
                        .name();
        var registry = state.registry();
        if (registry.isUsers(name)) {
            return List.of(new Documentation("%" + name, registry.summary(name)));
        }
        return registry.kernel(name)
                .map(magic -> List.of(new Documentation(magic.usage(), magic.summary())))
                .orElse(List.of());
    }

    Completeness completeness(String source) {
        if (!MagicSource.mayHaveMagics(source)) {
            return code.completeness(source);
        }
        var parsed = MagicSource.parse(source, state.registry()::isKnown);
        if (parsed.cell() == null) {
            return parsed.masked().isBlank()
                    ? new Completeness.Complete()
                    : code.completeness(parsed.masked());
        }
        var body = parsed.cell().body();
        if (OF_CODE.contains(parsed.cell().name())) {
            return code.completeness(body);
        }
        // Another language's text: only a shell or a browser could tell.
        return body.isBlank() ? new Completeness.Incomplete("") : new Completeness.Unknown();
    }

    /** The text as the engine is to see it; null where none of it is code. */
    private String masked(String source) {
        if (!MagicSource.mayHaveMagics(source)) {
            return source;
        }
        var parsed = MagicSource.parse(source, state.registry()::isKnown);
        if (parsed.cell() == null) {
            return parsed.masked();
        }
        if (!OF_CODE.contains(parsed.cell().name())) {
            return null;
        }
        int head = source.length() - parsed.cell().body().length();
        return " ".repeat(head) + parsed.cell().body();
    }

    private String summary(String name) {
        return state.registry()
                .kernel(name)
                .map(KernelMagic::summary)
                .orElseGet(() -> state.registry().summary(name));
    }

    private static At magicAt(String source, int cursor) {
        int line = source.lastIndexOf('\n', cursor - 1) + 1;
        var head = source.substring(line, cursor);
        int sign = head.length() - head.stripLeading().length();
        if (!head.startsWith("%", sign)) {
            int equals = head.lastIndexOf('=');
            sign = equals + 1;
            while (sign < head.length() && Character.isWhitespace(head.charAt(sign))) {
                sign++;
            }
            if (equals < 0 || !head.startsWith("%", sign)) {
                return null;
            }
            return new At(line + sign + 1, false);
        }
        boolean cell = head.startsWith("%%", sign);
        return new At(line + sign + (cell ? 2 : 1), cell);
    }
}
