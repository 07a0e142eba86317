package io.juggler.server.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the magics of one kernel have declared and loaded. Any thread. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
public final class Dependencies {
    private final List<Coordinates> boms = new ArrayList<>();
    private final Map<String, String> repositories = new LinkedHashMap<>();

    /** {@code group:artifact}, with type and classifier, to what was loaded under it. */
    private final Map<String, Loaded> loaded = new LinkedHashMap<>();

    /** An artifact on the class path. */
    public record Loaded(String key, String version, Path file) {}

    /** What a request needs to know. */
    public record Declared(List<Coordinates> boms, Map<String, String> repositories) {}

    synchronized void addRepository(String id, String url) {
        repositories.put(id, url);
    }

    synchronized void addBom(Coordinates bom) {
        if (!boms.contains(bom)) {
            boms.add(bom);
        }
    }

    synchronized Declared declared() {
        return new Declared(List.copyOf(boms), new LinkedHashMap<>(repositories));
    }

    synchronized List<Loaded> loaded() {
        return List.copyOf(loaded.values());
    }

    /** What is new among these, and where it is at odds with what is loaded: a line each. */
    record Taken(List<Path> files, List<String> conflicts) {}

    /** Takes note of what was resolved. */
    synchronized Taken take(List<Loaded> resolved) {
        var files = new ArrayList<Path>();
        var conflicts = new ArrayList<String>();
        for (var each : resolved) {
            var before = loaded.putIfAbsent(each.key(), each);
            if (before == null) {
                files.add(each.file());
            } else if (!before.version().equals(each.version())) {
                conflicts.add(
                        each.key()
                                + " stays "
                                + before.version()
                                + ", which is loaded; "
                                + each.version()
                                + " is wanted: to have it, %restart and load it first");
            }
        }
        return new Taken(files, conflicts);
    }

    /** The process that had loaded them is gone. */
    synchronized void unloaded() {
        loaded.clear();
    }
}
