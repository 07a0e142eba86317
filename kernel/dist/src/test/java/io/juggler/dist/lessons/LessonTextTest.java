package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** What every lesson keeps to, as far as it can be read off its file. */
class LessonTextTest {

    private static final int MOST_MINUTES = 150;

    @TempDir private static Path folder;

    static List<Lesson> lessons() {
        return Stream.concat(Lesson.all().stream(), Stream.of(Lesson.of("TEMPLATE.ipynb")))
                .toList();
    }

    @BeforeAll
    static void keepsNoRecordOfTheUsers() {
        System.setProperty("juggler.progress", folder.resolve("progress.tsv").toString());
    }

    @AfterAll
    static void andNoLonger() {
        System.clearProperty("juggler.progress");
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void hasNoFault(Lesson lesson) {
        assertEquals("", String.join("\n", LessonLint.faults(lesson)), lesson.toString());
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void isWrittenAsJupyterLabWritesIt(Lesson lesson) throws IOException {
        var text = Files.readString(lesson.file());
        assertTrue(text.startsWith("{\n \"cells\": [\n  {\n   \"cell_type\""), lesson.toString());
        assertTrue(text.endsWith("\n}\n"), lesson.toString());
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void hasAtLeastTwoWrongAnswersForTheRequirementsThereAre(Lesson lesson) {
        var number = lesson.name().equals("TEMPLATE") ? "01" : lesson.name().substring(0, 2);
        var answers = WrongAnswer.of(number);
        assertTrue(answers.size() >= 2, answers::toString);
        for (var answer : answers) {
            assertFalse(answer.notYet().isEmpty(), () -> answer + " says not what is wrong");
        }
    }

    @Test
    void theirNamesBeginWithTheirNumbersAndNoneIsMissing() {
        var lessons = Lesson.all();
        assertTrue(lessons.size() >= 14, lessons::toString);
        for (int i = 0; i < lessons.size(); i++) {
            var name = lessons.get(i).toString();
            assertTrue(name.matches("%02d-[a-z0-9-]+\\.ipynb".formatted(i + 1)), name);
        }
    }

    @Test
    void newTermsAreFewAndEachIsInTheGlossary() throws IOException {
        var glossary =
                LessonProse.headings(
                        Files.readString(Outside.root().resolve("lessons/docs/glossary.md")));
        var known = new HashSet<String>();
        var faults = new ArrayList<String>();
        for (var lesson : Lesson.all()) {
            faults.addAll(LessonProse.faultsOfTerms(lesson, known, glossary));
        }
        assertEquals("", String.join("\n", faults));
    }

    @ParameterizedTest
    @MethodSource("io.juggler.dist.lessons.Lesson#all")
    void saysHowLongItTakesByTheRule(Lesson lesson) {
        int minutes = LessonMinutes.of(lesson);
        assertEquals(
                minutes,
                LessonLint.minutes(lesson),
                () -> "its first cell has to say \"About " + minutes + " minutes\"");
    }

    @Test
    void theCorePathFitsIntoAWorkshop() {
        int minutes = CoursePages.coreMinutes();
        assertTrue(minutes <= MOST_MINUTES, () -> "the lessons of the path take " + minutes);
    }
}
