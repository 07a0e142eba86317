package io.juggler.server.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many processes of this container the system has killed because memory ran out, at one time.
 *
 * @param count 0 where that cannot be known
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control group v2,
 *     memory.events</a>
 */
record OutOfMemoryKills(long count) {
    private static final Path EVENTS = Path.of("/sys/fs/cgroup/memory.events");

    static OutOfMemoryKills now() {
        try (var lines = Files.lines(EVENTS)) {
            return new OutOfMemoryKills(
                    lines.filter(line -> line.startsWith("oom_kill "))
                            .mapToLong(
                                    line ->
                                            Long.parseLong(
                                                    line.substring("oom_kill ".length()).strip()))
                            .sum());
        } catch (IOException | RuntimeException e) {
            return new OutOfMemoryKills(0);
        }
    }

    boolean haveGrown() {
        return now().count > count;
    }
}
