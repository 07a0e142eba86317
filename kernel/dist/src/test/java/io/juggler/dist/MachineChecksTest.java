package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.dist.Finding.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

class MachineChecksTest {

    private static final long GIB = 1L << 30;

    @TempDir Path folder;

    private static Finding container(int version, double cpus, long memory) {
        return MachineChecks.container(
                Optional.of(new Cgroup(version, OptionalDouble.of(cpus), OptionalLong.of(memory))));
    }

    private static void assertAdvises(Level level, Finding finding) {
        assertEquals(level, finding.level(), finding.text());
        assertFalse(finding.advice().isBlank(), finding.text());
    }

    @Test
    void theJdkOfTheTestsIsTheRightOne() {
        assertEquals(Level.OK, MachineChecks.jdk().level());
    }

    @Test
    void oneCoreIsWorthAWarning() {
        assertAdvises(Level.WARN, MachineChecks.cores(1));
        assertEquals(Level.OK, MachineChecks.cores(2).level());
    }

    @Test
    void fileNamesNeedUtf8() {
        assertEquals(Level.OK, MachineChecks.encoding("UTF-8").level());
        assertAdvises(Level.WARN, MachineChecks.encoding("ANSI_X3.4-1968"));
    }

    @Test
    void aContainersLimitsAreNamed() {
        var finding = container(2, 1.5, 4 * GIB);

        assertEquals(Level.OK, finding.level());
        assertTrue(finding.what().contains("1.5 CPUs, 4.0 GiB (cgroup v2)"), finding.what());
    }

    @Test
    void aContainerThatIsTooSmallIsWorthAWarning() {
        assertAdvises(Level.WARN, container(2, 0.5, 4 * GIB));
        assertAdvises(Level.WARN, container(1, 2, GIB / 4));
    }

    @Test
    void withoutLimitsNothingIsWrong() {
        assertEquals(Level.OK, MachineChecks.container(Optional.empty()).level());
        assertEquals(
                Level.OK,
                MachineChecks.container(
                                Optional.of(
                                        new Cgroup(
                                                2, OptionalDouble.empty(), OptionalLong.empty())))
                        .level());
    }

    @Test
    void withoutPythonOnlyJupyterIsMissing() {
        assertAdvises(Level.WARN, MachineChecks.jupyter(Optional.empty()));
    }

    @Test
    void crashFilesAreNamed() throws IOException {
        var logs = folder.resolve("logs");
        var shared = Files.createDirectories(folder.resolve("shared"));
        Files.createFile(shared.resolve("hs_err_pid1.log"));
        assertEquals(Level.OK, MachineChecks.logs(logs, shared).level());

        var own = Files.createFile(logs.resolve("hs_err_1.log"));
        Files.setLastModifiedTime(own, FileTime.fromMillis(1_000));
        var first = MachineChecks.logs(logs, shared);
        assertAdvises(Level.WARN, first);
        assertTrue(first.advice().contains(own.toString()), first.text());

        var servers = Files.createFile(shared.resolve("hs_err_2.log"));
        var second = MachineChecks.logs(logs, shared);
        assertTrue(second.text().contains("2 crash file(s)"), second.text());
        assertTrue(second.advice().contains(servers.toString()), second.advice());
    }

    @Test
    void logsThatCannotBeWrittenFail() throws IOException {
        var file = Files.createFile(folder.resolve("a file, no folder"));

        assertAdvises(Level.FAIL, MachineChecks.logs(file.resolve("logs"), folder));
    }
}
