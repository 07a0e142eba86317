package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notebooks about all lessons say what the lessons say. {@code -Dcourse.write} writes what
 * should be in them.
 */
class CoursePagesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");

    /** The cell of the index that lists the lessons, with its lines in a group. */
    private static final Pattern TABLE =
            Pattern.compile("(?s)(\"id\": \"lessons\",.*?\"source\": \\[\n)(.*?)(\n   ])");

    @Test
    void theGlossaryIsThatOfTheDocumentation() throws IOException {
        assertIs(CoursePages.glossary(), "glossary.ipynb");
    }

    @Test
    void theMisconceptionsAreThoseOfTheLab() throws IOException {
        assertIs(CoursePages.misconceptions(), "misconceptions.ipynb");
    }

    @Test
    void eachMisconceptionIsAskedAboutOrRefutedInALesson() {
        var nowhere =
                CoursePages.ofTheLab().entrySet().stream()
                        .filter(
                                idea ->
                                        CoursePages.measured(idea.getKey(), idea.getValue().idea())
                                                .isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        assertEquals(List.of(), nowhere);
    }

    @Test
    void theTableOfOtherKernelsNamesTheCellsThatAreLeftOutThere() throws IOException {
        assertIs(
                CoursePages.otherKernels(),
                Outside.root().resolve("lessons/docs/other-kernels.md"));
    }

    @Test
    void theIndexListsTheLessonsWithTheirMinutesAndObjectives() throws IOException {
        var index = Files.readString(file("00-start-here.ipynb"));
        assertTrue(TABLE.matcher(index).find());
        var lines = CoursePages.lines(CoursePages.lessons().strip());
        assertIs(
                TABLE.matcher(index).replaceFirst("$1" + Matcher.quoteReplacement(lines) + "$3"),
                "00-start-here.ipynb");
    }

    @Test
    void theDecisionTableHasARowForEachLesson() {
        var table = Lesson.of("decision-table.ipynb");
        for (var lesson : Lesson.all()) {
            assertTrue(
                    table.cells().stream()
                            .anyMatch(cell -> row(lesson).matcher(cell.source()).find()),
                    () ->
                            "notebooks/decision-table.ipynb lacks a row for "
                                    + lesson
                                    + ", as in | situation | 4 | | | |");
        }
    }

    private static Pattern row(Lesson lesson) {
        int number = Integer.parseInt(lesson.name().substring(0, 2));
        return Pattern.compile("(?m)^\\| [^|]+ \\| " + number + " \\| \\| \\| \\|$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-start-here.ipynb",
                "glossary.ipynb",
                "misconceptions.ipynb",
                "decision-table.ipynb"
            })
    void leadsToWhatIsThere(String name) {
        var page = Lesson.of(name);
        boolean leads = false;
        for (var cell : page.cells()) {
            for (var link : LINK.matcher(cell.source()).results().toList()) {
                leads = true;
                var to = link.group(1);
                assertTrue(
                        to.startsWith("https://") || Files.exists(Lesson.folder().resolve(to)),
                        () -> name + " links to " + to);
            }
            assertTrue(cell.id().matches("[a-z0-9-]{1,64}"), cell.id());
        }
        assertTrue(leads, name);
        for (var cell : page.json().path("cells")) {
            assertTrue(cell.path("outputs").isEmpty(), name);
        }
    }

    private static Path file(String name) {
        return Lesson.folder().resolve(name);
    }

    private static void assertIs(String wanted, String name) throws IOException {
        assertIs(wanted, file(name));
    }

    private static void assertIs(String wanted, Path file) throws IOException {
        if (System.getProperty("course.write") != null) {
            Files.writeString(file, wanted);
        }
        assertFalse(wanted.isBlank());
        assertEquals(
                wanted,
                Files.readString(file),
                file + " is not what it is made from: run this test with -Dcourse.write");
    }
}
