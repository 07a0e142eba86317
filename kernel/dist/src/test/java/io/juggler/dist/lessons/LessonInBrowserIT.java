package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.juggler.testing.RequiresBrowser;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;

/**
 * A lesson as a learner has it: JupyterLab in a browser, "Run All Cells" from the menu, first
 * light, then dark. Leaves its screenshots in {@code target/lessons/screenshots}. {@code
 * -Dlesson=04} says which lesson; without it {@link FirstCommandIT} runs the first one.
 */
@RequiresJupyter
@RequiresBrowser
@EnabledIfSystemProperty(
        named = "lesson",
        matches = ".+",
        disabledReason = "FirstCommandIT runs lesson 1; -Dlesson=04 asks for another one")
@ExtendWith(Installation.Resolver.class)
class LessonInBrowserIT {

    private final Installation installation;
    private final Lesson lesson =
            Lesson.all().stream()
                    .filter(one -> one.name().startsWith(System.getProperty("lesson", "")))
                    .findFirst()
                    .orElseThrow();

    LessonInBrowserIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void runAllShowsTablesAndTimelines() throws Exception {
        var folder = installation.fresh("notebooks");
        for (var each : Lesson.all()) {
            Files.copy(each.file(), folder.resolve(each.file().getFileName()));
        }
        JupyterLab.Theme.LIGHT.set(installation);
        long cells = lesson.cells().stream().filter(Lesson.Cell::showsItsNumber).count();
        var screenshots = Files.createDirectories(installation.folder().resolve("screenshots"));
        var number = lesson.name().substring(0, 2);

        // In a workspace of its own: the usual one would open the lesson of the last run as well.
        var page = "lab/workspaces/" + lesson.name() + "/tree/" + lesson;
        try (var server = JupyterServer.start(installation, "jupyterlab", folder);
                var lab = JupyterLab.open(server.url(page))) {
            lab.runAllCells();
            try {
                lab.awaitExecuted((int) cells);
            } finally {
                lab.saveScreenshot(screenshots.resolve("page.png"));
            }
            assertEquals(0, lab.errors(), server.log());
            assertFalse(lab.pictures().isEmpty(), "nothing is drawn");
            for (var theme : JupyterLab.Theme.values()) {
                lab.choose(theme);
                lab.saveWhole(screenshots, number + "-page-" + theme.word());
                int i = 1;
                for (var figure : lab.figures()) {
                    figure.saveScreenshot(
                            screenshots.resolve(
                                    "%s-%02d-%s.png".formatted(number, i++, theme.word())));
                }
            }
        }
    }
}
