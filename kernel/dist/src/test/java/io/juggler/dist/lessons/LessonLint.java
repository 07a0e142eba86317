package io.juggler.dist.lessons;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What can be read off a lesson's file and is not as it should be: form and order of its cells. A
 * fault says in which cell it is and what is wanted.
 */
final class LessonLint {

    /** What a cell can be for, in the order in which a lesson has them. */
    static final List<String> TAGS =
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

    private static final Set<String> FREE = Set.of("run", "explain");
    private static final Set<String> FURTHER_TAGS = Set.of("raises-exception", "juggler-only");
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern MINUTES = Pattern.compile("About (\\d+) minutes\\b");
    private static final Pattern CHOICE = Pattern.compile("\\bchoice\\(");
    private static final Pattern BECAUSE = Pattern.compile("\\.because\\(");
    private static final Pattern CHECK = Pattern.compile("check\\(\"(\\d\\d)\", .+\\)");
    private static final Pattern HINT =
            Pattern.compile("(?s)<details><summary>Hint \\d</summary>\n\n.+\n\n</details>");
    private static final int MOST_RUN_LINES = 25;
    private static final int MOST_COLUMNS = 120;

    private final Lesson lesson;
    private final List<String> faults = new ArrayList<>();

    private LessonLint(Lesson lesson) {
        this.lesson = lesson;
    }

    /** What is wrong; empty where nothing is. */
    static List<String> faults(Lesson lesson) {
        var lint = new LessonLint(lesson);
        lint.form();
        lint.ids();
        lint.tags();
        lint.header();
        for (var cell : lesson.cells()) {
            lint.cell(cell);
        }
        lint.faults.addAll(LessonProse.faults(lesson));
        return lint.faults;
    }

    /** The minutes that its first cell says; 0 where it says none. */
    static int minutes(Lesson lesson) {
        var minutes = MINUTES.matcher(lesson.cells().getFirst().source());
        return minutes.find() ? Integer.parseInt(minutes.group(1)) : 0;
    }

    private void fault(Lesson.Cell cell, String what) {
        faults.add(cell.id() + ": " + what);
    }

    private void form() {
        var json = lesson.json();
        if (json.path("nbformat").asInt() != 4 || json.path("nbformat_minor").asInt() != 5) {
            faults.add("not of notebook format 4.5");
        }
        if (!json.at("/metadata/kernelspec/name").asString("").equals("java")
                || !json.at("/metadata/kernelspec/display_name")
                        .asString("")
                        .equals("Java 25 (Juggler)")) {
            faults.add(
                    "its metadata do not name the kernel: kernelspec has to be java, \"Java 25"
                            + " (Juggler)\"");
        }
        for (var cell : json.path("cells")) {
            var id = cell.path("id").asString("");
            if (cell.path("cell_type").asString("").equals("code")) {
                if (!cell.path("outputs").isEmpty()) {
                    faults.add(id + ": has outputs: clear them");
                }
                if (!cell.path("execution_count").isNull()) {
                    faults.add(id + ": has an execution count: clear all outputs");
                }
            } else if (!cell.path("cell_type").asString("").equals("markdown")) {
                faults.add(id + ": is neither code nor markdown");
            }
            if (!cell.path("source").isArray()) {
                faults.add(id + ": its source is not a list of lines");
            }
        }
    }

    private void ids() {
        var seen = new HashSet<String>();
        for (var cell : lesson.cells()) {
            if (!ID.matcher(cell.id()).matches()) {
                faults.add(
                        "\""
                                + cell.id()
                                + "\" is no id of a cell: at most 64 of a-z, 0-9 and -, in words");
            }
            if (!seen.add(cell.id())) {
                fault(cell, "another cell has the same id");
            }
        }
    }

    private void tags() {
        var kinds = new LinkedHashSet<String>();
        for (var cell : lesson.cells()) {
            if (!TAGS.contains(cell.tag())) {
                fault(
                        cell,
                        "its first tag is \""
                                + cell.tag()
                                + "\", which is no kind of cell: there are "
                                + TAGS);
                continue;
            }
            for (var further : cell.tags().subList(1, cell.tags().size())) {
                if (!FURTHER_TAGS.contains(further)) {
                    fault(
                            cell,
                            "has the tag \""
                                    + further
                                    + "\", which nothing reads: further ones are "
                                    + FURTHER_TAGS);
                }
            }
            kinds.add(cell.tag());
        }
        order(kinds);
        for (var tag : TAGS) {
            if (!kinds.contains(tag)) {
                faults.add("lacks a cell for \"" + tag + "\"");
            }
        }
        for (var tag : List.of("predict", "run", "modify", "exercise", "check", "solution")) {
            if (kinds.contains(tag) && lesson.cells().stream().noneMatch(code(tag))) {
                faults.add("has no code for \"" + tag + "\"");
            }
        }
    }

    /** Something may be shown and explained before the question; another round comes after it. */
    private void order(Set<String> kinds) {
        var seen = kinds.stream().filter(kind -> !FREE.contains(kind)).toList();
        var inOrder = TAGS.stream().filter(seen::contains).toList();
        var tags = lesson.cells().stream().map(Lesson.Cell::tag).toList();
        if (!inOrder.equals(seen)
                || tags.indexOf("run") < tags.indexOf("analogy")
                || tags.lastIndexOf("run") < tags.indexOf("predict")
                || tags.indexOf("explain") < tags.indexOf("run")
                || tags.lastIndexOf("explain") < tags.indexOf("observe")) {
            faults.add("its kinds of cells come in the order " + kinds + "; wanted is " + TAGS);
        }
    }

    private static Predicate<Lesson.Cell> code(String tag) {
        return cell -> cell.code() && cell.tag().equals(tag);
    }

    private void header() {
        var header = lesson.cells().getFirst();
        var text = header.source();
        if (header.code() || !text.startsWith("# ")) {
            fault(header, "does not begin with the title");
        }
        if (!text.contains("After this lesson you can")) {
            fault(header, "does not say \"After this lesson you can\"");
        }
        long objectives = text.lines().filter(line -> line.startsWith("- ")).count();
        if (objectives < 2 || objectives > 4) {
            fault(header, "has " + objectives + " objectives, not 2 to 4");
        }
        if (minutes(lesson) == 0) {
            fault(header, "does not say \"About N minutes\"");
        }
        if (!text.contains("You need:")) {
            fault(header, "does not say what is needed");
        }
    }

    private void cell(Lesson.Cell cell) {
        if (cell.code()) {
            cell.source()
                    .lines()
                    .filter(line -> line.length() > MOST_COLUMNS)
                    .forEach(line -> fault(cell, "a line of over 120 columns: " + line));
        }
        switch (cell.tag()) {
            case "predict" -> predict(cell);
            case "run" -> {
                if (cell.code() && cell.source().lines().count() > MOST_RUN_LINES) {
                    fault(cell, "has over 25 lines");
                }
            }
            case "observe" -> {
                if (!cell.code() || !cell.source().contains("observe(")) {
                    fault(cell, "what is observed is not said by observe(…)");
                }
            }
            case "check" -> check(cell);
            case "hint-1", "hint-2" -> {
                if (cell.code() || !HINT.matcher(cell.source().strip()).matches()) {
                    fault(cell, "is not folded as <details><summary>Hint N</summary> …");
                }
            }
            case "solution" -> solution(cell);
            default -> {}
        }
    }

    private void predict(Lesson.Cell cell) {
        if (!cell.code()) {
            return;
        }
        long choices = CHOICE.matcher(cell.source()).results().count();
        long ideas = BECAUSE.matcher(cell.source()).results().count();
        if (choices < 3 || choices > 4) {
            fault(cell, "has " + choices + " choices, not 3 or 4");
        }
        if (ideas < choices - 1) {
            fault(
                    cell,
                    "names a misconception for "
                            + ideas
                            + " of its choices only: each wrong one needs .because(…)");
        }
        if (!cell.source().contains(".choose(\"\")")) {
            fault(cell, "does not leave the question open with choose(\"\")");
        }
    }

    private void check(Lesson.Cell cell) {
        if (!cell.code()) {
            return;
        }
        var call = CHECK.matcher(cell.source().strip());
        if (!call.matches()) {
            fault(cell, "is not one call of check(\"NN\", answer)");
            return;
        }
        var template = lesson.name().equals("TEMPLATE");
        if (!template && !lesson.name().startsWith(call.group(1) + "-")) {
            fault(cell, "checks another lesson's exercise, " + call.group(1));
        }
        if (cell.equals(first("check"))) {
            nbgrader(cell, Map.of("grade", true, "solution", false, "locked", true, "task", false));
            int points = metadata(cell).at("/nbgrader/points").asInt(0);
            int wanted = ExerciseOf.requirements(call.group(1));
            if (points != wanted) {
                fault(
                        cell,
                        "gives "
                                + points
                                + " points for "
                                + wanted
                                + " requirements: set points in its metadata");
            }
        }
    }

    private void solution(Lesson.Cell cell) {
        if (!cell.code()) {
            return;
        }
        var source = cell.source().strip();
        if (!source.startsWith("// BEGIN SOLUTION\n") || !source.endsWith("\n// END SOLUTION")) {
            fault(cell, "does not stand between // BEGIN SOLUTION and // END SOLUTION");
        }
        if (!metadata(cell).at("/jupyter/source_hidden").asBoolean(false)) {
            fault(cell, "is not folded: its metadata lack jupyter.source_hidden");
        }
        nbgrader(cell, Map.of("grade", false, "solution", true, "locked", false, "task", false));
    }

    private void nbgrader(Lesson.Cell cell, Map<String, Boolean> wanted) {
        var marks = metadata(cell).path("nbgrader");
        boolean fits =
                marks.path("schema_version").asInt(0) == 3
                        && !marks.path("grade_id").asString("").isEmpty()
                        && wanted.entrySet().stream()
                                .allMatch(
                                        mark ->
                                                marks.path(mark.getKey()).isBoolean()
                                                        && marks.path(mark.getKey()).asBoolean()
                                                                == mark.getValue());
        if (!fits) {
            fault(cell, "has not nbgrader's marks of a " + cell.tag() + ": see the template");
        }
    }

    private Lesson.Cell first(String tag) {
        return lesson.cells().stream().filter(code(tag)).findFirst().orElseThrow();
    }

    private JsonNode metadata(Lesson.Cell cell) {
        for (var node : lesson.json().path("cells")) {
            if (node.path("id").asString("").equals(cell.id())) {
                return node.path("metadata");
            }
        }
        throw new IllegalStateException(cell.id());
    }
}
