package io.juggler.lab.draw;

import io.juggler.lab.Drawing;
import io.juggler.lab.measure.Spread;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Drawings whose every number is fixed. */
public final class FixedDrawings {
    private static final long MS = 1_000_000;

    private FixedDrawings() {}

    /** One of each kind, and those of a machine with too little to draw. */
    public static List<Drawing> all() {
        return List.of(
                onEightCores(),
                onTwoCores(),
                onOneCore(),
                breakEven(),
                latencies(),
                heartbeat(),
                utilisation());
    }

    static Scaling onEightCores() {
        double[] times = {1, 1.9, 2.7, 3.5, 4.1, 4.6, 5.1, 5.4};
        return new Scaling(
                "sum",
                64,
                8,
                IntStream.rangeClosed(1, 8).mapToObj(n -> step(n, times[n - 1], 0.05)).toList());
    }

    /** The second thread shows nothing clear. */
    static Scaling onTwoCores() {
        return new Scaling("sum", 8, 2, List.of(step(1, 1, 0), step(2, 1.1, 0.4)));
    }

    static Scaling onOneCore() {
        return new Scaling("sum", 8, 1, List.of(step(1, 1, 0)));
    }

    private static Scaling.Step step(int threads, double times, double off) {
        return new Scaling.Step(
                threads,
                new Spread(200e6 / times, 190e6 / times, 220e6 / times, 5),
                new Spread(times, times * (1 - off), times * (1 + off), 5));
    }

    static BreakEven breakEven() {
        double[] alone = {200, 2_000, 20_000, 200_000, 2e6};
        double[] times = {0.05, 0.3, 0.9, 1.8, 1.95};
        return new BreakEven(
                "sum to n",
                8,
                2,
                IntStream.range(0, 5)
                        .mapToObj(
                                i ->
                                        new BreakEven.Size(
                                                (int) Math.pow(10, i + 1),
                                                alone[i],
                                                new Spread(
                                                        times[i],
                                                        times[i] * 0.9,
                                                        times[i] * 1.1,
                                                        7)))
                        .toList());
    }

    static Latencies latencies() {
        return new Latencies(
                "fetch",
                List.of(
                        new Latencies.Row(
                                "sequentially",
                                LongStream.rangeClosed(1, 100).map(i -> i * 20 * MS).toArray()),
                        new Latencies.Row(
                                "concurrently",
                                LongStream.rangeClosed(1, 100)
                                        .map(i -> 20 * MS + i * MS / 10)
                                        .toArray())));
    }

    static Heartbeat heartbeat() {
        var kept = LongStream.range(0, 41).mapToObj(i -> i * 20 * MS).toList();
        var lost = new ArrayList<>(LongStream.range(0, 11).mapToObj(i -> i * 20 * MS).toList());
        LongStream.range(0, 10).forEach(i -> lost.add(616 * MS + i * 20 * MS));
        return new Heartbeat(
                20 * MS,
                List.of(
                        new Heartbeat.Row("concurrently", lost),
                        new Heartbeat.Row("carriers(2)", kept)));
    }

    static Utilisation utilisation() {
        return new Utilisation(
                List.of(
                        new Utilisation.Row("concurrently", "carrier-1", 0.97),
                        new Utilisation.Row("inParallel", "carrier-1", 0.52),
                        new Utilisation.Row("inParallel", "carrier-2", 0.04),
                        new Utilisation.Row("pool(4)", "", 0.5)));
    }
}
