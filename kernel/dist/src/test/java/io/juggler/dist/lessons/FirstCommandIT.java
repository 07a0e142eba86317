package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.juggler.testing.RequiresBrowser;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The README's first command, as a reader types it: {@code ./juggler lab}, the address that it
 * prints, lesson 1 in a browser.
 */
@RequiresJupyter
@RequiresBrowser
class FirstCommandIT {

    private static final String LESSON = "01-one-juggler-many-balls.ipynb";

    /** Where the environment is not made yet, JupyterLab is loaded and AOT caches are trained. */
    private static final Duration START = Duration.ofMinutes(8);

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(http://(?:localhost|127\\.0\\.0\\.1):\\d+)/lab/tree/00-start-here\\.ipynb\\?(token=\\w+)");

    @TempDir Path folder;

    @Test
    void endsWithLessonOneRunInJupyterLab() throws Exception {
        var log = folder.resolve("lab.log");
        var command =
                new ProcessBuilder(
                        Installation.launcher(),
                        "lab",
                        "--no-browser",
                        "--port",
                        Integer.toString(JupyterServer.freePort()));
        command.environment().put("JUPYTERLAB_SETTINGS_DIR", settingsWithoutSaving().toString());
        var lab = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try (var page = JupyterLab.open(address(lab, log))) {
            page.runAllCells();
            page.awaitExecuted(
                    (int)
                            Lesson.of(LESSON).cells().stream()
                                    .filter(Lesson.Cell::showsItsNumber)
                                    .count());
            assertEquals(0, page.errors(), () -> text(log));
            assertTrue(page.pictures().size() >= 3, () -> page.pictures().size() + " are drawn");
            for (var theme : JupyterLab.Theme.values()) {
                page.choose(theme);
                page.pictures().getFirst().assertReadable();
            }
        } finally {
            var below = lab.descendants().toList();
            lab.destroy();
            if (!lab.waitFor(Duration.ofSeconds(15))) {
                lab.destroyForcibly();
            }
            below.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Notebooks of this clone are opened; none of them is to be written to. */
    private Path settingsWithoutSaving() throws IOException {
        var settings = folder.resolve("settings");
        Files.writeString(
                Files.createDirectories(settings.resolve("@jupyterlab/docmanager-extension"))
                        .resolve("plugin.jupyterlab-settings"),
                "{\"autosave\": false}");
        return settings;
    }

    /** Of the lesson, from what the command prints. */
    private static String address(Process lab, Path log) throws Exception {
        long until = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < until && lab.isAlive()) {
            var printed = ADDRESS.matcher(text(log));
            if (printed.find()) {
                return printed.group(1) + "/lab/tree/" + LESSON + "?" + printed.group(2);
            }
            Thread.sleep(200);
        }
        return fail("./juggler lab printed no address: " + text(log));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
