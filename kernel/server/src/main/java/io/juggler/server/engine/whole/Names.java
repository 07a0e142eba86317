package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Definition.Origin;
import io.juggler.server.engine.whole.Definition.Variable;

import notebook.Links;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What names mean between two cells: the last definition or import of a name wins. */
final class Names {
    private final SharedMap<String, Variable> variables;
    private final SharedMap<String, Definition.Type> types;
    private final SharedMap<String, Map<String, Definition.Method>> methods;

    /**
     * The user's imports by what they bring: a simple name, or the whole text of one that ends in a
     * star or is a module's.
     */
    private final SharedMap<String, String> imports;

    /** What was declared and cannot be compiled yet, by name and parameters. */
    private final SharedMap<String, Pending> pending;

    /** The types of what the latest cells showed, by the cells' numbers. */
    private final SharedMap<Integer, String> values;

    /**
     * A type or method that misses something even to be declared.
     *
     * @param missing what, in words
     */
    record Pending(String name, Origin origin, String missing) {
        private static String key(Piece piece) {
            return switch (piece) {
                case Piece.Type type -> "type " + type.name();
                case Piece.Method method ->
                        "method " + method.name() + "(" + method.parameters() + ")";
                default ->
                        throw new IllegalArgumentException(
                                "only types and methods can wait: " + piece);
            };
        }
    }

    Names() {
        variables = new SharedMap<>();
        types = new SharedMap<>();
        methods = new SharedMap<>();
        imports = new SharedMap<>();
        pending = new SharedMap<>();
        values = new SharedMap<>();
    }

    private Names(Names other) {
        variables = other.variables.copy();
        types = other.types.copy();
        methods = other.methods.copy();
        imports = other.imports.copy();
        pending = other.pending.copy();
        values = other.values.copy();
    }

    Names copy() {
        return new Names(this);
    }

    /** Notes the type of what a cell shows; the worker keeps as many values. */
    void showed(int cell, String type) {
        values.remove(cell);
        remove("$" + cell);
        values.put(cell, type);
        if (values.size() > Links.KEPT) {
            values.remove(values.keySet().iterator().next());
        }
    }

    private void remove(String variable) {
        variables.remove(variable);
    }

    /** The type of what a cell showed, or null. */
    String valueType(int cell) {
        return values.get(cell);
    }

    /** No value is there any more. */
    void forgetValues() {
        List.copyOf(values.keySet()).forEach(values::remove);
    }

    Variable variable(String name) {
        return variables.get(name);
    }

    Definition.Type type(String name) {
        return types.get(name);
    }

    /** A name's overloads. */
    Collection<Definition.Method> methods(String name) {
        var overloads = methods.get(name);
        return overloads == null ? List.of() : overloads.values();
    }

    /** The method with these parameters, or null. */
    Definition.Method method(String name, String parameters) {
        var overloads = methods.get(name);
        return overloads == null ? null : overloads.get(parameters);
    }

    /** Notes a declaration that has to wait; it replaces an earlier definition. */
    void defer(Pending declaration) {
        pending.put(Pending.key(declaration.origin().piece()), declaration);
        switch (declaration.origin().piece()) {
            case Piece.Type type -> types.remove(type.name());
            case Piece.Method method -> remove(method.name(), method.parameters());
            default -> {}
        }
    }

    /** What waits. */
    Collection<Pending> pending() {
        return pending.values();
    }

    void define(Definition definition) {
        if (!(definition instanceof Variable)) {
            pending.remove(Pending.key(definition.origin().piece()));
        }
        switch (definition) {
            case Variable variable -> variables.put(variable.name(), variable);
            case Definition.Type type -> {
                imports.remove("type " + type.name());
                types.put(type.name(), type);
            }
            case Definition.Method method -> {
                var overloads = overloads(method.name());
                overloads.put(method.parameters(), method);
                methods.put(method.name(), overloads);
            }
        }
    }

    void remove(Definition definition) {
        switch (definition) {
            case Variable variable -> variables.remove(variable.name(), variable);
            case Definition.Type type -> types.remove(type.name(), type);
            case Definition.Method method -> remove(method.name(), method.parameters());
        }
    }

    private void remove(String method, String parameters) {
        if (method(method, parameters) != null) {
            var overloads = overloads(method);
            overloads.remove(parameters);
            methods.put(method, overloads);
        }
    }

    /** A copy of a name's overloads: other names may share the map itself. */
    private Map<String, Definition.Method> overloads(String name) {
        var known = methods.get(name);
        return known == null ? new LinkedHashMap<>() : new LinkedHashMap<>(known);
    }

    /**
     * @param text {@code import static java.lang.Math.abs}
     */
    void addImport(String text) {
        var key = importKey(text);
        imports.remove(key);
        imports.put(key, text + ";");
        if (key.startsWith("type ")) {
            types.remove(key.substring("type ".length()));
        }
    }

    /** The imports that a source with these words can need. */
    List<String> imports(Collection<String> words) {
        var needed = new ArrayList<String>();
        imports.forEach(
                (key, text) -> {
                    boolean single = key.startsWith("type ") || key.startsWith("static ");
                    if (!single || words.contains(lastName(key))) {
                        needed.add(text);
                    }
                });
        return needed;
    }

    /**
     * Takes over what another cell has changed.
     *
     * @param before what names meant before it
     * @param after what they meant then
     */
    void takeOver(Names before, Names after) {
        var old = Collections.newSetFromMap(new IdentityHashMap<Definition, Boolean>());
        old.addAll(before.all());
        for (var definition : after.all()) {
            if (!old.remove(definition)) {
                define(definition);
            }
        }
        old.forEach(this::remove);
        after.imports.forEach(
                (key, text) -> {
                    if (!text.equals(before.imports.get(key))) {
                        imports.put(key, text);
                    }
                });
        after.pending.forEach(
                (key, declaration) -> {
                    if (!declaration.equals(before.pending.get(key))) {
                        pending.put(key, declaration);
                    }
                });
    }

    /** All imports of the user. */
    Collection<String> allImports() {
        return imports.values();
    }

    /** Whether an import of a single name brings it. */
    boolean isImported(String name) {
        return imports.containsKey("type " + name)
                || imports.keySet().stream()
                        .anyMatch(key -> key.startsWith("static ") && key.endsWith("." + name));
    }

    /** All definitions. */
    List<Definition> all() {
        var all = new ArrayList<Definition>(variables.values());
        all.addAll(types.values());
        methods.values().forEach(overloads -> all.addAll(overloads.values()));
        return all;
    }

    private static String lastName(String key) {
        return key.substring(Math.max(key.lastIndexOf('.'), key.lastIndexOf(' ')) + 1);
    }

    private static String importKey(String text) {
        if (text.endsWith("*") || text.startsWith("import module ")) {
            return text;
        }
        var name = text.substring(text.lastIndexOf('.') + 1).strip();
        return text.startsWith("import static ")
                ? "static " + text.substring("import static ".length())
                : "type " + name;
    }
}
