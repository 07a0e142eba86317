package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Each lesson on the real kernel, from its first cell to its last, with all cores and with one; and
 * its exercise with every answer there is. Two lessons run at a time: what they say must hold on a
 * busy machine, too. {@code -Dlesson=04} takes that lesson alone.
 */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class LessonsIT {

    /** Of the machine's time, on a machine that does nothing else. */
    private static final Duration LONGEST_LESSON = Duration.ofSeconds(60);

    private final Installation installation;

    LessonsIT(Installation installation) {
        this.installation = installation;
    }

    static List<Lesson> lessons() {
        return asked(Lesson.all().stream());
    }

    /** What a lesson is copied from must hold what it asks for, too. */
    static List<Lesson> lessonsAndTemplate() {
        return asked(Stream.concat(Lesson.all().stream(), Stream.of(Lesson.of("TEMPLATE.ipynb"))));
    }

    private static List<Lesson> asked(Stream<Lesson> lessons) {
        var one = System.getProperty("lesson", "");
        return lessons.filter(lesson -> lesson.toString().startsWith(one)).toList();
    }

    @ParameterizedTest
    @MethodSource("lessonsAndTemplate")
    @Execution(ExecutionMode.CONCURRENT)
    void runsWithAllCores(Lesson lesson) throws IOException {
        try (var client = JupyterClient.start(installation)) {
            var rehearsal = new Rehearsal(lesson, client);
            double seconds = rehearsal.everyCell();
            double allowed = LONGEST_LESSON.toSeconds() * Load.factor();
            assertTrue(
                    seconds <= allowed,
                    () -> lesson + " took " + seconds + " s, and may take " + allowed);
            rehearsal.solution();
            rehearsal.wrongAnswers();
        }
    }

    /** The measurements are shorter here: that they are there is what counts. */
    @ParameterizedTest
    @MethodSource("lessons")
    @Execution(ExecutionMode.CONCURRENT)
    void runsWithOneCore(Lesson lesson) throws IOException {
        int turn = lessons().indexOf(lesson);
        try (var client =
                JupyterClient.start(installation, python -> Load.onOneCore(python, turn))) {
            assertEquals("1", client.execute("coresSeen()").ok().value());
            var rehearsal = new Rehearsal(lesson, client);
            rehearsal.everyCell();
            rehearsal.solution();
        }
    }
}
