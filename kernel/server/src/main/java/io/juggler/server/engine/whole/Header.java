package io.juggler.server.engine.whole;

import io.juggler.server.engine.DefaultImports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands above a unit's class: the imports of what it uses.
 *
 * @param imports declarations with their semicolons
 * @param seen the cells' classes that the compiler must see
 * @param overloads methods of earlier cells that share their name with one of the unit's own; they
 *     come from a superclass, because a class's own method would hide imported ones
 * @param superclass that class's name, or null
 */
record Header(
        List<String> imports,
        Set<String> seen,
        List<Definition.Method> overloads,
        String superclass) {

    /**
     * Looks up what a unit uses.
     *
     * @param stars says what the user's star imports bring
     */
    static Header of(Unit unit, Names names, DefaultImports defaults, StarImports stars) {
        var words = unit.words();
        var users = new ArrayList<>(names.allImports());
        unit.pieces()
                .forEach(
                        piece -> {
                            if (piece instanceof Piece.Import each) {
                                users.add(each.text() + ";");
                            }
                        });
        var imports =
                new ArrayList<>(defaults.needed(words, users.stream().anyMatch(Header::isWide)));
        imports.addAll(names.imports(words));
        var seen = new LinkedHashSet<String>();
        var overloads = new ArrayList<Definition.Method>();
        for (var word : words) {
            boolean known = false;
            var type = names.type(word);
            if (type != null && !unit.defines(word, Piece.Type.class) && !unit.imports(word)) {
                imports.add("import " + type.canonicalName() + ";");
                seen.add(type.seen());
                known = true;
            }
            var variable = names.variable(word);
            if (variable != null && !unit.defines(word, Piece.Variables.class)) {
                imports.add("import static " + variable.holder() + "." + word + ";");
                seen.add(variable.seen());
            }
            boolean own = unit.defines(word, Piece.Method.class);
            for (var method : names.methods(word)) {
                known = true;
                if (!own) {
                    imports.add("import static " + method.view() + "." + word + ";");
                } else if (!isReplaced(unit, method)) {
                    overloads.add(method);
                }
                seen.add(method.seen());
            }
            known |= own || unit.defines(word, Piece.Type.class) || names.isImported(word);
            if (!known && !unit.imports(word)) {
                defaults.labImport(word)
                        .filter(_ -> !stars.bring(users, word))
                        .ifPresent(imports::add);
            }
        }
        seen.add("notebook.Links");
        var superclass =
                overloads.isEmpty() ? null : CellClasses.PACKAGE + ".Overloads" + unit.simpleName();
        if (superclass != null) {
            seen.add(superclass);
        }
        return new Header(imports, seen, overloads, superclass);
    }

    /** Whether an import brings more than one name. */
    private static boolean isWide(String declaration) {
        return declaration.endsWith(".*;") || declaration.startsWith("import module ");
    }

    private static boolean isReplaced(Unit unit, Definition.Method method) {
        return unit.pieces().stream()
                .anyMatch(
                        piece ->
                                piece instanceof Piece.Method own
                                        && own.name().equals(method.name())
                                        && own.parameters().equals(method.parameters()));
    }
}
