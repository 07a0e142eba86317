package io.juggler.lab.measure;

import java.util.List;

/**
 * What rounds of several arrangements came to.
 *
 * @param series one for each arrangement, in their order
 * @param delivered how many cores the machine gave to a JVM that computes, before the rounds and
 *     after, on average
 */
public record Outcome(List<Series> series, double delivered) {

    public Outcome {
        series = List.copyOf(series);
    }
}
