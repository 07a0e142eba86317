package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.juggler.testing.Outside;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lecturer's day with nbgrader itself: an assignment is generated from lesson 1 and released,
 * three students hand in, all are graded by the check, and get their feedback.
 */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class NbgraderIT {
    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final String ASSIGNMENT = "lesson-01";
    private static final Lesson LESSON = Lesson.of("01-one-juggler-many-balls.ipynb");

    private final Installation installation;

    NbgraderIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void onlyARightSubmissionGetsPointsAndEachStudentReadsWhy() throws IOException {
        assumeTrue(
                Files.isExecutable(program()) || "true".equals(System.getenv("CI")),
                program() + " is not there");
        var course = installation.fresh("nbgrader");
        var exchange = Files.createDirectories(course.resolve("exchange"));
        Files.setPosixFilePermissions(exchange, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.copy(
                Outside.root().resolve("lessons/nbgrader/nbgrader_config.py"),
                course.resolve("nbgrader_config.py"));
        copy(LESSON, course.resolve("source").resolve(ASSIGNMENT));

        nbgrader(course, "generate_assignment", ASSIGNMENT, "--create");
        var released = released(course);
        nbgrader(course, "release_assignment", ASSIGNMENT, "--Exchange.root=" + exchange);
        assertTrue(
                Files.exists(
                        exchange.resolve("juggler/outbound")
                                .resolve(ASSIGNMENT)
                                .resolve(LESSON.toString())),
                "students find it in the exchange");

        var wrong = WrongAnswer.of("01").getFirst();
        handIn(course, "ada", released, source(LESSON.json(), "solution"));
        handIn(course, "bob", released, wrong.source());
        handIn(course, "cid", released, source(released, "exercise"));
        nbgrader(course, "autograde", ASSIGNMENT);
        nbgrader(course, "export", "--to", "grades.csv");
        assertEquals(
                Map.of("ada", (double) ExerciseOf.requirements("01"), "bob", 0.0, "cid", 0.0),
                grades(course.resolve("grades.csv")),
                "an exercise that nobody touched is worth nothing");

        nbgrader(course, "generate_feedback", ASSIGNMENT);
        assertTrue(feedback(course, "ada").contains("PASS"));
        for (var requirement : wrong.notYet()) {
            assertTrue(feedback(course, "bob").contains("NOT YET " + requirement), requirement);
        }
    }

    /** What a student reads of the check. */
    private static String feedback(Path course, String student) throws IOException {
        var page =
                course.resolve("feedback")
                        .resolve(student)
                        .resolve(ASSIGNMENT)
                        .resolve(LESSON.name() + ".html");
        var seen = Files.readString(page).replaceAll("<[^>]+>", "");
        return seen.substring(seen.indexOf("requirements met"));
    }

    /** What students get: the exercise and its check as they are, and no solution. */
    private static JsonNode released(Path course) throws IOException {
        var file = course.resolve("release").resolve(ASSIGNMENT).resolve(LESSON.toString());
        var released = Lesson.read(file).json();
        for (var tag : List.of("exercise", "check")) {
            assertEquals(source(LESSON.json(), tag), source(released, tag));
        }
        assertEquals(
                "// A solution comes after the deadline.", source(released, "solution").strip());
        assertFalse(Files.readString(file).contains("BEGIN SOLUTION"));
        assertTrue(cell(released, "check").at("/metadata/nbgrader/checksum").isString());
        return released;
    }

    private static void handIn(Path course, String student, JsonNode released, String answer)
            throws IOException {
        var notebook = (ObjectNode) released.deepCopy();
        ((ObjectNode) cell(notebook, "exercise")).putArray("source").add(answer);
        var folder =
                Files.createDirectories(
                        course.resolve("submitted").resolve(student).resolve(ASSIGNMENT));
        Files.writeString(
                folder.resolve(LESSON.toString()),
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(notebook));
    }

    private static void copy(Lesson lesson, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(lesson.file(), folder.resolve(lesson.toString()));
    }

    /** The first code cell for that. */
    private static JsonNode cell(JsonNode notebook, String tag) {
        for (var cell : notebook.path("cells")) {
            if (cell.path("cell_type").asString().equals("code")
                    && cell.at("/metadata/tags/0").asString("").equals(tag)) {
                return cell;
            }
        }
        throw new IllegalArgumentException(tag);
    }

    private static String source(JsonNode notebook, String tag) {
        var source = new StringBuilder();
        var lines = cell(notebook, tag).path("source");
        if (lines.isString()) {
            return lines.asString();
        }
        lines.forEach(line -> source.append(line.asString()));
        return source.toString();
    }

    /** Each student's score, from nbgrader's own export. */
    private static Map<String, Double> grades(Path csv) throws IOException {
        var lines = Files.readAllLines(csv);
        var columns = List.of(lines.getFirst().split(","));
        int student = columns.indexOf("student_id");
        int score = columns.indexOf("score");
        var grades = new HashMap<String, Double>();
        for (var line : lines.subList(1, lines.size())) {
            var fields = line.split(",", -1);
            grades.put(fields[student], Double.valueOf(fields[score]));
        }
        return grades;
    }

    private static Path program() {
        return Outside.python().resolveSibling("nbgrader");
    }

    private void nbgrader(Path course, String... arguments) throws IOException {
        var process = installation.python("-m", "nbgrader");
        process.command().addAll(List.of(arguments));
        process.directory(course.toFile());
        process.environment().put("JUGGLER_JVM_OPTS", "-Djuggler.lab.budget=1");
        // It calls a program that was installed beside it by its bare name.
        process.environment()
                .merge(
                        "PATH",
                        program().getParent().toString(),
                        (path, own) -> own + File.pathSeparator + path);
        var ended = Finished.run(process, LIMIT);
        assertEquals(0, ended.status(), ended::toString);
    }
}
