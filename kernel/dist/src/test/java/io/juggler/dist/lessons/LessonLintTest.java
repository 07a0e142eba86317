package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The linter of lessons sees each kind of fault: the template has none until one is put in. */
class LessonLintTest {
    @TempDir private static Path folder;

    @BeforeAll
    static void keepsNoRecordOfTheUsers() {
        System.setProperty("juggler.progress", folder.resolve("progress.tsv").toString());
    }

    @AfterAll
    static void andNoLonger() {
        System.clearProperty("juggler.progress");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "has outputs",
                        cell("five-naps", c -> ((ArrayNode) c.path("outputs")).add(1))),
                fault(
                        "has an execution count",
                        cell("five-naps", c -> c.put("execution_count", 3))),
                fault("not of notebook format 4.5", nb -> nb.put("nbformat_minor", 4)),
                fault(
                        "do not name the kernel",
                        nb -> ((ObjectNode) nb.at("/metadata/kernelspec")).put("name", "python3")),
                fault(
                        "neither code nor markdown",
                        cell("first-hint", c -> c.put("cell_type", "raw"))),
                fault("not a list of lines", cell("title", c -> c.put("source", "# Title"))),
                fault("is no id of a cell", cell("five-naps", c -> c.put("id", "Five naps"))),
                fault("another cell has the same id", cell("five-naps", c -> c.put("id", "title"))),
                fault("which is no kind of cell", cell("five-naps", c -> tags(c, "running"))),
                fault("which is no kind of cell", cell("five-naps", LessonLintTest::tags)),
                fault("which nothing reads", cell("five-naps", c -> tags(c, "run", "slow"))),
                fault("wanted is [header, analogy", cell("five-naps", c -> tags(c, "header"))),
                fault("come in the order", cell("title", c -> tags(c, "run"))),
                fault("come in the order", cell("what-the-rows-say", c -> tags(c, "takeaway"))),
                fault("lacks a cell for \"exit\"", without("one-question")),
                fault("lacks a cell for \"observe\"", without("what-came-out")),
                fault("has no code for \"modify\"", without("more-naps")),
                fault("does not begin with the title", text("title", "# The", "## The")),
                fault("After this lesson you can", text("title", "you can", "you could")),
                fault("has 1 objectives", text("title", "- tell", "Tell")),
                fault("has 5 objectives", text("title", "- tell", "- a\n- b\n- c\n- tell")),
                fault("About N minutes", text("title", "About 15 minutes", "Quick")),
                fault("what is needed", text("title", "You need:", "It needs")),
                fault(
                        "over 120 columns",
                        text("five-naps", "// milliseconds", "// " + "m".repeat(120))),
                fault("over 120", text("a-picture", "One everyday", "word ".repeat(120))),
                fault("*Where this breaks:*", text("a-picture", "*Where", "*When")),
                fault("has 2 choices", text("prediction", "choice(\"in", "also(\"in")),
                fault(
                        "has 5 choices",
                        text("prediction", "choice(\"in", "choice(choice(choice(\"in")),
                fault("names a misconception for 0", text("prediction", ".because(", "")),
                fault(
                        "leave the question open",
                        text("prediction", "choose(\"\")", "choose(\"B\")")),
                fault("has over 25 lines", text("five-naps", "fiveNaps", "//\n".repeat(25))),
                fault("said by observe", text("what-came-out", "observe(", "show(")),
                fault("over 200", text("what-the-rows-say", "Some", "word ".repeat(200))),
                fault("is not one call of check", text("check-it", "work)", "work);\nwork")),
                fault("gives 3 points for 5", cell("check-it", c -> nbgrader(c).put("points", 3))),
                fault(
                        "nbgrader's marks of a check",
                        cell("check-it", c -> nbgrader(c).put("grade", false))),
                fault(
                        "nbgrader's marks of a check",
                        cell(
                                "check-it",
                                c -> ((ObjectNode) c.path("metadata")).remove("nbgrader"))),
                fault(
                        "nbgrader's marks of a solution",
                        cell("one-solution", c -> nbgrader(c).put("locked", true))),
                fault("is not folded as", text("first-hint", "</summary>\n", "</summary>")),
                fault("BEGIN SOLUTION", text("one-solution", "// BEGIN SOLUTION", "// Solution")),
                fault("END SOLUTION", text("one-solution", "// END SOLUTION", "")),
                fault(
                        "jupyter.source_hidden",
                        cell(
                                "one-solution",
                                c -> ((ObjectNode) c.path("metadata")).remove("jupyter"))),
                fault(
                        "has 4 sentences, over 3",
                        text("what-to-keep", "sentences.", "sentences. A. B. C.")),
                fault("asks 0 questions, not 1 or 2", cell("a-picture", c -> tags(c, "exit"))),
                fault("asks 3 questions", text("one-question", "One question that", "A? B? that")),
                fault(
                        "number 5: here only what the learner measured",
                        text("what-the-rows-say", "Some", "It took 5 ms.")),
                fault("states the number 3.5", text("the-myth", "Say who", "3.5 times as fast")),
                fault(
                        "number 77, which stands in no code",
                        text("change-one-number", "Say which", "Take 77")),
                fault("without a text", text("a-picture", "One", "![](picture.png)")),
                fault(
                        "without a text",
                        text("a-picture", "One", "<img src=\"https://a.org/b.png\">")),
                fault("a link without words", text("a-picture", "One", "[](https://a.org)")),
                fault(
                        "which is not there",
                        text("one-question", "02-gather-waiting-together", "02-gone")),
                fault("a notebook beside it", text("one-question", "](02-", "](../02-")),
                fault("or https://", text("a-picture", "One", "[a](http://a.org)")),
                fault("a heading of level 1", text("a-picture", "## A", "# A")),
                fault("a heading of level 4 after", text("the-myth", "## Myth", "#### Myth")),
                fault("has a script", text("a-picture", "One", "<script>1</script>")));
    }

    @Test
    void theTemplateHasNone() {
        assertEquals(List.of(), LessonLint.faults(Lesson.of("TEMPLATE.ipynb")));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("faults")
    void isSeen(String words, Consumer<ObjectNode> change) {
        var template = Lesson.of("TEMPLATE.ipynb");
        var before = template.json().toString();
        change.accept((ObjectNode) template.json());
        assertTrue(!before.equals(template.json().toString()), "nothing was changed");

        var faults = LessonLint.faults(template);
        assertTrue(faults.stream().anyMatch(fault -> fault.contains(words)), faults::toString);
    }

    @Test
    void anotherLessonsExerciseIsSeen() {
        var template = Lesson.of("TEMPLATE.ipynb");
        var named = new Lesson(Path.of("02-another.ipynb"), template.json());
        assertTrue(
                LessonLint.faults(named).stream().anyMatch(f -> f.contains("another lesson's")),
                LessonLint.faults(named)::toString);
    }

    @Test
    void namesOfReleasesAndNumbersInCodeAreNoFindings() {
        var template = Lesson.of("TEMPLATE.ipynb");
        text(
                        "what-the-rows-say",
                        "Some",
                        "Since JDK 25, see [JEP 491](https://openjdk.org/jeps/491) and lesson 4,"
                                + " `f(9)`:")
                .accept((ObjectNode) template.json());
        text("change-one-number", "Say which", "From 10 naps of 200 ms")
                .accept((ObjectNode) template.json());
        assertEquals(List.of(), LessonLint.faults(template));
    }

    @Test
    void tooManyTermsAndThoseThatTheGlossaryLacksAreSeen() {
        var template = Lesson.of("TEMPLATE.ipynb");
        assertEquals(Set.of("new term"), LessonProse.terms(template));
        assertEquals(
                List.of("the glossary lacks new term, of TEMPLATE.ipynb: lessons/docs/glossary.md"),
                LessonProse.faultsOfTerms(template, new HashSet<>(), Set.of("carrier")));
        assertEquals(
                List.of(),
                LessonProse.faultsOfTerms(
                        template,
                        new HashSet<>(),
                        LessonProse.headings("# Glossary\n\n## New term\nIt is new.\n")));
        assertEquals(
                List.of(),
                LessonProse.faultsOfTerms(template, new HashSet<>(Set.of("new term")), Set.of()));

        text("a-picture", "**new term**", "**a** **b** **c** **d** **e** **f** **g** **h**")
                .accept((ObjectNode) template.json());
        var faults =
                LessonProse.faultsOfTerms(
                        template, new HashSet<>(), Set.of("a", "b", "c", "d", "e", "f", "g", "h"));
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.getFirst().contains("has 8 new terms"), faults::toString);
    }

    private static Arguments fault(String words, Consumer<ObjectNode> change) {
        return Arguments.of(words, change);
    }

    private static Consumer<ObjectNode> cell(String id, Consumer<ObjectNode> change) {
        return notebook -> {
            for (JsonNode cell : notebook.path("cells")) {
                if (cell.path("id").asString("").equals(id)) {
                    change.accept((ObjectNode) cell);
                    return;
                }
            }
            throw new IllegalArgumentException(id);
        };
    }

    private static Consumer<ObjectNode> text(String id, String from, String to) {
        return cell(
                id,
                cell -> {
                    var source = new StringBuilder();
                    cell.path("source").forEach(line -> source.append(line.asString()));
                    cell.putArray("source").add(source.toString().replace(from, to));
                });
    }

    private static Consumer<ObjectNode> without(String id) {
        return notebook -> {
            var cells = (ArrayNode) notebook.path("cells");
            for (int i = 0; i < cells.size(); i++) {
                if (cells.get(i).path("id").asString("").equals(id)) {
                    cells.remove(i);
                    return;
                }
            }
            throw new IllegalArgumentException(id);
        };
    }

    private static void tags(ObjectNode cell, String... tags) {
        var all = ((ObjectNode) cell.path("metadata")).putArray("tags");
        for (var tag : tags) {
            all.add(tag);
        }
    }

    private static ObjectNode nbgrader(ObjectNode cell) {
        return (ObjectNode) cell.at("/metadata/nbgrader");
    }
}
