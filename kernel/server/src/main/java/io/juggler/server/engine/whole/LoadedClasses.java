package io.juggler.server.engine.whole;

import io.juggler.wire.ClassBytes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the worker has loaded and still needs: to know what it may forget, and what a new worker has
 * to be given. A group is a top-level class with all that is nested in it; the worker keeps and
 * forgets groups as a whole.
 */
final class LoadedClasses {
    /** A sweep looks at every group: this many more than were left by the last one are worth it. */
    private static final int SLACK = 64;

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private int limit = SLACK;

    private record Group(List<ClassBytes> classes, Set<String> references) {}

    void add(List<ClassBytes> loaded) {
        for (var each : loaded) {
            var name = groupOf(each.name());
            var group =
                    groups.computeIfAbsent(
                            name, _ -> new Group(new ArrayList<>(), new LinkedHashSet<>()));
            group.classes().add(each);
            CellClasses.References.in(each.bytes())
                    .forEach(other -> group.references().add(groupOf(other)));
        }
    }

    /** The groups that no name leads to any more, taken out; none where it is too early to look. */
    List<String> sweep(Names names) {
        if (groups.size() <= limit) {
            return List.of();
        }
        var live = live(names);
        var dead = new ArrayList<>(groups.keySet());
        dead.removeAll(live);
        groups.keySet().retainAll(live);
        limit = 2 * groups.size() + SLACK;
        return dead;
    }

    /** All classes that these names need, in the order in which they were loaded. */
    List<ClassBytes> needed(Names names) {
        groups.keySet().retainAll(live(names));
        var all = new ArrayList<ClassBytes>();
        groups.values().forEach(group -> all.addAll(group.classes()));
        return all;
    }

    int size() {
        return groups.size();
    }

    private Set<String> live(Names names) {
        var live = new HashSet<String>();
        var open = new ArrayDeque<String>();
        open.add("notebook.Links");
        for (var definition : names.all()) {
            open.add(
                    groupOf(
                            definition instanceof Definition.Method method
                                    ? method.owner()
                                    : definition.seen()));
        }
        while (!open.isEmpty()) {
            var name = open.pop();
            var group = groups.get(name);
            if (group != null && live.add(name)) {
                open.addAll(group.references());
            }
        }
        return live;
    }

    static String groupOf(String className) {
        int dollar = className.indexOf('$');
        return dollar < 0 ? className : className.substring(0, dollar);
    }
}
