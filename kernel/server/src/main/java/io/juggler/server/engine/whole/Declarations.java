package io.juggler.server.engine.whole;

import io.juggler.server.engine.JShellAnalysis.Declaration;
import io.juggler.server.engine.whole.CellCompiler.Part;

import java.util.ArrayList;
import java.util.List;

/**
 * What JShell's analysis has to know of a cell; a variable's initialiser costs time and says
 * nothing more than its type.
 */
final class Declarations {
    private Declarations() {}

    static List<Declaration> of(List<Part> parts) {
        var declarations = new ArrayList<Declaration>();
        for (var part : parts) {
            var own = part.own().getFirst();
            for (var piece : own.compiled().unit().pieces()) {
                if (piece instanceof Piece.Import each) {
                    declarations.add(new Declaration(each.text(), each.text() + ";"));
                }
            }
            own.definitions().forEach(each -> declarations.add(of(each)));
        }
        return declarations;
    }

    private static Declaration of(Definition definition) {
        var origin = definition.origin();
        var source = origin.cell().substring(origin.piece().start(), origin.piece().end());
        var name = definition.name();
        return switch (definition) {
            case Definition.Variable variable -> {
                var type = WholeCellEngine.GENERATED.matcher(variable.typeText()).replaceAll("");
                yield new Declaration("variable " + name, type + " " + name + ";");
            }
            case Definition.Method method ->
                    new Declaration("method " + name + "(" + method.parameters() + ")", source);
            case Definition.Type _ -> new Declaration("type " + name, source);
        };
    }
}
