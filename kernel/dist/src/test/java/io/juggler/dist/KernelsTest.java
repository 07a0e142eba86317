package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class KernelsTest {

    private static final String FOREIGN =
            """
            {"argv": ["java", "-jar", "other.jar"], "display_name": "Other", "language": "java"}
            """;

    @TempDir Path folder;
    private Distribution built;
    private Kernels kernels;

    @BeforeEach
    void build() throws IOException {
        built = BuiltJuggler.in(folder.resolve("built"));
        kernels = new Kernels(folder.resolve("data"));
    }

    private KernelSpec install(String name, boolean replace)
            throws IOException, CommandFailedException {
        return kernels.install(
                built,
                name,
                "1.2",
                replace,
                (jars, home) ->
                        new KernelCommand(
                                        KernelCommand.thisJava(),
                                        jars,
                                        home,
                                        folder.resolve("logs"),
                                        folder.resolve("aot"))
                                .use(KernelCommand.CONNECTION_FILE));
    }

    private void installForeign(String name) throws IOException {
        Files.createDirectories(kernels.folder(name));
        Files.writeString(kernels.folder(name).resolve(KernelSpec.FILE), FOREIGN);
    }

    @Test
    void theSpecSaysWhatJupyterNeedsToKnow() throws Exception {
        var spec = install("java", false);

        assertTrue(spec.isOurs());
        assertEquals("Java 25 (Juggler)", spec.displayName());
        assertEquals("java", spec.json().path("language").asString());
        assertEquals("message", spec.json().path("interrupt_mode").asString());
        assertFalse(spec.json().path("metadata").path("debugger").asBoolean(true));
        assertTrue(Path.of(spec.argv().getFirst()).isAbsolute());
        assertEquals("{connection_file}", spec.argv().getLast());
        assertEquals(2, spec.caches().size());
        for (var logo : List.of("logo-svg.svg", "logo-64x64.png", "logo-32x32.png")) {
            assertTrue(Files.size(spec.folder().resolve(logo)) > 0, logo);
        }
    }

    @Test
    void whatIsInstalledNeedsNothingOfThePlaceItCameFrom() throws Exception {
        var spec = install("java", false);

        for (var argument : spec.argv()) {
            assertFalse(argument.contains(built.home().toString()), argument);
        }
        var classPath = spec.argv().get(spec.argv().indexOf("-cp") + 1);
        for (var jar : classPath.split(java.io.File.pathSeparator)) {
            assertTrue(Files.exists(Path.of(jar)), jar);
        }
        assertArrayEquals(
                Files.readAllBytes(built.home().resolve("lib/worker/juggler-worker.jar")),
                Files.readAllBytes(spec.folder().resolve("lib/worker/juggler-worker.jar")));
    }

    @Test
    void theCommandNamesTheCachesThatTrainingWrites() throws Exception {
        var spec = install("java", false);

        var installed =
                new KernelCommand(
                        KernelCommand.thisJava(),
                        new Distribution(spec.folder()),
                        spec.folder(),
                        folder.resolve("logs"),
                        folder.resolve("aot"));
        assertEquals(
                List.of(installed.serverCache().file(), installed.workerCache().file()),
                spec.caches());
    }

    @Test
    void anotherBuildNamesOtherCaches() throws Exception {
        var before = install("java", false).caches();
        BuiltJuggler.jar(built.home().resolve("lib/worker/juggler-worker.jar"), "changed");

        var after = install("java", false).caches();

        assertEquals(before.get(0), after.get(0), "the server is the same");
        assertFalse(before.get(1).equals(after.get(1)), "the worker is not");
    }

    @Test
    void anotherKernelIsNeverOverwrittenUnasked() throws Exception {
        installForeign("java");

        var error = assertThrows(CommandFailedException.class, () -> install("java", false));

        assertTrue(error.getMessage().contains("Other"), error.getMessage());
        assertTrue(error.getMessage().contains("--replace"), error.getMessage());
        assertEquals(FOREIGN, Files.readString(kernels.folder("java").resolve(KernelSpec.FILE)));
        assertNothingIsLeftBehind();
    }

    @Test
    void aReplacedKernelIsOutOfSightAndComesBack() throws Exception {
        installForeign("java");
        install("java", true);
        install("java", false);
        assertEquals(1, kernels.all().size());

        var back = kernels.uninstall("java").orElseThrow();

        assertEquals("Other", back.displayName());
        assertEquals(FOREIGN, Files.readString(kernels.folder("java").resolve(KernelSpec.FILE)));
        assertNothingIsLeftBehind();
    }

    @Test
    void anotherKernelIsNotUninstalled() throws Exception {
        installForeign("java");

        assertThrows(CommandFailedException.class, () -> kernels.uninstall("java"));
        assertThrows(CommandFailedException.class, () -> kernels.uninstall("no-such"));

        assertTrue(kernels.find("java").isPresent());
    }

    @Test
    void kernelsOfDifferentNamesStandBesideEachOther() throws Exception {
        installForeign("java");

        install("juggler", false);

        assertEquals(
                List.of("java", "juggler"), kernels.all().stream().map(KernelSpec::name).toList());
        assertTrue(kernels.uninstall("juggler").isEmpty());
        assertEquals(1, kernels.all().size());
        assertNothingIsLeftBehind();
    }

    @Test
    void aNameThatJupyterWouldNotFindIsRefused() {
        assertThrows(CommandFailedException.class, () -> install("../java", true));
        assertThrows(CommandFailedException.class, () -> install("Java 25", true));
    }

    @Test
    void aFolderThatIsNoKernelIsKeptAsideAsWell() throws Exception {
        Files.createDirectories(kernels.folder("java"));
        var notes = Files.writeString(kernels.folder("java").resolve("notes"), "mine");

        assertThrows(CommandFailedException.class, () -> install("java", false));
        install("java", true);
        assertFalse(Files.exists(notes));
        kernels.uninstall("java");

        assertEquals("mine", Files.readString(notes));
    }

    private void assertNothingIsLeftBehind() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("data"))) {
            assertEquals(List.of("kernels"), entries.map(e -> e.getFileName().toString()).toList());
        }
    }
}
