package io.juggler.lab.learn;

import io.juggler.lab.Comparison;
import io.juggler.lab.Lab;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What lessons ask of a learner, and what they answer: predictions before a measurement, checks of
 * exercises, hints, and the learner's own record. Cells call these methods by their bare names.
 *
 * <pre>{@code
 * var p = predict("Five naps of 0.2 s on one carrier: how long?",
 *         choice("about 1 s", slowerThan("concurrently", Duration.ofMillis(800)))
 *                 .because(Misconception.ONE_CARRIER_ONE_TASK),
 *         choice("about 0.2 s", takes("concurrently", Duration.ofMillis(150), Duration.ofMillis(400))));
 * p.choose("B");
 * observe(p, compare(nap, 5))
 * }</pre>
 */
public final class Learning {
    private static final double ABOUT = 1.25;

    private static final String IN_THE_NOTEBOOK =
            "This lesson's hints are in its notebook, folded: \"Hint 1\" is below the exercise.";

    private Learning() {}

    /**
     * Asks what a measurement will show.
     *
     * @param question what is asked
     * @param choices from 2 to 8 answers; they get the letters A, B, …
     */
    public static Prediction predict(String question, Choice... choices) {
        return new Prediction(question, List.of(choices));
    }

    /**
     * One answer.
     *
     * @param text what the learner reads
     * @param claim what must hold of the measurement for it to be right
     */
    public static Choice choice(String text, Claim claim) {
        return new Choice(text, claim, Optional.empty());
    }

    /** No other row is faster. */
    public static Claim fastest(String row) {
        return new Claim.Fastest(row);
    }

    /** A row is faster than another. */
    public static Claim faster(String row, String than) {
        return new Claim.TimesAsFast(row, than, Math.nextUp(1.0), Double.POSITIVE_INFINITY);
    }

    /** A row is slower than another. */
    public static Claim slower(String row, String than) {
        return new Claim.TimesAsFast(row, than, 0, Math.nextDown(1.0));
    }

    /** A row is about as fast as another: between 0.8 and 1.25 times. */
    public static Claim asFast(String row, String as) {
        return new Claim.TimesAsFast(row, as, 1 / ABOUT, ABOUT);
    }

    /** A row is so many times as fast as another, at least and at most. */
    public static Claim timesAsFast(String row, String than, double from, double to) {
        return new Claim.TimesAsFast(row, than, from, to);
    }

    /** A row takes so long, at least and at most. */
    public static Claim takes(String row, Duration from, Duration to) {
        return new Claim.Takes(row, from, to);
    }

    /** Of the tasks' time in a row, such a share is waiting, at least and at most; from 0 to 1. */
    public static Claim waits(String row, double from, double to) {
        return new Claim.Waits(row, from, to);
    }

    /**
     * A measurement that is no comparison shows that, as in {@code shows(Visits.class, visits ->
     * visits.failed() == 0)}.
     *
     * @param kind what kind of measurement it is
     * @param holds whether it shows it
     */
    public static <M> Claim shows(Class<M> kind, Predicate<? super M> holds) {
        return new Claim.Shows<>(kind, holds);
    }

    /**
     * Says what was measured, and whether the prediction was right. Without a prediction it says
     * what was measured.
     */
    public static Observation observe(Prediction prediction, Comparison<?> comparison) {
        Objects.requireNonNull(
                prediction, "observe(null, …): make a prediction first, as in predict(…)");
        Objects.requireNonNull(
                comparison, "observe(p, null): measure first, as in compare(task, 5)");
        return kept(prediction, Observation.of(prediction, Reading.of(comparison)));
    }

    /**
     * Says whether a prediction was right about a measurement that is no comparison, such as a
     * {@link io.juggler.lab.draw.Heartbeat}. Its choices make their claims with {@link #shows}.
     *
     * @param measured the measurement
     * @param seen what was measured, as a whole sentence whose numbers come from it
     */
    public static Observation observe(Prediction prediction, Object measured, String seen) {
        Objects.requireNonNull(
                prediction, "observe(null, …): make a prediction first, as in predict(…)");
        Objects.requireNonNull(measured, "observe(p, null, …): measure first");
        Objects.requireNonNull(seen, "observe(p, measured, null): say what was measured");
        return kept(prediction, Observation.of(prediction, measured, seen, Lab.coresSeen()));
    }

    private static Observation kept(Prediction prediction, Observation observation) {
        if (observation.outcome() != Observation.Outcome.OPEN) {
            note(
                    new Logbook.Entry(
                            Instant.now(),
                            "predict",
                            prediction.question(),
                            observation.outcome().name(),
                            observation.outcome() == Observation.Outcome.RIGHT ? 1 : 0,
                            1));
        }
        return observation;
    }

    /**
     * Checks an answer to a lesson's exercise. For nbgrader, where the environment variable {@code
     * JUGGLER_GRADING} or the system property {@code juggler.grading} is {@code points}, the
     * report's text is the number of requirements met; where it is {@code all}, that number if all
     * are met, else 0. Nothing is recorded then.
     *
     * @param lesson as its notebook is called, or the number it begins with, such as "04"
     * @param answer what the learner made; nothing at all is told as NOT YET
     * @throws IllegalArgumentException when there is no such lesson, or no such way to grade
     */
    public static CheckReport check(String lesson, Object answer) {
        var grading = Grading.asked();
        var report = report(Exercises.of(lesson), answer);
        if (grading != Grading.NONE) {
            return report.graded(grading);
        }
        var kept =
                note(
                        new Logbook.Entry(
                                Instant.now(),
                                "check",
                                report.lesson(),
                                report.outcome().toString(),
                                report.met(),
                                report.lines().size()));
        return kept.map(report::withNote).orElse(report);
    }

    /**
     * A hint for a lesson's exercise. Lessons that have their hints in the notebook say that.
     *
     * @param lesson as its notebook is called, or the number it begins with
     * @param number which one, from 1, the slightest
     * @throws IllegalArgumentException when there is no such lesson or no such hint
     */
    public static Hint hint(String lesson, int number) {
        var hints = Exercises.of(lesson).hints();
        if (number < 1 || (number > hints.size() && !hints.isEmpty())) {
            throw new IllegalArgumentException(
                    "hint(\""
                            + lesson
                            + "\", "
                            + number
                            + "): the hints are numbered from 1"
                            + (hints.isEmpty() ? "" : " to " + hints.size()));
        }
        if (hints.isEmpty()) {
            return new Hint(IN_THE_NOTEBOOK, number, 0);
        }
        return new Hint(hints.get(number - 1), number, hints.size());
    }

    /** The learner's own record. */
    public static Progress progress() {
        return new Progress(Logbook.ofUser());
    }

    private static <A> CheckReport report(LessonCheck<A> check, Object answer) {
        if (!check.answerType().isInstance(answer)) {
            var seen =
                    "check was given "
                            + (answer == null
                                    ? "nothing"
                                    : "a " + answer.getClass().getSimpleName())
                            + "; it needs a "
                            + check.answerType().getSimpleName();
            var lines = new ArrayList<CheckReport.Line>();
            for (var requirement : check.requirements()) {
                lines.add(
                        new CheckReport.Line(
                                requirement.name(),
                                Finding.notYet(lines.isEmpty() ? seen : "not looked at")));
            }
            return new CheckReport(check.lesson(), lines);
        }
        return new Examiner<>(check, check.answerType().cast(answer)).report();
    }

    /** Keeps an event; what to tell the learner where that fails, because their work goes on. */
    private static Optional<String> note(Logbook.Entry entry) {
        var logbook = Logbook.ofUser();
        try {
            logbook.add(entry);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "This is not kept in your record: " + logbook.file() + " cannot be written.");
        }
    }
}
