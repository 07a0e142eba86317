package io.juggler.server.engine.whole;

import io.juggler.server.engine.Cell;
import io.juggler.wire.ClassBytes;

import java.util.ArrayList;
import java.util.List;

/**
 * The engine's compiler, which nothing but the engine and its benchmark needs.
 *
 * @param classes what the worker would be given to load
 * @param last the class of the last cell
 */
public record CompiledCells(List<ClassBytes> classes, String last) {

    /** Compiles cells, one after the other. */
    public static CompiledCells of(List<String> sources) {
        var compiler = new CellCompiler(List.of(), List.of(), JavaTasks::fresh);
        var names = new Names();
        var classes = new ArrayList<>(CellCompiler.links());
        var last = "";
        for (int i = 0; i < sources.size(); i++) {
            var cell = new Cell(i + 1, "cell [" + (i + 1) + "]", sources.get(i));
            if (!(compiler.compile(cell, names) instanceof CellCompiler.Accepted(var parts))) {
                throw new IllegalArgumentException("does not compile: " + cell.source());
            }
            for (var part : parts) {
                part.all().forEach(each -> classes.addAll(each.load()));
                names = part.names();
                last = part.own().getFirst().compiled().unit().className();
            }
        }
        return new CompiledCells(List.copyOf(classes), last);
    }
}
