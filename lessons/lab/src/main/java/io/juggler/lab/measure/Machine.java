package io.juggler.lab.measure;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Linux says about the CPU that this JVM may have and was kept from: the container's limit,
 * how long it was throttled by it, and what the hypervisor gave to other machines. Elsewhere, and
 * where a file cannot be read, nothing is said.
 *
 * @param limit the container's limit, in cores; 0 where there is none
 * @param throttledNanos how long the container was held back so far, in ns
 * @param stolen what the hypervisor took so far, of all cores together, in ticks
 * @param ticks all time so far, of all cores together, in ticks
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu">cgroup v2, cpu.max and
 *     cpu.stat</a>
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5), steal</a>
 */
public record Machine(double limit, long throttledNanos, long stolen, long ticks) {

    /** Columns of /proc/stat's first line: user nice system idle iowait irq softirq steal. */
    private static final int STEAL = 7;

    /**
     * What happened between two readings.
     *
     * @param limit the container's limit, in cores; 0 where there is none
     * @param throttledNanos how long the container was held back, in ns
     * @param stolen the share of the machine's time that the hypervisor took, from 0 to 1
     */
    public record Meanwhile(double limit, long throttledNanos, double stolen)
            implements Serializable {

        /** Nothing that a reader should know. */
        public static final Meanwhile NOTHING = new Meanwhile(0, 0, 0);

        Meanwhile and(Meanwhile later) {
            return new Meanwhile(
                    later.limit,
                    throttledNanos + later.throttledNanos,
                    Math.max(stolen, later.stolen));
        }
    }

    /** This machine, now. */
    static Machine read() {
        return read(Path.of("/"));
    }

    /** The machine whose files lie there. */
    static Machine read(Path root) {
        double limit = 0;
        long throttled = 0;
        for (var group : groups(root)) {
            double quota = quota(group);
            if (quota > 0 && (limit == 0 || quota < limit)) {
                limit = quota;
            }
            throttled = Math.max(throttled, throttled(group));
        }
        long stolen = 0;
        long ticks = 0;
        for (var line : lines(root.resolve("proc/stat"))) {
            if (line.startsWith("cpu ")) {
                var columns = line.substring(4).strip().split(" +");
                for (int i = 0; i <= STEAL && i < columns.length; i++) {
                    ticks += number(columns[i]);
                }
                stolen = columns.length > STEAL ? number(columns[STEAL]) : 0;
            }
        }
        return new Machine(limit, throttled, stolen, ticks);
    }

    /** What happened since then. */
    Meanwhile since(Machine then) {
        long passed = ticks - then.ticks;
        return new Meanwhile(
                limit,
                Math.max(0, throttledNanos - then.throttledNanos),
                passed <= 0 ? 0 : (double) Math.max(0, stolen - then.stolen) / passed);
    }

    /** The folders of this process's group and of those around it, of version 2 and 1. */
    private static List<Path> groups(Path root) {
        var mounts = root.resolve("sys/fs/cgroup");
        var groups = new ArrayList<Path>();
        for (var line : lines(root.resolve("proc/self/cgroup"))) {
            var parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[1].isEmpty()) {
                around(mounts, parts[2], groups);
            } else if (List.of(parts[1].split(",")).contains("cpu")) {
                around(mounts.resolve("cpu"), parts[2], groups);
                around(mounts.resolve(parts[1]), parts[2], groups);
            }
        }
        return groups;
    }

    private static void around(Path mount, String group, List<Path> groups) {
        var inside = Path.of("/").relativize(Path.of(group));
        for (var at = mount.resolve(inside).normalize(); ; at = at.getParent()) {
            groups.add(at);
            if (at.equals(mount) || !at.startsWith(mount)) {
                return;
            }
        }
    }

    private static double quota(Path group) {
        var version2 = lines(group.resolve("cpu.max"));
        if (!version2.isEmpty()) {
            var parts = version2.getFirst().split(" ");
            return parts.length == 2 ? ratio(number(parts[0]), number(parts[1])) : 0;
        }
        var quota = lines(group.resolve("cpu.cfs_quota_us"));
        var period = lines(group.resolve("cpu.cfs_period_us"));
        return quota.isEmpty() || period.isEmpty()
                ? 0
                : ratio(number(quota.getFirst()), number(period.getFirst()));
    }

    /** No quota is written as "max" or -1. */
    private static double ratio(long quota, long period) {
        return quota <= 0 || period <= 0 ? 0 : (double) quota / period;
    }

    private static long throttled(Path group) {
        Map<String, Long> stat = new HashMap<>();
        for (var line : lines(group.resolve("cpu.stat"))) {
            var parts = line.split(" ");
            if (parts.length == 2) {
                stat.put(parts[0], number(parts[1]));
            }
        }
        return stat.containsKey("throttled_usec")
                ? 1_000 * stat.get("throttled_usec")
                : stat.getOrDefault("throttled_time", 0L);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
