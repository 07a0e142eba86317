package io.juggler.lab.trace;

import java.io.Serializable;
import java.util.List;

/**
 * Waits that the JDK's flight recorder saw, of threads whose mounts nobody records, and of virtual
 * threads that held their carrier meanwhile.
 *
 * @param all in order of their begin
 */
public record Waits(List<Wait> all) implements Serializable {

    /** Nothing was seen. */
    public static final Waits NONE = new Waits(List.of());

    public Waits {
        all = List.copyOf(all);
    }

    /**
     * One wait.
     *
     * @param thread the thread's id
     * @param carrier the id of the carrier that it held; 0 where it held none
     * @param start when it began, {@link System#nanoTime()}
     * @param end when it ended, {@link System#nanoTime()}
     */
    public record Wait(long thread, long carrier, long start, long end) implements Serializable {
        boolean pinned() {
            return carrier != 0;
        }
    }

    /** Those that were under way between these moments. */
    public Waits between(long from, long to) {
        return new Waits(
                all.stream().filter(wait -> wait.end - from > 0 && to - wait.start > 0).toList());
    }
}
