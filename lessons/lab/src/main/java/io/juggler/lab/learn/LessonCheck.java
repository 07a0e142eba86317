package io.juggler.lab.learn;

import java.time.Duration;
import java.util.List;

/**
 * What a lesson's exercise asks for. A library of lessons provides them as services, in {@code
 * META-INF/services/io.juggler.lab.learn.LessonCheck}.
 *
 * @param <A> the answer's type
 */
public interface LessonCheck<A> {

    /** The lesson, as its notebook is called, such as "04-do-not-block-the-loop". */
    String lesson();

    /** The type of an answer; another is told to the learner, not thrown. */
    Class<A> answerType();

    /** What is asked for, in the order in which it is looked at. */
    List<Requirement<A>> requirements();

    /** Hints, from the slightest to the clearest; none gives the answer away. */
    default List<String> hints() {
        return List.of();
    }

    /** How long all requirements together may take. */
    default Duration limit() {
        return Duration.ofSeconds(20);
    }
}
