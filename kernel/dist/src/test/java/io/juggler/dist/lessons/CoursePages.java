package io.juggler.dist.lessons;

import io.juggler.lab.learn.Misconception;
import io.juggler.testing.Outside;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The notebooks that say something about all lessons, made from what the lessons, the glossary and
 * the lab say: text only.
 */
final class CoursePages {

    /** The lessons of the workshop of three hours. */
    static final Set<String> CORE_PATH = Set.of("01", "02", "04", "05", "08", "11", "12");

    /** What Juggler's cells see without it. */
    static final String IMPORTS =
            """
            import module java.base;
            import java.math.*;
            import io.juggler.lab.*;
            import io.juggler.lab.diagnose.*;
            import io.juggler.lab.draw.*;
            import io.juggler.lab.learn.*;
            import io.juggler.lab.serve.*;
            import io.juggler.lab.step.*;
            import static io.juggler.lab.Lab.*;
            import static io.juggler.lab.diagnose.Diagnosing.*;
            import static io.juggler.lab.draw.Drawings.*;
            import static io.juggler.lab.learn.Learning.*;
            import static io.juggler.lab.serve.Services.*;
            import static io.juggler.lab.step.Stepping.*;\
            """;

    static final String JUGGLER_ONLY = "juggler-only";

    private static final Pattern MYTH = Pattern.compile("(?m)^## Myth: (.+)$");

    private CoursePages() {}

    /** The table of the index: which lessons there are, how long they take, what they are for. */
    static String lessons() {
        var table = new StringBuilder();
        table.append("| | lesson | minutes | after it you can |\n| --- | --- | --- | --- |\n");
        for (var lesson : Lesson.all()) {
            var number = lesson.name().substring(0, 2);
            table.append("| ")
                    .append(CORE_PATH.contains(number) ? "★\u00a0" : "")
                    .append(Integer.parseInt(number))
                    .append(" | [")
                    .append(title(lesson))
                    .append("](")
                    .append(lesson)
                    .append(") | ")
                    .append(LessonLint.minutes(lesson))
                    .append(" | ")
                    .append(String.join(" ", objectives(lesson)))
                    .append(" |\n");
        }
        return table.toString();
    }

    static int coreMinutes() {
        return Lesson.all().stream()
                .filter(lesson -> CORE_PATH.contains(lesson.name().substring(0, 2)))
                .mapToInt(LessonLint::minutes)
                .sum();
    }

    private static String title(Lesson lesson) {
        return lesson.cells().getFirst().source().lines().findFirst().orElseThrow().substring(2);
    }

    private static List<String> objectives(Lesson lesson) {
        return lesson.cells()
                .getFirst()
                .source()
                .lines()
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2))
                .toList();
    }

    /** The glossary, as a notebook beside the lessons. */
    static String glossary() {
        try {
            var text = Files.readString(Outside.root().resolve("lessons/docs/glossary.md"));
            var cells = new ArrayList<Cell>();
            for (var part : text.strip().split("\n(?=## )")) {
                var title = part.lines().findFirst().orElseThrow().replaceFirst("#+ ", "");
                cells.add(
                        new Cell(
                                id(title),
                                part.replace("](../../notebooks/", "](").replaceAll("\n+$", "")));
            }
            return notebook(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ideas that predictions refer to, and what is so instead. */
    static String misconceptions() {
        var table =
                new StringBuilder(
                        """
                        | many believe that | what is so instead | measured in |
                        | --- | --- | --- |
                        """);
        ofTheLab()
                .forEach(
                        (name, idea) ->
                                table.append("| ")
                                        .append(idea.idea())
                                        .append(" | ")
                                        .append(idea.instead())
                                        .append(" | ")
                                        .append(measured(name, idea.idea()))
                                        .append(" |\n"));
        return notebook(
                List.of(
                        new Cell(
                                "misconceptions",
                                """
                                # Misconceptions

                                Ideas that many hold before they have measured. The last column leads to the lessons in which a prediction asks about one, or a run refutes it as a myth.
                                To have held one of them is no shame: most are right in some other situation.\
                                """),
                        new Cell("table", table.toString().strip()),
                        new Cell("more-myths", moreMyths())));
    }

    /** The misconceptions that predictions can name, by their names. */
    static Map<String, Misconception> ofTheLab() {
        var all = new LinkedHashMap<String, Misconception>();
        for (var field : Misconception.class.getFields()) {
            try {
                if (Modifier.isStatic(field.getModifiers())
                        && field.get(null) instanceof Misconception idea) {
                    all.put(field.getName(), idea);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return all;
    }

    /** The lessons with a prediction that names it, or with a myth of these words. */
    static String measured(String name, String idea) {
        var named = Pattern.compile("\\bMisconception\\." + name + "\\b");
        return Lesson.all().stream()
                .filter(
                        lesson ->
                                myths(lesson).contains(idea)
                                        || lesson.cells().stream()
                                                .anyMatch(
                                                        cell ->
                                                                named.matcher(cell.source())
                                                                        .find()))
                .map(lesson -> "[lesson " + number(lesson) + "](" + lesson + ")")
                .collect(Collectors.joining(", "));
    }

    /** Those that no prediction asks about. */
    private static String moreMyths() {
        var ideas = new HashSet<String>();
        ofTheLab().values().forEach(misconception -> ideas.add(misconception.idea()));
        var table =
                new StringBuilder(
                        """
                        ## More myths

                        | some say that | a run refutes it in |
                        | --- | --- |
                        """);
        for (var lesson : Lesson.all()) {
            for (var myth : myths(lesson)) {
                if (ideas.add(myth)) {
                    table.append(
                            "| %s | [lesson %d](%s) |\n".formatted(myth, number(lesson), lesson));
                }
            }
        }
        return table.toString().strip();
    }

    private static List<String> myths(Lesson lesson) {
        return lesson.cells().stream()
                .filter(cell -> cell.tag().equals("myth"))
                .flatMap(cell -> MYTH.matcher(cell.source()).results())
                .map(myth -> myth.group(1))
                .toList();
    }

    private static int number(Lesson lesson) {
        return Integer.parseInt(lesson.name().substring(0, 2));
    }

    /** Which lessons run where nothing of Juggler's kernel is, and what is left out there. */
    static String otherKernels() {
        var table =
                new StringBuilder(
                        """
                        # The lessons in other Java kernels

                        The lab is a jar: `juggler-lab.jar`, in `kernel/dist/target/juggler/lib/worker` after a build. Another kernel for Java 25 shows what it
                        draws once the jar is on its class path and its names are imported. A test runs every lesson in JJava, all cells but those named
                        below, after these two:

                        ```java
                        %%classpath juggler-lab.jar
                        ```

                        ```java
                        %s
                        ```

                        JJava takes flags from `JJAVA_JVM_OPTS`. Set it to `--add-opens java.base/java.lang=ALL-UNNAMED`: without it mounts are not seen, tables
                        say so, and lesson 4 cannot have two carriers.

                        | lesson | in JJava |
                        | --- | --- |
                        """
                                .formatted(IMPORTS));
        for (var lesson : Lesson.all()) {
            var leftOut =
                    lesson.cells().stream()
                            .filter(cell -> cell.tags().contains(JUGGLER_ONLY))
                            .map(cell -> "`" + cell.id() + "`")
                            .collect(Collectors.joining(", "));
            table.append("| ")
                    .append(Integer.parseInt(lesson.name().substring(0, 2)))
                    .append(" ")
                    .append(title(lesson))
                    .append(" | ")
                    .append(leftOut.isEmpty() ? "every cell" : "all but " + leftOut)
                    .append(" |\n");
        }
        return table.toString();
    }

    private record Cell(String id, String text) {}

    private static String id(String title) {
        return title.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    /** As JupyterLab writes it. */
    private static String notebook(List<Cell> cells) {
        return cells.stream()
                .map(CoursePages::cell)
                .collect(
                        Collectors.joining(
                                ",\n",
                                "{\n \"cells\": [\n",
                                """

                                 ],
                                 "metadata": {
                                  "kernelspec": {
                                   "display_name": "Java 25 (Juggler)",
                                   "language": "java",
                                   "name": "java"
                                  },
                                  "language_info": {
                                   "file_extension": ".java",
                                   "mimetype": "text/x-java",
                                   "name": "java"
                                  }
                                 },
                                 "nbformat": 4,
                                 "nbformat_minor": 5
                                }
                                """));
    }

    private static String cell(Cell cell) {
        return """
          {
           "cell_type": "markdown",
           "id": "%s",
           "metadata": {},
           "source": [
        %s
           ]
          }\
        """
                .formatted(cell.id(), lines(cell.text()));
    }

    static String lines(String text) {
        var json = new JsonMapper();
        return Arrays.stream(text.split("(?<=\n)"))
                .map(line -> "    " + json.writeValueAsString(line))
                .collect(Collectors.joining(",\n"));
    }
}
