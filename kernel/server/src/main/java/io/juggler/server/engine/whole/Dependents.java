package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Definition.Origin;
import io.juggler.server.engine.whole.Definition.Variable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what of earlier cells has to be compiled again because names mean something else now. A
 * method that only got another body and a variable that only got another value need nothing of
 * that: calls are bound late, and the variable stays where it is.
 */
final class Dependents {
    private final Names before;
    private final Names after;
    private final Set<Definition> affected = new LinkedHashSet<>();
    private final Set<String> types = new HashSet<>();
    private final ArrayDeque<Change> open = new ArrayDeque<>();

    /** How far a changed name reaches. */
    private enum Reach {
        /** It was not known: only what waited for it cares. */
        NEW,
        /** There is one more method of that name: another one may fit better. */
        OVERLOAD,
        /** All that mentions it means something else. */
        ALL
    }

    private record Change(String name, Reach reach) {}

    private Dependents(Names before, Names after) {
        this.before = before;
        this.after = after;
    }

    /**
     * @param defined what was defined between the two
     */
    static List<Origin> of(Names before, Names after, List<Definition> defined) {
        var dependents = new Dependents(before, after);
        defined.forEach(dependents::changed);
        dependents.close(new HashSet<>(defined));
        return dependents.affected.stream().map(Definition::origin).toList();
    }

    private void changed(Definition definition) {
        var name = definition.name();
        switch (definition) {
            case Variable variable -> {
                var old = before.variable(name);
                if (old == null) {
                    open.add(new Change(name, Reach.NEW));
                } else if (!old.holder().equals(variable.holder())) {
                    open.add(new Change(name, Reach.ALL));
                }
            }
            case Definition.Type _ -> {
                var old = before.type(name);
                open.add(new Change(name, old == null ? Reach.NEW : Reach.ALL));
                if (old != null) {
                    types.add(old.seen().replace('.', '/'));
                }
            }
            case Definition.Method method -> {
                var old = before.method(name, method.parameters());
                if (old != null && !old.sameShape(method)) {
                    open.add(new Change(name, Reach.ALL));
                } else if (old == null) {
                    open.add(
                            new Change(
                                    name,
                                    before.methods(name).isEmpty() ? Reach.NEW : Reach.OVERLOAD));
                }
            }
        }
    }

    private void close(Set<Definition> defined) {
        if (open.isEmpty()) {
            return;
        }
        var candidates = new ArrayList<Definition>();
        for (var definition : after.all()) {
            if (!(definition instanceof Variable) && !defined.contains(definition)) {
                candidates.add(definition);
            }
        }
        while (!open.isEmpty()) {
            var change = open.pop();
            for (var candidate : candidates) {
                if (reaches(change, candidate) && affected.add(candidate)) {
                    follow(candidate);
                }
            }
        }
    }

    private static boolean reaches(Change change, Definition candidate) {
        boolean waits =
                candidate instanceof Definition.Method method && !method.missing().isEmpty();
        boolean asked =
                switch (change.reach()) {
                    case NEW -> waits;
                    case OVERLOAD -> candidate instanceof Definition.Method;
                    case ALL -> true;
                };
        return asked
                && candidate.origin().words().contains(change.name())
                && !isItself(change, candidate);
    }

    private static boolean isItself(Change change, Definition candidate) {
        return change.reach() == Reach.OVERLOAD && candidate.name().equals(change.name());
    }

    /** What becomes another class or gets another shape changes what mentions it in turn. */
    private void follow(Definition candidate) {
        switch (candidate) {
            case Definition.Type type -> {
                types.add(type.seen().replace('.', '/'));
                open.add(new Change(type.name(), Reach.ALL));
            }
            case Definition.Method method -> {
                var shape = method.descriptor() + method.signature();
                if (types.stream()
                        .anyMatch(
                                type ->
                                        shape.contains("L" + type + ";")
                                                || shape.contains("L" + type + "<"))) {
                    open.add(new Change(method.name(), Reach.ALL));
                }
            }
            case Variable _ -> {}
        }
    }
}
