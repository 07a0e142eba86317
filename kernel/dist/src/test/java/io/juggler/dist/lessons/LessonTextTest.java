package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What every lesson keeps to, as far as it can be read off its file. */
class LessonTextTest {

    /** What a cell can be for, in the order in which a lesson has them. */
    private static final List<String> TAGS =
            List.of(
                    "header",
                    "analogy",
                    "predict",
                    "run",
                    "observe",
                    "explain",
                    "modify",
                    "exercise",
                    "check",
                    "hint-1",
                    "hint-2",
                    "solution",
                    "myth",
                    "takeaway",
                    "exit");

    /** A lesson without one of these is none. */
    private static final Set<String> NEEDED =
            Set.of("header", "analogy", "run", "explain", "modify", "exercise", "takeaway", "exit");

    /** These state findings, and findings are the learner's own. */
    private static final Set<String> FINDINGS = Set.of("explain", "myth", "takeaway", "exit");

    private static final Pattern TERM = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

    static List<Lesson> lessons() {
        return Lesson.all();
    }

    @Test
    void namesBeginWithTheLessonsNumber() {
        var lessons = Lesson.all();
        assertFalse(lessons.isEmpty());
        var numbers = new HashSet<String>();
        for (var lesson : lessons) {
            var name = lesson.toString();
            assertTrue(name.matches("\\d\\d-[a-z0-9-]+\\.ipynb"), name);
            assertTrue(numbers.add(name.substring(0, 2)), name);
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void isCommittedWithoutOutputs(Lesson lesson) {
        for (var cell : lesson.json().path("cells")) {
            if (cell.path("cell_type").asString().equals("code")) {
                assertTrue(cell.path("outputs").isEmpty(), cell.path("id").asString());
                assertTrue(cell.path("execution_count").isNull(), cell.path("id").asString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void isOfTheFormatWithCellIdsAndNamesTheKernel(Lesson lesson) {
        assertEquals(4, lesson.json().path("nbformat").asInt());
        assertEquals(5, lesson.json().path("nbformat_minor").asInt());
        assertEquals("java", lesson.json().at("/metadata/kernelspec/name").asString());
        assertEquals(
                "Java 25 (Juggler)",
                lesson.json().at("/metadata/kernelspec/display_name").asString());
        var ids = new HashSet<String>();
        for (var cell : lesson.cells()) {
            assertTrue(cell.id().matches("[a-z0-9-]{1,64}"), cell.id());
            assertTrue(ids.add(cell.id()), () -> "two cells are called " + cell.id());
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void hasTheKindsOfCellsInTheirOrder(Lesson lesson) {
        var kinds = new LinkedHashSet<String>();
        lesson.cells().forEach(cell -> kinds.add(cell.tag()));
        assertEquals(TAGS.stream().filter(kinds::contains).toList(), List.copyOf(kinds));
        assertTrue(kinds.containsAll(NEEDED), () -> kinds + " lacks one of " + NEEDED);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void statesObjectivesAndMinutesFirst(Lesson lesson) {
        var header = lesson.cells().getFirst().source();
        assertTrue(header.startsWith("# "), header);
        long objectives = header.lines().filter(line -> line.startsWith("- ")).count();
        assertTrue(objectives >= 2 && objectives <= 4, () -> objectives + " objectives");
        assertTrue(Pattern.compile("About \\d+ minutes").matcher(header).find(), header);
        assertTrue(header.contains("You need:"), header);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void saysWhereTheAnalogyBreaksAndIsBrief(Lesson lesson) {
        for (var cell : lesson.cells()) {
            switch (cell.tag()) {
                case "analogy" -> {
                    assertTrue(cell.source().contains("*Where this breaks:*"), cell.id());
                    assertWordsAtMost(120, cell);
                }
                case "explain" -> assertWordsAtMost(200, cell);
                case "takeaway" -> {
                    long sentences = prose(cell).chars().filter(c -> c == '.').count();
                    assertTrue(
                            sentences <= 3, () -> cell.id() + " has " + sentences + " sentences");
                }
                case "run" -> assertTrue(cell.source().lines().count() <= 25, cell.id());
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void statesNoNumberAsAFinding(Lesson lesson) {
        for (var cell : lesson.cells()) {
            if (!cell.code() && FINDINGS.contains(cell.tag())) {
                var prose = LINK.matcher(prose(cell)).replaceAll("](");
                assertFalse(prose.matches("(?s).*\\d.*"), () -> cell.id() + ": " + prose);
            }
        }
    }

    @Test
    void newTermsAreFewAndEachIsInTheGlossary() throws IOException {
        var glossary = Files.readString(Outside.root().resolve("lessons/docs/glossary.md"));
        var known = new HashSet<String>();
        for (var lesson : Lesson.all()) {
            var terms = new LinkedHashSet<String>();
            for (var cell : lesson.cells()) {
                if (!cell.code()) {
                    TERM.matcher(cell.source()).results().forEach(term -> terms.add(term.group(1)));
                }
            }
            terms.removeAll(known);
            assertTrue(terms.size() <= 7, () -> lesson + " has " + terms);
            for (var term : terms) {
                var lower = term.toLowerCase(Locale.ROOT);
                assertTrue(
                        glossary.lines()
                                .anyMatch(
                                        line ->
                                                line.toLowerCase(Locale.ROOT)
                                                        .equals("## " + lower)),
                        () -> "the glossary lacks " + term);
            }
            known.addAll(terms);
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void linksStayInsideTheNotebooksFolder(Lesson lesson) {
        for (var cell : lesson.cells()) {
            LINK.matcher(cell.source())
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.startsWith("https://"))
                    .forEach(
                            link ->
                                    assertTrue(
                                            !link.contains("/")
                                                    && Files.exists(Lesson.folder().resolve(link)),
                                            () -> cell.id() + " links to " + link));
        }
    }

    private static void assertWordsAtMost(int most, Lesson.Cell cell) {
        if (!cell.code()) {
            long words = Pattern.compile("[\\p{L}\\d]+").matcher(cell.source()).results().count();
            assertTrue(words <= most, () -> cell.id() + " has " + words + " words");
        }
    }

    /** Its text without headings and without code. */
    private static String prose(Lesson.Cell cell) {
        var lines = cell.source().lines().filter(line -> !line.startsWith("#")).toList();
        return CODE.matcher(String.join("\n", lines)).replaceAll("");
    }
}
