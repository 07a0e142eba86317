package io.juggler.server.engine.whole;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Definitions;
import io.juggler.server.worker.WorkerLaunch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the cells of an engine have defined. */
final class NotebookScope implements Definitions {
    private final WholeCellEngine engine;

    NotebookScope(WholeCellEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<Known> known() {
        var names = engine.names();
        var known = new ArrayList<Known>();
        names.allImports().forEach(text -> known.add(new Known(Kind.IMPORT, "", text, "", text)));
        names.all().forEach(each -> known.add(known(each)));
        return known;
    }

    private static Known known(Definition definition) {
        var title = definition.origin().title();
        var source = source(definition);
        return switch (definition) {
            case Definition.Variable variable ->
                    new Known(
                            Kind.VARIABLE,
                            variable.name(),
                            WholeCellEngine.GENERATED.matcher(variable.typeText()).replaceAll("")
                                    + " "
                                    + variable.name(),
                            title,
                            source);
            case Definition.Method method ->
                    new Known(Kind.METHOD, method.name(), head(method), title, source);
            case Definition.Type type ->
                    new Known(Kind.TYPE, type.name(), head(type), title, source);
        };
    }

    private static String source(Definition definition) {
        var origin = definition.origin();
        var before = origin.cell().substring(0, origin.piece().start());
        return "\n".repeat((int) before.chars().filter(c -> c == '\n').count())
                + origin.cell().substring(origin.piece().start(), origin.piece().end());
    }

    /** What stands before the body, on one line. */
    private static String head(Definition definition) {
        var origin = definition.origin();
        var text = origin.cell().substring(origin.piece().start(), origin.piece().end());
        int brace = text.indexOf('{');
        return (brace < 0 ? text : text.substring(0, brace)).strip().replaceAll("\\s+", " ");
    }

    @Override
    public Optional<String> value(String variable) {
        return Optional.ofNullable(engine.names().variable(variable)).map(engine::value);
    }

    @Override
    public boolean drop(String name) {
        var names = engine.names();
        var dropped = names.all().stream().filter(each -> each.name().equals(name)).toList();
        dropped.forEach(names::remove);
        return !dropped.isEmpty();
    }

    @Override
    public Optional<byte[]> classFile(String type) {
        return Optional.ofNullable(engine.names().type(type))
                .map(each -> engine.compiler().classFile(each.seen()));
    }

    @Override
    public String restart(Cell cell, boolean keep, UnaryOperator<WorkerLaunch> change) {
        return engine.restart(cell, keep, change);
    }

    @Override
    public void preview(boolean on) {
        engine.compiler().preview(on);
    }
}
