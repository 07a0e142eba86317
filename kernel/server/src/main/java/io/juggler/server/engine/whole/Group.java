package io.juggler.server.engine.whole;

import io.juggler.server.engine.DefaultImports;
import io.juggler.server.engine.whole.Definition.Origin;
import io.juggler.server.engine.whole.Names.Pending;
import io.juggler.server.engine.whole.UnitCompiler.Compiled;
import io.juggler.server.engine.whole.UnitCompiler.Complaint;
import io.juggler.server.engine.whole.UnitCompiler.Failed;
import io.juggler.server.engine.whole.UnitCompiler.Job;
import io.juggler.server.engine.whole.UnitLoader.Loadable;
import io.juggler.server.engine.whole.UnitWriter.Forms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Units that are compiled together: the user's own, if there is one, and declarations of earlier
 * cells that have to be compiled (again). What of them does not compile is put off until what it
 * misses is there: a method whose body misses something says so when it is called, everything else
 * waits as a whole.
 */
final class Group {
    private final UnitCompiler compiler;
    private final UnitLoader loader;
    private final Names names;
    private final DefaultImports defaults;
    private final StarImports stars;
    private final Unit own;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, Forms> forms = new HashMap<>();
    private final List<Pending> waiting = new ArrayList<>();

    /**
     * @param own what may not wait unless it is a method or a type that misses a name; null where
     *     all may
     * @param names what is known before; changed by {@link #compile} when it succeeds
     */
    Group(
            UnitCompiler compiler,
            UnitLoader loader,
            Names names,
            DefaultImports defaults,
            StarImports stars,
            Unit own) {
        this.compiler = compiler;
        this.loader = loader;
        this.names = names;
        this.defaults = defaults;
        this.stars = stars;
        this.own = own;
        if (own != null) {
            units.put(own.simpleName(), own);
            forms.put(own.simpleName(), forms(own));
        }
    }

    /** Adds declarations of earlier cells, a unit for each cell. */
    void add(List<Origin> declarations, Supplier<String> simpleNames) {
        var byCell = new LinkedHashMap<String, List<Origin>>();
        declarations.forEach(
                each ->
                        byCell.computeIfAbsent(
                                        each.title() + "\n" + each.cell(), _ -> new ArrayList<>())
                                .add(each));
        for (var cell : byCell.values()) {
            var pieces =
                    cell.stream()
                            .map(Origin::piece)
                            .distinct()
                            .sorted(Comparator.comparingInt(Piece::start))
                            .toList();
            var unit =
                    new Unit(
                            cell.getFirst().title(),
                            cell.getFirst().cell(),
                            simpleNames.get(),
                            pieces);
            units.put(unit.simpleName(), unit);
            forms.put(unit.simpleName(), new Forms());
        }
    }

    /** How it ended. */
    sealed interface Result {}

    /** All that has to compile does. */
    record Done(List<Loadable> loadable) implements Result {}

    /** The user's own unit does not compile. */
    record Wrong(List<Complaint> complaints) implements Result {}

    Result compile() {
        while (true) {
            var result = attempt();
            if (result instanceof Compiled compiled) {
                return new Done(load(compiled));
            }
            var complaints = ((Failed) result).complaints();
            var wrong = putOff(complaints);
            if (wrong != null) {
                return wrong;
            }
        }
    }

    private UnitCompiler.Result attempt() {
        var together = names.copy();
        units.values().forEach(unit -> provisional(unit).forEach(together::define));
        var jobs = new ArrayList<Job>();
        for (var unit : units.values()) {
            var header = Header.of(unit, together, defaults, stars);
            loader.prepare(header);
            jobs.add(new Job(unit, header, forms.get(unit.simpleName())));
        }
        return compiler.compile(jobs);
    }

    private List<Loadable> load(Compiled compiled) {
        var together = new HashSet<String>();
        units.values().forEach(unit -> together.add(unit.internalName()));
        var loadable = new ArrayList<Loadable>();
        for (var unit : compiled.units()) {
            loadable.add(loader.load(unit, names, together));
        }
        loadable.forEach(each -> each.define(names));
        waiting.forEach(names::defer);
        return loadable;
    }

    /** Takes out what these complaints are about; returns null, or why that is not possible. */
    private Wrong putOff(List<Complaint> complaints) {
        boolean changed = false;
        for (var unit : List.copyOf(units.values())) {
            var about =
                    complaints.stream()
                            .filter(each -> each.unit().simpleName().equals(unit.simpleName()))
                            .toList();
            for (var piece : unit.pieces()) {
                var here = about.stream().filter(each -> each.inside(each.unit(), piece)).toList();
                if (here.isEmpty()) {
                    continue;
                }
                boolean mine = own != null && unit.simpleName().equals(own.simpleName());
                if (mine && !mayWait(unit, piece, here)) {
                    return new Wrong(complaints);
                }
                putOff(unit.simpleName(), piece, here);
                changed = true;
            }
        }
        if (changed) {
            return null;
        }
        if (own != null) {
            return new Wrong(complaints);
        }
        throw new IllegalStateException("earlier cells do not compile any more: " + complaints);
    }

    private static boolean mayWait(Unit unit, Piece piece, List<Complaint> complaints) {
        var name =
                switch (piece) {
                    case Piece.Method method -> method.name();
                    case Piece.Type type -> type.name();
                    default -> null;
                };
        return name != null
                && !unit.runs(name)
                && complaints.stream().allMatch(Complaints::isUnresolved);
    }

    private void putOff(String unitName, Piece piece, List<Complaint> complaints) {
        var unit = units.get(unitName);
        var known = forms.get(unitName);
        var first = complaints.getFirst();
        boolean inBody =
                piece instanceof Piece.Method method
                        && method.body() != null
                        && complaints.stream()
                                .allMatch(
                                        each ->
                                                each.inside(
                                                        each.unit(),
                                                        method.body().start(),
                                                        method.body().end()));
        if (inBody && !known.missing.containsKey(piece)) {
            var name = ((Piece.Method) piece).name();
            known.missing.put(piece, "the method " + name + " cannot be called: " + why(first));
            return;
        }
        var name =
                piece instanceof Piece.Method method ? method.name() : ((Piece.Type) piece).name();
        waiting.add(new Pending(name, new Origin(unit.title(), unit.cell(), piece), why(first)));
        var less = unit.without(piece);
        if (less.pieces().isEmpty() && (own == null || !unitName.equals(own.simpleName()))) {
            units.remove(unitName);
        } else {
            units.put(unitName, less);
        }
    }

    private static String why(Complaint complaint) {
        int line = new MappedSource(complaint.unit().cell()).line(Math.max(complaint.offset(), 0));
        var what =
                Complaints.isUnresolved(complaint)
                        ? Complaints.symbol(complaint) + " is not defined"
                        : complaint.message().lines().findFirst().orElse("it does not compile");
        return what + " (" + complaint.unit().title() + ", line " + line + ")";
    }

    /** What a unit will define, as far as others that are compiled with it have to know. */
    private static List<Definition> provisional(Unit unit) {
        var definitions = new ArrayList<Definition>();
        for (var piece : unit.pieces()) {
            var origin = new Origin(unit.title(), unit.cell(), piece);
            switch (piece) {
                case Piece.Type type ->
                        definitions.add(
                                new Definition.Type(
                                        type.name(),
                                        origin,
                                        unit.className() + "$" + type.name(),
                                        ""));
                case Piece.Method method ->
                        definitions.add(
                                new Definition.Method(
                                        method.name(),
                                        origin,
                                        method.parameters(),
                                        unit.className(),
                                        "",
                                        "",
                                        unit.className(),
                                        ""));
                case Piece.Variables variables ->
                        variables
                                .declarators()
                                .forEach(
                                        each ->
                                                definitions.add(
                                                        new Definition.Variable(
                                                                each.name(),
                                                                origin,
                                                                unit.className(),
                                                                "",
                                                                "",
                                                                "")));
                default -> {}
            }
        }
        return definitions;
    }

    private static Forms forms(Unit unit) {
        var forms = new Forms();
        if (unit.last() instanceof Piece.Statement statement
                && statement.keyword().equals("switch")
                && statement.text().of(unit.cell()).contains("->")) {
            forms.values.add(statement);
        }
        return forms;
    }

    /** Names of the units' own methods and types. */
    Set<String> defined() {
        var names = new HashSet<String>();
        units.values().forEach(unit -> provisional(unit).forEach(each -> names.add(each.name())));
        return names;
    }
}
