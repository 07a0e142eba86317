package io.juggler.lab.learn;

import java.util.Objects;
import java.util.Optional;

/**
 * One possible answer to a question: what it says, in words and as a claim about the measurement
 * that follows. Whether it is right is found out by measuring, on the learner's own machine.
 *
 * @param text what the learner reads
 * @param claim what must hold of the measurement
 * @param misconception the idea behind it, for an answer that is wrong on most machines
 */
public record Choice(String text, Claim claim, Optional<Misconception> misconception) {

    /** An answer. */
    public Choice {
        Objects.requireNonNull(text, "a choice needs words");
        Objects.requireNonNull(
                claim, () -> "the choice \"" + text + "\" needs a claim, as in fastest(\"…\")");
        Objects.requireNonNull(misconception, "misconception");
    }

    /** The same answer, as one that comes from that idea. */
    public Choice because(Misconception idea) {
        return new Choice(text, claim, Optional.of(idea));
    }
}
