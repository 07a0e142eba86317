package io.juggler.lab.draw;

import io.juggler.lab.IndexedAction;
import io.juggler.lab.Lab;
import io.juggler.lab.PanelDrawing;
import io.juggler.lab.Strategy;
import io.juggler.lab.render.Axis;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Plot;
import io.juggler.lab.render.Plot.Mark;
import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task that wants to do something at a steady rhythm, such as drawing the frames of a game, while
 * another task does its work on the same carriers: the gaps between its beats.
 */
public final class Heartbeat extends PanelDrawing {
    private static final int BEATS_BEFORE = 10;
    private static final int BEATS_AFTER = 10;
    private static final long LONGEST_NANOS = 20_000_000_000L;

    /** A gap of so many times what was asked for is felt. */
    private static final double FELT = 2;

    private final long every;
    private final List<Row> rows;

    /**
     * One strategy.
     *
     * @param name what it is called
     * @param beats when it beat, in ns from the first one
     */
    record Row(String name, List<Long> beats) {
        Row {
            beats = List.copyOf(beats);
        }

        long longestGap() {
            long longest = 0;
            for (int i = 1; i < beats.size(); i++) {
                longest = Math.max(longest, beats.get(i) - beats.get(i - 1));
            }
            return longest;
        }

        long gapsLongerThan(long nanos) {
            return java.util.stream.IntStream.range(1, beats.size())
                    .filter(i -> beats.get(i) - beats.get(i - 1) > nanos)
                    .count();
        }
    }

    Heartbeat(long every, List<Row> rows) {
        this.every = every;
        this.rows = List.copyOf(rows);
    }

    static Heartbeat of(Duration every, IndexedAction work, Strategy... strategies) {
        Objects.requireNonNull(every, "a heartbeat needs a rhythm, as in Duration.ofMillis(20)");
        if (every.compareTo(Duration.ofMillis(1)) < 0
                || every.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException(
                    "a beat every " + every + ": it must be from 1 ms to 1 s");
        }
        var rows = new ArrayList<Row>();
        for (var strategy :
                strategies.length == 0 ? List.of(Lab.oneCarrier()) : List.of(strategies)) {
            rows.add(row(every, work, strategy));
        }
        return new Heartbeat(every.toNanos(), rows);
    }

    private static Row row(Duration every, IndexedAction work, Strategy strategy) {
        var beats = new ConcurrentLinkedQueue<Long>();
        var done = new AtomicBoolean();
        var both =
                Lab.action(
                        "heartbeat",
                        i -> {
                            if (i == 0) {
                                beat(every, beats, done);
                            } else {
                                Thread.sleep(every.multipliedBy(BEATS_BEFORE));
                                try {
                                    work.run(i);
                                } finally {
                                    done.set(true);
                                }
                            }
                        });
        var run = Lab.run(both, 2, strategy);
        if (run.failures().get(1) != null) {
            var thrown = run.failures().get(1);
            throw new IllegalStateException(
                    "the work beside the heartbeat failed: " + thrown, thrown);
        }
        var times = List.copyOf(beats);
        return new Row(
                strategy.name(), times.stream().map(moment -> moment - times.getFirst()).toList());
    }

    private static void beat(Duration every, ConcurrentLinkedQueue<Long> beats, AtomicBoolean done)
            throws InterruptedException {
        long begin = System.nanoTime();
        int after = 0;
        while (after < BEATS_AFTER && System.nanoTime() - begin < LONGEST_NANOS) {
            beats.add(System.nanoTime());
            after += done.get() ? 1 : 0;
            Thread.sleep(every);
        }
    }

    /** The longest time between two beats, by strategy in the order given. */
    public List<Duration> longestGaps() {
        return rows.stream().map(row -> Duration.ofNanos(row.longestGap())).toList();
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel = new Panel();
        var worst =
                rows.stream()
                        .max(java.util.Comparator.comparingLong(Row::longestGap))
                        .orElseThrow();
        var best =
                rows.stream()
                        .min(java.util.Comparator.comparingLong(Row::longestGap))
                        .orElseThrow();
        boolean felt = worst.longestGap() > FELT * every;
        panel.lead(
                felt
                        ? "On "
                                + worst.name()
                                + " nothing beat for "
                                + Quantity.time(worst.longestGap())
                        : "The rhythm was kept",
                "; a beat was asked for every "
                        + Quantity.time(every)
                        + (rows.size() > 1 && felt
                                ? ". On "
                                        + best.name()
                                        + " the longest gap was "
                                        + Quantity.time(best.longestGap())
                                : "")
                        + ".");
        panel.table(
                "gaps between beats",
                List.of("strategy", "beats", "longest gap", "gaps over twice the rhythm"),
                rows.stream()
                        .map(
                                row ->
                                        List.of(
                                                row.name(),
                                                Quantity.number(row.beats().size()),
                                                Quantity.time(row.longestGap()),
                                                Quantity.number(
                                                        row.gapsLongerThan((long) (FELT * every)))))
                        .toList());
        double end = rows.stream().mapToLong(row -> row.beats().getLast()).max().orElse(1);
        double most = Math.max(FELT * every, (double) worst.longestGap());
        rows.forEach(row -> panel.plot(plot(row, end, most)));
        return panel;
    }

    private Plot plot(Row row, double end, double most) {
        var bars = new ArrayList<Plot.Bar>();
        for (int i = 1; i < row.beats().size(); i++) {
            long from = row.beats().get(i - 1);
            long to = row.beats().get(i);
            bars.add(new Plot.Bar(from, to, to - from));
        }
        return Plot.of(
                        "Gaps between the beats on " + row.name() + ", over time.",
                        Axis.upTo("time of the beats", Math.max(1, end), Heartbeat::time),
                        Axis.upTo(row.name() + ", gap before a beat", most, Heartbeat::time))
                .with(new Mark.Bars("gap", 0, bars))
                .with(new Mark.Level("asked for", every));
    }

    private static String time(double nanos) {
        return nanos == 0 ? "0" : Quantity.time(nanos);
    }
}
