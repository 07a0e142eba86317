package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class LauncherIT {

    private static final Path LAUNCHER = Outside.root().resolve("juggler");

    /** What the launcher may use of the system. */
    private static final List<String> TOOLS =
            List.of(
                    "sh",
                    "dirname",
                    "readlink",
                    "grep",
                    "sed",
                    "find",
                    "head",
                    "uname",
                    "id",
                    "cmp",
                    "mkdir",
                    "cp",
                    "rm",
                    "env");

    @TempDir Path folder;

    private BuiltCommandLine.Ended launch(
            Path launcher, Map<String, String> variables, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add("/bin/sh");
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        var all = new java.util.HashMap<>(Map.of("HOME", folder.toString()));
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.putAll(variables);
        return BuiltCommandLine.run(command, all);
    }

    /** A folder to be the PATH, with no Python, no Maven and no Java in it. */
    private Path bareTools() throws IOException {
        var bare = Files.createDirectory(folder.resolve("bare"));
        for (var tool : TOOLS) {
            for (var place : List.of("/usr/bin", "/bin")) {
                var file = Path.of(place, tool);
                if (Files.exists(file) && !Files.exists(bare.resolve(tool))) {
                    Files.createSymbolicLink(bare.resolve(tool), file);
                }
            }
        }
        return bare;
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        var ended = launch(LAUNCHER, Map.of(), "--help");

        assertEquals(0, ended.status());
        for (var command : List.of("lab", "run", "site", "install", "uninstall", "doctor")) {
            assertTrue(ended.out().contains("\n  " + command), ended.out());
        }
    }

    @Test
    void aCommandThatIsNoneIsAWrongCall() throws Exception {
        var ended = launch(LAUNCHER, Map.of(), "juggle");

        assertEquals(2, ended.status());
        assertTrue(ended.err().contains("no command \"juggle\""), ended.err());
    }

    @Test
    void theJdkIsFoundWithoutAnyJavaOnThePath() throws Exception {
        var ended = launch(LAUNCHER, Map.of("PATH", bareTools().toString()), "--version");

        assertEquals(0, ended.status(), ended.toString());
        assertTrue(ended.out().contains("Java 25"), ended.out());
    }

    @Test
    void itWorksThroughALinkFromAnotherFolder() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("j"), LAUNCHER);

        assertEquals(0, launch(link, Map.of(), "--version").status());
    }

    @Test
    void itSaysThatMavenIsMissingWhereNothingIsBuilt() throws Exception {
        var clone = Files.createDirectory(folder.resolve("clone"));
        var launcher = Files.copy(LAUNCHER, clone.resolve("juggler"));

        var ended = launch(launcher, Map.of("PATH", bareTools().toString()), "doctor");

        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("Maven is missing"), ended.err());
    }

    @Test
    void labSaysThatPythonIsMissing() throws Exception {
        // A clone without an environment, with what the build made.
        var clone = Files.createDirectory(folder.resolve("clone"));
        var launcher = Files.copy(LAUNCHER, clone.resolve("juggler"));
        Files.createDirectories(clone.resolve("kernel/dist/target"));
        var dist = clone.resolve("kernel/dist/target/juggler");
        new Distribution(BuiltCommandLine.built()).copyTo(dist);
        Files.createFile(dist.resolve("built"));

        var ended = launch(launcher, Map.of("PATH", bareTools().toString()), "lab");

        assertEquals(1, ended.status(), ended.toString());
        assertTrue(ended.err().contains("needs Python 3.10"), ended.err());
    }

    @Test
    void aWrongOptionOfLabIsAWrongCall() throws Exception {
        assertEquals(2, launch(LAUNCHER, Map.of(), "lab", "--port", "many").status());
        assertEquals(2, launch(LAUNCHER, Map.of(), "lab", "--prot").status());
    }

    @Test
    void theDoctorEndsWellWhereNothingFails() throws Exception {
        var ended = launch(LAUNCHER, Map.of(), "doctor");

        assertEquals(0, ended.status(), ended.toString());
        assertTrue(ended.out().contains("OK    JDK"), ended.out());
        assertTrue(ended.out().contains("Cores"), ended.out());
    }

    @Test
    void theDoctorEndsWithAFailureWhereSomethingFails() throws Exception {
        var data = folder.resolve("jupyter");
        var broken = new Kernels(data).folder("java");
        Files.createDirectories(broken);
        KernelSpec.of(broken, List.of("/no/such/java", "-cp", "gone.jar"), "1").write();

        var ended = launch(LAUNCHER, Map.of("JUPYTER_DATA_DIR", data.toString()), "doctor");

        assertEquals(1, ended.status(), ended.toString());
        assertTrue(ended.out().contains("FAIL  Kernel"), ended.out());
        assertTrue(ended.out().contains("/no/such/java is gone"), ended.out());
    }
}
