package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresBrowser;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;

/**
 * A lesson as a learner has it: JupyterLab in a browser, "Run All Cells" from the menu. Leaves its
 * screenshots in {@code target/lessons/screenshots}. It is lesson 1, or that of {@code
 * -Dlesson=04}.
 */
@RequiresJupyter
@RequiresBrowser
@ExtendWith(Installation.Resolver.class)
class LessonInBrowserIT {

    private static final Lesson LESSON =
            Lesson.all().stream()
                    .filter(lesson -> lesson.name().startsWith(System.getProperty("lesson", "01")))
                    .findFirst()
                    .orElseThrow();

    private final Installation installation;

    LessonInBrowserIT(Installation installation) {
        this.installation = installation;
    }

    @ParameterizedTest
    @EnumSource
    void runAllShowsTableAndTimeline(JupyterLab.Theme theme) throws Exception {
        var folder = installation.fresh("notebooks");
        for (var lesson : Lesson.all()) {
            Files.copy(lesson.file(), folder.resolve(lesson.file().getFileName()));
        }
        theme.set(installation);
        long cells = LESSON.cells().stream().filter(Lesson.Cell::code).count();
        var screenshots = Files.createDirectories(installation.folder().resolve("screenshots"));

        try (var server = JupyterServer.start(installation, "jupyterlab", folder);
                var lab = JupyterLab.open(server.url("lab/tree/" + LESSON))) {
            assertEquals(theme.isLight(), lab.isLight());
            lab.runAllCells();
            try {
                lab.awaitExecuted((int) cells);
            } finally {
                lab.saveScreenshot(screenshots.resolve("page-" + theme.word() + ".png"));
            }
            assertEquals(0, lab.errors(), server.log());

            var name = LESSON.name().substring(0, 3) + theme.word() + ".png";
            lab.saveWhole(screenshots.resolve(name));
            var pictures = lab.pictures();
            assertFalse(pictures.isEmpty(), "nothing is drawn");
            if (LESSON.name().startsWith("01")) {
                assertTrue(pictures.size() >= 3, () -> pictures.size() + " are drawn");
                pictures.getFirst().assertReadable();
            }
            pictures.getFirst()
                    .saveScreenshot(screenshots.resolve("table-" + theme.word() + ".png"));
            lab.scrollTo(pictures.getFirst());
            lab.saveScreenshot(screenshots.resolve("lesson-" + theme.word() + ".png"));
        }
    }
}
