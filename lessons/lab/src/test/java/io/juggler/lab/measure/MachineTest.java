package io.juggler.lab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class MachineTest {
    @TempDir private Path root;

    @Test
    void ofTheLimitsAroundAProcessTheTightestCounts() throws IOException {
        file("proc/self/cgroup", "0::/pod/app\n");
        file("sys/fs/cgroup/cpu.max", "max 100000\n");
        file("sys/fs/cgroup/pod/cpu.max", "150000 100000\n");
        file("sys/fs/cgroup/pod/cpu.stat", "usage_usec 5\nthrottled_usec 2000\n");
        file("sys/fs/cgroup/pod/app/cpu.max", "400000 100000\n");

        var machine = Machine.read(root);
        assertEquals(1.5, machine.limit());
        assertEquals(2_000_000, machine.throttledNanos());
    }

    @Test
    void versionOneIsReadAsWell() throws IOException {
        file("proc/self/cgroup", "4:memory:/\n3:cpu,cpuacct:/box\n");
        file("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "50000\n");
        file("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "100000\n");
        file("sys/fs/cgroup/cpu,cpuacct/box/cpu.stat", "nr_throttled 3\nthrottled_time 7000\n");

        var machine = Machine.read(root);
        assertEquals(0.5, machine.limit());
        assertEquals(7_000, machine.throttledNanos());
    }

    @Test
    void whatHappenedMeanwhileIsTheDifference() throws IOException {
        file("proc/stat", "cpu  100 0 100 700 0 0 0 100 0 0\ncpu0 1 2 3\n");
        var before = Machine.read(root);
        file("proc/stat", "cpu  200 0 100 760 0 0 0 140 0 0\n");

        assertEquals(0.2, Machine.read(root).since(before).stolen(), 1e-9);
    }

    @Test
    void whereThereIsNothingToReadNothingIsSaid() throws IOException {
        file("proc/self/cgroup", "garbage\n0::/\n");
        file("sys/fs/cgroup/cpu.max", "");
        var machine = Machine.read(root);

        assertEquals(new Machine.Meanwhile(0, 0, 0), Machine.read(root).since(machine));
    }

    private void file(String name, String text) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
