package io.juggler.lab.learn;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What someone says of a measurement before it is made. Rows of a comparison are named as in its
 * table, such as "concurrently". Made by {@link Learning}'s methods.
 */
public sealed interface Claim {

    /**
     * No other row is faster.
     *
     * @param row its name
     */
    record Fastest(String row) implements Claim {
        /** A claim. */
        public Fastest {
            Objects.requireNonNull(row, "fastest(null): name a row, as in \"concurrently\"");
        }
    }

    /**
     * A row is that many times as fast as another: at least, at most.
     *
     * @param row its name
     * @param than the other's name
     * @param from at least that many times
     * @param to at most that many times
     */
    record TimesAsFast(String row, String than, double from, double to) implements Claim {
        /** A claim. */
        public TimesAsFast {
            Objects.requireNonNull(row, "name a row, as in \"concurrently\"");
            Objects.requireNonNull(
                    than, "name the row it is compared with, as in \"sequentially\"");
            if (!(from >= 0 && from < to)) {
                throw new IllegalArgumentException(
                        "from " + from + " to " + to + " times as fast: that is no range");
            }
        }
    }

    /**
     * A row takes that long.
     *
     * @param row its name
     * @param from at least
     * @param to at most
     */
    record Takes(String row, Duration from, Duration to) implements Claim {
        /** A claim. */
        public Takes {
            Objects.requireNonNull(row, "name a row, as in \"concurrently\"");
            if (from.compareTo(to) >= 0) {
                throw new IllegalArgumentException(
                        "from " + from + " to " + to + ": that is no range");
            }
        }
    }

    /**
     * That share of the tasks' time in a row is waiting.
     *
     * @param row its name
     * @param from at least, from 0 to 1
     * @param to at most, from 0 to 1
     */
    record Waits(String row, double from, double to) implements Claim {
        /** A claim. */
        public Waits {
            Objects.requireNonNull(row, "name a row, as in \"concurrently\"");
            if (!(from >= 0 && from < to && to <= 1)) {
                throw new IllegalArgumentException(
                        "a share from " + from + " to " + to + ": it must be from 0 to 1");
            }
        }
    }

    /**
     * Something that a measurement other than a comparison shows.
     *
     * @param kind what kind of measurement that is
     * @param holds whether it shows it
     * @param <M> the measurement's type
     */
    record Shows<M>(Class<M> kind, Predicate<? super M> holds) implements Claim {
        /** A claim. */
        public Shows {
            Objects.requireNonNull(kind, "shows(null, …): name the kind, as in Heartbeat.class");
            Objects.requireNonNull(holds, "shows(…, null): say what must hold of it");
        }

        Judgement judge(Object measured, String seen) {
            if (!kind.isInstance(measured)) {
                return Judgement.unclear(
                        "This is not a "
                                + kind.getSimpleName()
                                + ", which the prediction is about.");
            }
            return holds.test(kind.cast(measured)) ? Judgement.holds(seen) : Judgement.fails(seen);
        }
    }
}
