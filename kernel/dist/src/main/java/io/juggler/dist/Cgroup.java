package io.juggler.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the container that this process is in may use; on a machine of its own, nothing is limited.
 *
 * @param version of the interface: 1 or 2
 * @param cpus how many processors' time it may take
 * @param memory how many bytes it may take
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
record Cgroup(int version, OptionalDouble cpus, OptionalLong memory) {

    // "No limit" of version 1 is the largest number of whole pages, near 2^63.
    private static final long UNLIMITED_V1 = 1L << 60;

    /** That of this process; empty where the system has none, or it cannot be read. */
    static Optional<Cgroup> current() {
        return read(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * @param membership what {@code /proc/self/cgroup} holds
     * @param mount where the groups are mounted
     */
    static Optional<Cgroup> read(Path membership, Path mount) {
        try {
            if (Files.exists(mount.resolve("cgroup.controllers"))) {
                return Optional.of(version2(membership, mount));
            }
            return Files.isDirectory(mount.resolve("memory"))
                            || Files.isDirectory(mount.resolve("cpu"))
                    ? Optional.of(version1(membership, mount))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Cgroup version2(Path membership, Path mount) throws IOException {
        var cpus = OptionalDouble.empty();
        var memory = OptionalLong.empty();
        // A group's own limit counts, and that of every group around it.
        for (var group : withParents(mount, path(membership, ""))) {
            var quota = words(group.resolve("cpu.max"));
            if (quota.length == 2 && !quota[0].equals("max")) {
                cpus = least(cpus, Double.parseDouble(quota[0]) / Double.parseDouble(quota[1]));
            }
            var bytes = words(group.resolve("memory.max"));
            if (bytes.length == 1 && !bytes[0].equals("max")) {
                memory = least(memory, Long.parseLong(bytes[0]));
            }
        }
        return new Cgroup(2, cpus, memory);
    }

    private static Cgroup version1(Path membership, Path mount) throws IOException {
        var cpus = OptionalDouble.empty();
        for (var group : withParents(mount.resolve("cpu"), path(membership, "cpu"))) {
            var quota = words(group.resolve("cpu.cfs_quota_us"));
            var period = words(group.resolve("cpu.cfs_period_us"));
            if (quota.length == 1 && period.length == 1 && Long.parseLong(quota[0]) > 0) {
                cpus = least(cpus, Double.parseDouble(quota[0]) / Double.parseDouble(period[0]));
            }
        }
        var memory = OptionalLong.empty();
        for (var group : withParents(mount.resolve("memory"), path(membership, "memory"))) {
            var bytes = words(group.resolve("memory.limit_in_bytes"));
            if (bytes.length == 1 && Long.parseLong(bytes[0]) < UNLIMITED_V1) {
                memory = least(memory, Long.parseLong(bytes[0]));
            }
        }
        return new Cgroup(1, cpus, memory);
    }

    private static OptionalDouble least(OptionalDouble one, double other) {
        return OptionalDouble.of(Math.min(one.orElse(other), other));
    }

    private static OptionalLong least(OptionalLong one, long other) {
        return OptionalLong.of(Math.min(one.orElse(other), other));
    }

    /** The group's path of the line for a controller; version 2 has one line and no controller. */
    private static String path(Path membership, String controller) throws IOException {
        try (var lines = Files.lines(membership)) {
            return lines.map(line -> line.split(":", 3))
                    .filter(fields -> fields.length == 3)
                    .filter(fields -> Stream.of(fields[1].split(",")).anyMatch(controller::equals))
                    .map(fields -> fields[2])
                    .findFirst()
                    .orElse("/");
        }
    }

    /** The group's folder and those around it; inside a container the outer path is not there. */
    private static Iterable<Path> withParents(Path mount, String group) {
        var folder = mount.resolve(group.substring(1)).normalize();
        if (!folder.startsWith(mount) || !Files.isDirectory(folder)) {
            folder = mount;
        }
        return Stream.iterate(folder, at -> at != null && at.startsWith(mount), Path::getParent)
                .toList();
    }

    private static String[] words(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip().split("\\s+") : new String[0];
    }
}
