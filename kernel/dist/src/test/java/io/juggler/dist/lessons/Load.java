package io.juggler.dist.lessons;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How much of the machine a test gets. */
final class Load {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern PROCESSORS =
            Pattern.compile("(?m)^Cpus_allowed_list:\\s*([0-9,-]+)");

    private Load() {}

    /** At least 1: how many times longer something may take because others work here as well. */
    static double factor() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return Math.max(1, 1.5 * system.getSystemLoadAverage() / system.getAvailableProcessors());
    }

    /**
     * Lets a kernel have one processor, and measure each comparison for a second only. Linux keeps
     * it to that processor; elsewhere only the JVM is told that there is one.
     *
     * @param turn what runs at the same time as this should have another one, so that each gets a
     *     processor of its own
     */
    static void onOneCore(ProcessBuilder python, int turn) {
        var options = "-Djuggler.lab.budget=1";
        var processors = processors();
        if (processors.isEmpty()) {
            options += " -XX:ActiveProcessorCount=1";
        } else {
            var processor = processors.get(Math.floorMod(turn, processors.size()));
            var command = new ArrayList<>(List.of("taskset", "-c", processor.toString()));
            command.addAll(python.command());
            python.command(command);
        }
        python.environment().put("JUGGLER_JVM_OPTS", options);
    }

    /** The numbers of those that this process may use; none where nothing says which. */
    private static List<Integer> processors() {
        try {
            var list =
                    Files.exists(STATUS)
                            ? PROCESSORS.matcher(Files.readString(STATUS))
                            : PROCESSORS.matcher("");
            return list.find() ? numbers(list.group(1)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a list such as 0-1,4. */
    private static List<Integer> numbers(String list) {
        var numbers = new ArrayList<Integer>();
        for (var range : list.split(",")) {
            var ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
