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
    private static final Pattern FIRST_PROCESSOR =
            Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\d+)");

    private Load() {}

    /** At least 1: how many times longer something may take because others work here as well. */
    static double factor() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return Math.max(1, 1.5 * system.getSystemLoadAverage() / system.getAvailableProcessors());
    }

    /**
     * Lets a kernel have one processor, and measure each comparison for a second only. Linux keeps
     * it to that processor; elsewhere only the JVM is told that there is one.
     */
    static void onOneCore(ProcessBuilder python) {
        var options = "-Djuggler.lab.budget=1";
        try {
            var processor =
                    Files.exists(STATUS)
                            ? FIRST_PROCESSOR.matcher(Files.readString(STATUS))
                            : FIRST_PROCESSOR.matcher("");
            if (processor.find()) {
                var command = new ArrayList<>(List.of("taskset", "-c", processor.group(1)));
                command.addAll(python.command());
                python.command(command);
            } else {
                options += " -XX:ActiveProcessorCount=1";
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        python.environment().put("JUGGLER_JVM_OPTS", options);
    }
}
