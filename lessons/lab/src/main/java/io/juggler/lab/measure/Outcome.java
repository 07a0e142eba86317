package io.juggler.lab.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * What rounds of several arrangements came to.
 *
 * @param series one for each arrangement, in their order
 * @param delivered how many cores the machine gave to a JVM that computes, before the rounds and
 *     after, on average
 */
public record Outcome(List<Series> series, double delivered) {

    /** This and what was measured later. */
    public Outcome and(List<Series> more, double deliveredThen) {
        var both = new ArrayList<>(series);
        both.addAll(more);
        return new Outcome(both, Math.min(delivered, deliveredThen));
    }

    public Outcome {
        series = List.copyOf(series);
    }
}
