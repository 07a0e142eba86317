package io.juggler.lab.render;

import io.juggler.lab.measure.Spread;
import io.juggler.lab.trace.Interval;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Everything a timing table with its timeline shows.
 *
 * @param task what the task is called
 * @param tasks how many there were
 * @param cores how many cores the JVM sees
 * @param verdict what it comes to
 * @param rows one for each strategy, at least one
 * @param notes what holds for all rows
 * @param printed what the tasks printed, in one run of all; may be empty
 */
public record Figure(
        String task,
        int tasks,
        int cores,
        Verdict verdict,
        List<Row> rows,
        List<String> notes,
        String printed) {

    private static final double SHORTEST_FOR_CPU_NANOS = 1e6;

    public Figure {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * What it comes to, in words.
     *
     * @param claim the claim itself
     * @param evidence what it rests on, in whole sentences; may be empty
     */
    public record Verdict(String claim, String evidence) {

        /** Both, as one text. */
        public String text() {
            return evidence.isEmpty() ? claim + "." : claim + ": " + evidence;
        }
    }

    /**
     * One strategy.
     *
     * @param strategy what it is called
     * @param on the carriers or threads it had, as "1 carrier"
     * @param wall wall time, in ns
     * @param cpu median CPU time, in ns; not a number where it is not known
     * @param peak the most tasks that were under way at one moment
     * @param latency how long single tasks took
     * @param waiting which share of the tasks' time was waiting, from 0 to 1, where that could be
     *     seen
     * @param speedUp against the first row
     * @param best whether it is the one to look at
     * @param notes what the reader should know about it
     * @param track one run of it, to be drawn
     */
    public record Row(
            String strategy,
            String on,
            Spread wall,
            double cpu,
            int peak,
            Latency latency,
            OptionalDouble waiting,
            SpeedUp speedUp,
            boolean best,
            List<String> notes,
            Track track) {

        public Row {
            notes = List.copyOf(notes);
        }

        String cpuText() {
            return Double.isNaN(cpu) ? "–" : Quantity.time(cpu);
        }

        /**
         * How many cores were busy with the tasks, on average; not told for a run so short that
         * starting its threads weighs more than the tasks.
         */
        String coresUsed() {
            return wall.median() < SHORTEST_FOR_CPU_NANOS || Double.isNaN(cpu)
                    ? "–"
                    : Quantity.cores(cpu / wall.median());
        }
    }

    /**
     * How long tasks took from their begin to their end, in ns.
     *
     * @param p50 half of them took no longer
     * @param p95 19 of 20 took no longer
     * @param max the longest
     */
    public record Latency(double p50, double p95, double max) {

        /** Of those times, shortest first; not numbers where there are none. */
        public static Latency of(long... sorted) {
            return sorted.length == 0
                    ? new Latency(Double.NaN, Double.NaN, Double.NaN)
                    : new Latency(
                            percentile(sorted, 50),
                            percentile(sorted, 95),
                            sorted[sorted.length - 1]);
        }

        /** The least of them that so many percent do not exceed. */
        private static long percentile(long[] sorted, int percent) {
            return sorted[Math.ceilDiv(percent * sorted.length, 100) - 1];
        }
    }

    /** How much faster than the first row. */
    public sealed interface SpeedUp {

        /** This is the first row, or there is no other. */
        record Base() implements SpeedUp {}

        /**
         * That many times.
         *
         * @param times by how much, round by round
         */
        record Times(Spread times) implements SpeedUp {}

        /**
         * It cannot be told from none: the range has 1 inside.
         *
         * @param times by how much, round by round
         */
        record Unclear(Spread times) implements SpeedUp {}

        /** Not the same work was done. */
        record None() implements SpeedUp {}
    }

    /**
     * One run.
     *
     * @param end its wall time, in ns
     * @param intervals what each task did, in ns from the start of the run, in order of time
     * @param failed the tasks that failed
     * @param carriers the carriers or threads, in order
     */
    public record Track(
            long end, List<Interval> intervals, Set<Integer> failed, List<String> carriers) {

        public Track {
            intervals = List.copyOf(intervals);
            failed = Set.copyOf(failed);
            carriers = List.copyOf(carriers);
        }
    }

    /** Such as "5 tasks on 2 cores". */
    String heading() {
        return Quantity.count(tasks, "task") + " on " + Quantity.count(cores, "core");
    }

    /** Such as "median of 3 runs". */
    String runsText() {
        int least = rows.stream().mapToInt(row -> row.wall().readings()).min().orElse(1);
        int most = rows.stream().mapToInt(row -> row.wall().readings()).max().orElse(1);
        if (most == 1) {
            return "one run";
        }
        return "median of " + (least == most ? "" : least + " to ") + most + " runs";
    }

    /** The longest time that is drawn, in ns. */
    long span() {
        return Math.max(1, rows.stream().mapToLong(row -> row.track().end()).max().orElse(1));
    }

    /** This as an HTML fragment: a table, and a timeline as inline SVG. */
    public String toHtml() {
        return new HtmlFigure(this).html();
    }

    /** This as text of at most 80 columns. */
    public String toText() {
        return new TextFigure(this).text();
    }
}
