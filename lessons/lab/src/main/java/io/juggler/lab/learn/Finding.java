package io.juggler.lab.learn;

import java.util.Objects;

/** What came of one requirement of an exercise. */
public sealed interface Finding {

    /** It is met. */
    record Pass() implements Finding {}

    /**
     * It is not met yet.
     *
     * @param seen what was seen instead; never what would be right
     */
    record NotYet(String seen) implements Finding {
        /** A finding. */
        public NotYet {
            Objects.requireNonNull(seen, "say what was seen");
        }
    }

    /**
     * The machine was too busy to tell.
     *
     * @param why what made it so
     */
    record TooNoisy(String why) implements Finding {
        /** A finding. */
        public TooNoisy {
            Objects.requireNonNull(why, "say what made it too noisy");
        }
    }

    /** It is met. */
    static Finding pass() {
        return new Pass();
    }

    /**
     * It is not met yet.
     *
     * @param seen what was seen instead; never what would be right
     */
    static Finding notYet(String seen) {
        return new NotYet(seen);
    }

    /**
     * The machine was too busy to tell.
     *
     * @param why what made it so
     */
    static Finding tooNoisy(String why) {
        return new TooNoisy(why);
    }

    /** Met where that is so; else not yet, and what was seen. */
    static Finding when(boolean met, String seen) {
        return met ? pass() : notYet(seen);
    }
}
