package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.testing.RequiresBrowser;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;

/**
 * Lesson 1 as a learner has it: JupyterLab in a browser, "Run All Cells" from the menu. Leaves its
 * screenshots in {@code target/lessons/screenshots}.
 */
@RequiresJupyter
@RequiresBrowser
@ExtendWith(Installation.Resolver.class)
class LessonInBrowserIT {

    private static final String LESSON = "01-one-juggler-many-balls.ipynb";

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
        var lesson = Lesson.of(LESSON);
        long cells = lesson.cells().stream().filter(Lesson.Cell::code).count();
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

            var figures = lab.figures();
            assertEquals(4, figures.size(), "three comparisons and the solution's");
            for (var figure : figures.subList(0, 3)) {
                figure.assertReadable();
            }
            figures.getFirst()
                    .saveScreenshot(screenshots.resolve("table-" + theme.word() + ".png"));
            lab.scrollTo(figures.getFirst());
            lab.saveScreenshot(screenshots.resolve("lesson-" + theme.word() + ".png"));
        }
    }
}
