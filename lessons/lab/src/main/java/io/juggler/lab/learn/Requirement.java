package io.juggler.lab.learn;

import java.util.Objects;

/**
 * One thing that an exercise asks for.
 *
 * @param name what is asked for, in the learner's words, such as "the task computes"
 * @param examination finds out whether an answer has it
 * @param <A> the answer's type
 */
public record Requirement<A>(String name, Examination<A> examination) {

    /** A requirement. */
    public Requirement {
        Objects.requireNonNull(name, "a requirement needs a name");
        Objects.requireNonNull(examination, "a requirement needs an examination");
    }

    /**
     * Looks at an answer.
     *
     * @param <A> the answer's type
     */
    @FunctionalInterface
    public interface Examination<A> {

        /**
         * Looks at an answer.
         *
         * @throws Exception what the answer throws: not met yet then, and the learner sees it; the
         *     text of an {@link AssertionError} is kept back, because it could tell what is right
         */
        Finding examine(A answer) throws Exception;
    }
}
