package io.juggler.server.magics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The magics that there are: the kernel's, and those that the worker has told of. Any thread. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class MagicRegistry {
    private final Map<String, KernelMagic> kernel;

    /** The worker's, which win over the kernel's: name to summary. */
    private final Map<String, String> users = new ConcurrentSkipListMap<>();

    MagicRegistry(List<KernelMagic> magics) {
        var byName = new LinkedHashMap<String, KernelMagic>();
        for (var magic : magics) {
            for (var name : magic.names()) {
                if (byName.put(name, magic) != null) {
                    throw new IllegalArgumentException("two magics named " + name);
                }
            }
        }
        kernel = Map.copyOf(byName);
    }

    /** The worker has these from now on. */
    void define(List<String> names, List<String> summaries) {
        for (int i = 0; i < names.size(); i++) {
            users.put(names.get(i), summaries.get(i));
        }
    }

    /** The worker was replaced, and what cells defined is gone with it. */
    void forgetUsers() {
        users.clear();
    }

    boolean isKnown(String name) {
        return users.containsKey(name) || kernel.containsKey(name);
    }

    /** The kernel's magic of that name, unless the worker has one. */
    Optional<KernelMagic> kernel(String name) {
        return users.containsKey(name) ? Optional.empty() : Optional.ofNullable(kernel.get(name));
    }

    boolean isUsers(String name) {
        return users.containsKey(name);
    }

    /** The summary of a magic that the worker has. */
    String summary(String name) {
        return users.getOrDefault(name, "");
    }

    /** The kernel's magics, by their usual name. */
    List<KernelMagic> kernelMagics() {
        return List.copyOf(
                new TreeMap<>(
                                kernel.values().stream()
                                        .distinct()
                                        .collect(
                                                java.util.stream.Collectors.toMap(
                                                        KernelMagic::name, magic -> magic)))
                        .values());
    }

    Map<String, String> userMagics() {
        return new TreeMap<>(users);
    }

    /** Every name by which a magic of that kind can be called, sorted. */
    List<String> names(boolean cell) {
        var names = new ArrayList<>(users.keySet());
        kernel.forEach(
                (name, magic) -> {
                    if (magic.kind().fits(cell) && !users.containsKey(name) && !isDirective(name)) {
                        names.add(name);
                    }
                });
        names.sort(null);
        return names;
    }

    static boolean isDirective(String name) {
        return name.equals("DEPS") || name.equals("REPOS");
    }

    /** What to tell somebody who called a magic that there is not. */
    String undefined(String name, boolean cell) {
        var sign = cell ? "%%" : "%";
        if (names(!cell).contains(name)) {
            return cell
                    ? "%"
                            + name
                            + " is a line magic: write it with one percent sign, on a line of its"
                            + " own"
                    : "%%"
                            + name
                            + " is a cell magic: write it with two percent signs, as the first"
                            + " line of its cell";
        }
        return "there is no magic "
                + sign
                + name
                + nearest(name, cell).map(near -> "; did you mean " + sign + near + "?").orElse("")
                + " (%lsmagic lists all)";
    }

    private Optional<String> nearest(String name, boolean cell) {
        String best = null;
        int least = Math.max(2, name.length() / 3) + 1;
        for (var each : names(cell)) {
            int distance = distance(name.toLowerCase(Locale.ROOT), each.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = each;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Letters put in, left out, changed, or swapped with their neighbour: Damerau's distance. */
    static int distance(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least =
                        Math.min(
                                rows[i - 1][j - 1] + same,
                                1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = least;
            }
        }
        return rows[a.length()][b.length()];
    }
}
