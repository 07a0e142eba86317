package io.juggler.lab.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What rounds of several arrangements came to.
 *
 * @param series one for each arrangement, in their order
 * @param cores how many cores the JVM saw that measured
 * @param delivered how many cores the machine gave to a JVM that computes: before the rounds and
 *     after, on average, or what a run used, where that is more
 * @param machine what the machine kept from this JVM meanwhile
 * @param effort how often the tasks were run for it
 * @param printed what the tasks printed in the very first run
 */
public record Outcome(
        List<Series> series,
        int cores,
        double delivered,
        Machine.Meanwhile machine,
        Effort effort,
        Printed printed)
        implements Serializable {

    /**
     * How often the tasks were run.
     *
     * @param warmUpRounds the rounds that do not count; 0 where the only one does
     * @param runs how often each task was run, in all strategies and rounds together
     */
    public record Effort(int warmUpRounds, int runs) implements Serializable {}

    /**
     * What tasks printed.
     *
     * @param text up to a limit
     * @param cut how many bytes came after it
     */
    public record Printed(String text, long cut) implements Serializable {}

    public Outcome {
        series = List.copyOf(series);
    }

    /** Of one run, with nothing to compare it with. */
    public static Outcome of(Series alone, int cores) {
        return new Outcome(
                List.of(alone),
                cores,
                cores,
                Machine.Meanwhile.NOTHING,
                new Effort(0, 1),
                new Printed("", 0));
    }

    /** This and, of what was measured later, all but the first arrangement. */
    public Outcome and(Outcome later) {
        var both = new ArrayList<>(series);
        both.addAll(later.series.subList(1, later.series.size()));
        return new Outcome(
                both,
                cores,
                Math.min(delivered, later.delivered),
                machine.and(later.machine),
                new Effort(
                        Math.max(effort.warmUpRounds, later.effort.warmUpRounds),
                        effort.runs + later.effort.runs),
                printed);
    }
}
