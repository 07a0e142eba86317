package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Lab;
import io.juggler.testing.Outside;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lab's jar in kernels that are not ours. */
@RequiresJupyter
class OtherKernelsIT {
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Path DIST = Outside.root().resolve("kernel/dist");
    private static final List<String> CELLS =
            List.of(
                    "import static io.juggler.lab.Lab.*;",
                    "var nap = task(\"nap\", i -> { Thread.sleep(20); return i; });",
                    "compare(nap, 3).repeat(2)");

    @TempDir private static Path jjava;
    @TempDir private Path folder;
    private final JsonMapper json = new JsonMapper();

    @BeforeAll
    static void installJJava() throws IOException {
        var pip =
                new ProcessBuilder(
                        Outside.python().toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--no-deps",
                        "--require-hashes",
                        "--only-binary",
                        ":all:",
                        "--target",
                        jjava.toString(),
                        "-r",
                        DIST.resolve("src/python/jjava.txt").toString());
        var installed = Finished.run(pip, LIMIT);
        assertEquals(0, installed.status(), installed::toString);
    }

    @Test
    void jjavaDrawsWhatWeDraw() throws IOException {
        var cells = new ArrayList<>(List.of("%classpath " + lab()));
        cells.addAll(CELLS);

        assertDraws(run(jjava(), cells));
    }

    /** All cells but those that are tagged as ours; with short measurements. */
    @ParameterizedTest
    @MethodSource("io.juggler.dist.lessons.LessonsIT#lessons")
    @Execution(ExecutionMode.CONCURRENT)
    void jjavaRuns(Lesson lesson) throws IOException {
        var options =
                "-Djuggler.lab.budget=0.5 --add-opens java.base/java.lang=ALL-UNNAMED"
                        + " -Djuggler.progress="
                        + folder.resolve("progress.tsv");
        var cells =
                lesson.cells().stream()
                        .filter(Lesson.Cell::code)
                        .filter(cell -> !cell.tags().contains(CoursePages.JUGGLER_ONLY))
                        .toList();
        var sources = new ArrayList<>(List.of("%classpath " + lab(), CoursePages.IMPORTS));
        cells.forEach(cell -> sources.add(cell.source()));
        var shown = run(jjava(), sources, Map.of("JJAVA_JVM_OPTS", options));
        for (int i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            var error = shown.path(i + 2).path("error");
            assertEquals(
                    cell.tags().contains("raises-exception"),
                    error.isString(),
                    () -> cell.id() + ": " + error);
        }
    }

    /** The command of its kernel, which was installed for this test. */
    private static List<String> jjava() {
        var jars = jjava.resolve("share/jupyter/kernels/java");
        return List.of(
                java(),
                "-jar",
                jars.resolve("jjava-launcher.jar").toString(),
                jars.resolve("jjava.jar").toString());
    }

    @Test
    void rapaioDrawsWhatWeDraw() throws IOException {
        var jar = DIST.resolve("target/peers/rapaio-jupyter-kernel.jar");
        assertTrue(Files.exists(jar), "the build copies it: " + jar);

        assertDraws(
                run(
                        List.of(
                                java(),
                                "-cp",
                                jar + File.pathSeparator + lab(),
                                "org.rapaio.jupyter.kernel.MainApp"),
                        CELLS));
    }

    private static void assertDraws(JsonNode shown) {
        var last = shown.get(shown.size() - 1);
        var html = last.path("text/html").asString("");
        var text = last.path("text/plain").asString("");
        assertTrue(html.startsWith("<div class=\"juggler-lab\""), shown::toString);
        assertTrue(html.contains("<table>") && html.contains("role=\"img\""), html);
        assertTrue(text.contains("nap × 3"), shown::toString);
        assertTrue(text.contains("3 tasks on "), shown::toString);
    }

    /** What each cell showed in the kernel that this command starts. */
    private JsonNode run(List<String> command, List<String> cells) throws IOException {
        return run(command, cells, Map.of());
    }

    private JsonNode run(List<String> command, List<String> cells, Map<String, String> environment)
            throws IOException {
        var spec = Files.createDirectories(folder.resolve("kernels/peer"));
        var argv = new ArrayList<>(command);
        argv.add("{connection_file}");
        var fields =
                Map.of(
                        "argv",
                        argv,
                        "display_name",
                        "peer",
                        "language",
                        "java",
                        "interrupt_mode",
                        "message");
        Files.writeString(spec.resolve("kernel.json"), json.writeValueAsString(fields));
        var output = folder.resolve("shown.json");
        var python =
                new ProcessBuilder(
                        Outside.python().toString(),
                        DIST.resolve("src/test/python/cells.py").toString(),
                        "peer",
                        output.toString());
        python.command().addAll(cells);
        python.environment().putAll(environment);
        python.environment().put("JUPYTER_PATH", folder.toString());
        python.environment().put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
        // A launcher of theirs starts "java".
        python.environment()
                .merge(
                        "PATH",
                        Path.of(java()).getParent().toString(),
                        (path, own) -> own + File.pathSeparator + path);
        var ran = Finished.run(python, LIMIT);
        assertEquals(0, ran.status(), ran::toString);
        // Says where it had to start the kernel again.
        System.err.print(ran.err());
        return json.readTree(Files.readString(output));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String lab() {
        try {
            return Path.of(Lab.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
