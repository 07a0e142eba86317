package io.juggler.lab.diagnose;

import io.juggler.lab.IndexedWork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How much memory one task reaches for, as Linux tells it for the process's own pages: the marks
 * are cleared, the task is done, the marks are counted. What other threads of the JVM reach for
 * meanwhile adds to it, and what they reach for between the clearing and the task takes away from
 * it, so the middle one of a few tries is taken.
 *
 * @param bytes how much; 0 where the system does not tell
 * @see <a href="https://docs.kernel.org/filesystems/proc.html">proc(5), clear_refs and smaps</a>
 */
record Reach(long bytes) {

    /** More than this does not fit into the caches that a core has to itself. */
    private static final long LARGE = 24L << 20;

    /** A core that reaches for more than so many bytes in a nanosecond mostly waits for them. */
    private static final double FAST = 3;

    private static final int TRIES = 5;
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final Path PAGES = Path.of("/proc/self/smaps_rollup");

    static Reach of(IndexedWork<?> work) throws Exception {
        long[] reached = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            var before = cleared();
            Sink.take(work.run(i % 2));
            var after = marked();
            if (before.isEmpty() || after.isEmpty()) {
                return new Reach(0);
            }
            reached[i] = Math.max(0, after.getAsLong() - before.getAsLong());
        }
        Arrays.sort(reached);
        return new Reach(reached[TRIES / 2]);
    }

    /**
     * Whether it is more than the caches hold. Less says nothing: the JVM's own threads reach for
     * as much.
     */
    boolean isLarge() {
        return bytes >= LARGE;
    }

    /** Whether a task with that CPU time, in ns, mostly waits for what it reaches for. */
    boolean waitsForMemory(double cpuNanos) {
        return isLarge() && bytes >= FAST * cpuNanos;
    }

    private static OptionalLong cleared() {
        try {
            Files.writeString(CLEAR, "1", StandardCharsets.US_ASCII);
            return marked();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong marked() {
        try {
            return Files.readString(PAGES, StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith("Referenced:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
