package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

class CgroupTest {

    @TempDir Path folder;

    private void write(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private Cgroup read() {
        return Cgroup.read(folder.resolve("self"), folder.resolve("fs")).orElseThrow();
    }

    @Test
    void version2LimitsCountFromTheGroupAndThoseAroundIt() throws IOException {
        write("self", "0::/outer/inner");
        write("fs/cgroup.controllers", "cpu memory");
        write("fs/outer/cpu.max", "150000 100000");
        write("fs/outer/memory.max", "max");
        write("fs/outer/inner/cpu.max", "max 100000");
        write("fs/outer/inner/memory.max", "1073741824");

        assertEquals(new Cgroup(2, OptionalDouble.of(1.5), OptionalLong.of(1L << 30)), read());
    }

    @Test
    void insideAContainerTheMountIsTheGroup() throws IOException {
        write("self", "0::/../../not/visible/here");
        write("fs/cgroup.controllers", "cpu memory");
        write("fs/cpu.max", "200000 100000");
        write("fs/memory.max", "536870912");

        assertEquals(new Cgroup(2, OptionalDouble.of(2), OptionalLong.of(512 << 20)), read());
    }

    @Test
    void version1LimitsAreReadPerController() throws IOException {
        write("self", "5:cpu,cpuacct:/box\n4:memory:/box");
        write("fs/cpu/box/cpu.cfs_quota_us", "50000");
        write("fs/cpu/box/cpu.cfs_period_us", "100000");
        write("fs/memory/box/memory.limit_in_bytes", "1073741824");

        assertEquals(new Cgroup(1, OptionalDouble.of(0.5), OptionalLong.of(1L << 30)), read());
    }

    @Test
    void version1SaysUnlimitedWithALargeNumberAndMinusOne() throws IOException {
        write("self", "5:cpu,cpuacct:/\n4:memory:/");
        write("fs/cpu/cpu.cfs_quota_us", "-1");
        write("fs/cpu/cpu.cfs_period_us", "100000");
        write("fs/memory/memory.limit_in_bytes", "9223372036854771712");

        assertEquals(new Cgroup(1, OptionalDouble.empty(), OptionalLong.empty()), read());
    }

    @Test
    void whereThereAreNoGroupsNothingIsSaid() {
        assertTrue(Cgroup.read(folder.resolve("self"), folder.resolve("fs")).isEmpty());
    }
}
