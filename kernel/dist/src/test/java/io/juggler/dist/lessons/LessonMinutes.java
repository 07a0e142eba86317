package io.juggler.dist.lessons;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How long a lesson takes somebody who reads everything and does the exercise, by a rule that holds
 * for all lessons: {@code lessons/docs/lecturing.md} says it in words.
 */
final class LessonMinutes {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d]+");

    /** Folded: read by those who need them, within the time of the exercise. */
    private static final Set<String> FOLDED = Set.of("hint-1", "hint-2", "solution");

    /** So is an answer to the last question. */
    private static final Pattern FOLDED_PART = Pattern.compile("(?s)<details>.*?</details>");

    /** Their cells show something that is looked at for a minute. */
    private static final Set<String> LOOKED_AT =
            Set.of("run", "explain", "modify", "exercise", "myth");

    private static final double TEXT_A_MINUTE = 200;
    private static final double CODE_A_MINUTE = 100;
    private static final double EXERCISE = 5;

    /** All cells run in so many minutes at most; a test sees to that. */
    private static final double MACHINE = 1;

    private static final int STEP = 5;

    private LessonMinutes() {}

    /** In steps of five. */
    static int of(Lesson lesson) {
        double minutes = EXERCISE + MACHINE;
        for (var cell : lesson.cells()) {
            if (FOLDED.contains(cell.tag())) {
                continue;
            }
            minutes +=
                    WORD.matcher(FOLDED_PART.matcher(cell.source()).replaceAll(""))
                                    .results()
                                    .count()
                            / (cell.code() ? CODE_A_MINUTE : TEXT_A_MINUTE);
            minutes += cell.code() && LOOKED_AT.contains(cell.tag()) ? 1 : 0;
        }
        return Math.toIntExact(Math.round(minutes / STEP)) * STEP;
    }
}
