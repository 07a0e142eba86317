package io.juggler.lab.diagnose;

import io.juggler.lab.Lab;
import io.juggler.lab.measure.Spread;

/**
 * What a way to run the tasks gains, against one after another.
 *
 * @param strategy what it is called
 * @param predicted from one task alone
 * @param measured round by round
 */
record Gain(String strategy, double predicted, Spread measured) {

    boolean isClear() {
        return measured.min() > 1 && measured.median() > 1.2;
    }

    /** Whether far more was expected than any round showed. */
    boolean isMissed() {
        return predicted >= 1.5 && measured.max() < predicted / 1.25;
    }

    boolean isHybrids() {
        return strategy.equals(Lab.hybrid().name());
    }
}
