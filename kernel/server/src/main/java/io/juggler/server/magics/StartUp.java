package io.juggler.server.magics;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the environment asks of a kernel before its first cell, under Juggler's names and those of
 * IJava, JJava and rapaio's kernel.
 *
 * @param classPath jars and folders, with wildcards
 * @param files scripts to load, with wildcards
 * @param scripts code to run after them
 * @param limit how long a cell may take; null where it is not limited
 * @param loadsExtensions whether libraries made for JJava set themselves up
 */
record StartUp(
        List<String> classPath,
        List<String> files,
        List<String> scripts,
        TimeLimit limit,
        boolean loadsExtensions) {

    private static final List<String> KERNELS = List.of("JUGGLER_", "IJAVA_", "JJAVA_", "RJK_");
    private static final Set<String> NO = Set.of("0", "false");
    private static final Pattern TIMEOUT = Pattern.compile("(-?\\d+)\\W*([A-Za-z]*)");

    static StartUp of(Map<String, String> environment) {
        var classPath = new ArrayList<String>();
        var files = new ArrayList<String>();
        var scripts = new ArrayList<String>();
        TimeLimit limit = null;
        for (var kernel : KERNELS) {
            classPath.addAll(paths(environment.get(kernel + "CLASSPATH")));
            files.addAll(paths(environment.get(kernel + "STARTUP_SCRIPTS_PATH")));
            files.addAll(paths(environment.get(kernel + "INIT_SCRIPT")));
            var script = environment.get(kernel + "STARTUP_SCRIPT");
            if (script != null && !script.isBlank()) {
                scripts.add(script);
            }
            for (var name : List.of(kernel + "TIMEOUT", kernel + "TIMEOUT_MILLIS")) {
                var read = timeout(environment.get(name));
                if (read != null && limit == null) {
                    limit = new TimeLimit(read, name);
                }
            }
        }
        return new StartUp(
                classPath,
                files,
                scripts,
                limit,
                !NO.contains(
                        environment
                                .getOrDefault("JJAVA_LOAD_EXTENSIONS", "")
                                .strip()
                                .toLowerCase(Locale.ROOT)));
    }

    /** The same as cells, in their order. */
    List<String> cells() {
        var cells = new ArrayList<String>();
        classPath.forEach(path -> cells.add("%classpath \"" + path + "\""));
        files.forEach(path -> cells.add("%load \"" + path + "\""));
        cells.addAll(scripts);
        return cells;
    }

    private static List<String> paths(String value) {
        return value == null || value.isBlank()
                ? List.of()
                : List.of(value.split(Pattern.quote(File.pathSeparator)));
    }

    /** {@code 500}, which is ms, or with a unit: {@code 30 SECONDS}; a negative one is none. */
    private static Duration timeout(String value) {
        if (value == null) {
            return null;
        }
        var matcher = TIMEOUT.matcher(value.strip());
        if (!matcher.matches()) {
            return null;
        }
        try {
            var unit =
                    matcher.group(2).isEmpty()
                            ? TimeUnit.MILLISECONDS
                            : TimeUnit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
            var duration = Duration.of(Long.parseLong(matcher.group(1)), unit.toChronoUnit());
            return duration.isPositive() ? duration : null;
        } catch (IllegalArgumentException e) {
            return null; // no unit that there is, or a number too large: not limited
        }
    }
}
