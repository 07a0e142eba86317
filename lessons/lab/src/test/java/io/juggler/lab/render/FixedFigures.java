package io.juggler.lab.render;

import io.juggler.lab.measure.Spread;
import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Figures whose every number is fixed. */
public final class FixedFigures {
    private static final long MS = 1_000_000;

    private FixedFigures() {}

    /** Five fetches of 200 ms, each with 4 ms of running before and after. */
    public static Figure fetches(String name) {
        var inTurn = new ArrayList<Interval>();
        var together = new ArrayList<Interval>();
        for (int i = 0; i < 5; i++) {
            fetch(inTurn, i, i * 208L);
            if (i > 0) {
                together.add(new Interval(i, "", Doing.READY, 0, i * 4L * MS));
            }
            fetch(together, i, i * 4L);
        }
        return new Figure(
                name,
                5,
                2,
                new Figure.Verdict(name + " × 5 is I/O-bound", "96 % of its time it waits."),
                List.of(
                        new Figure.Row(
                                "sequentially",
                                "1 carrier",
                                new Spread(1040e6, 1035e6, 1052e6, 3),
                                71e6,
                                1,
                                new Figure.Latency(208e6, 211e6, 212e6),
                                OptionalDouble.of(0.96),
                                new Figure.SpeedUp.Base(),
                                false,
                                List.of("the first, cold run took 1.32 s and is not counted"),
                                new Figure.Track(
                                        1040 * MS, inTurn, Set.of(), List.of("carrier-1"))),
                        new Figure.Row(
                                "concurrently",
                                "1 carrier",
                                new Spread(224e6, 220e6, 231e6, 3),
                                70e6,
                                5,
                                new Figure.Latency(212e6, 224e6, 224e6),
                                OptionalDouble.of(0.92),
                                new Figure.SpeedUp.Times(new Spread(4.64, 4.5, 4.7, 3)),
                                true,
                                List.of(),
                                new Figure.Track(
                                        224 * MS, together, Set.of(3), List.of("carrier-1"))),
                        new Figure.Row(
                                "inParallel",
                                "2 carriers",
                                new Spread(980e6, 900e6, 1060e6, 3),
                                72e6,
                                2,
                                new Figure.Latency(208e6, 980e6, 980e6),
                                OptionalDouble.empty(),
                                new Figure.SpeedUp.Unclear(new Spread(1.04, 0.97, 1.2, 3)),
                                false,
                                List.of("speed-up withheld: its range 0.97–1.2 has 1 inside"),
                                new Figure.Track(
                                        980 * MS,
                                        List.of(
                                                new Interval(
                                                        0,
                                                        "carrier-2",
                                                        Doing.UNKNOWN,
                                                        0,
                                                        980 * MS)),
                                        Set.of(),
                                        List.of("carrier-1", "carrier-2")))),
                List.of("2 cores seen by this JVM"),
                "");
    }

    private static void fetch(List<Interval> intervals, int task, long atMillis) {
        intervals.add(
                new Interval(task, "carrier-1", Doing.RUNNING, atMillis * MS, (atMillis + 4) * MS));
        intervals.add(
                new Interval(task, "", Doing.WAITING, (atMillis + 4) * MS, (atMillis + 204) * MS));
        intervals.add(
                new Interval(
                        task,
                        "carrier-1",
                        Doing.RUNNING,
                        (atMillis + 204) * MS,
                        (atMillis + 208) * MS));
    }

    /** A thousand tasks that run one after another for 1 ms and wait for 500. */
    public static Figure crowd() {
        var intervals = new ArrayList<Interval>();
        for (int i = 0; i < 1000; i++) {
            intervals.add(new Interval(i, "", Doing.READY, 0, i * MS));
            intervals.add(new Interval(i, "carrier-1", Doing.RUNNING, i * MS, (i + 1) * MS));
            intervals.add(new Interval(i, "", Doing.WAITING, (i + 1) * MS, (i + 501) * MS));
        }
        return new Figure(
                "call",
                1000,
                2,
                new Figure.Verdict("call × 1,000 concurrently took 1.50 s", ""),
                List.of(
                        new Figure.Row(
                                "concurrently",
                                "1 carrier",
                                new Spread(1500e6, 1500e6, 1500e6, 1),
                                1000e6,
                                501,
                                new Figure.Latency(501e6, 501e6, 501e6),
                                OptionalDouble.of(0.5),
                                new Figure.SpeedUp.Base(),
                                false,
                                List.of(),
                                new Figure.Track(
                                        1500 * MS, intervals, Set.of(), List.of("carrier-1")))),
                List.of(),
                "");
    }

    /** Ten thousand waits of 100 ms on a hundred threads, each of which is held by the task. */
    public static Figure crowdOnThreads() {
        var intervals = new ArrayList<Interval>();
        var threads = new ArrayList<String>();
        for (int i = 0; i < 10_000; i++) {
            var thread = "pool-" + (1 + i % 100);
            long begin = i / 100 * 101L * MS;
            intervals.add(new Interval(i, "", Doing.READY, 0, begin));
            intervals.add(new Interval(i, thread, Doing.RUNNING, begin, begin + MS));
            intervals.add(new Interval(i, thread, Doing.WAITING, begin + MS, begin + 101 * MS));
        }
        for (int i = 1; i <= 100; i++) {
            threads.add("pool-" + i);
        }
        var row =
                new Figure.Row(
                        "pool(100)",
                        "100 threads",
                        new Spread(10100e6, 10100e6, 10100e6, 1),
                        200e6,
                        100,
                        new Figure.Latency(101e6, 101e6, 101e6),
                        OptionalDouble.of(0.99),
                        new Figure.SpeedUp.Base(),
                        false,
                        List.of(),
                        new Figure.Track(10_100 * MS, intervals, Set.of(), threads));
        return new Figure(
                "wait",
                10_000,
                2,
                new Figure.Verdict("wait × 10,000 pool(100) took 10.1 s", ""),
                List.of(row),
                List.of(),
                "");
    }

    /**
     * Three tasks that load a class each, which sleeps in its initialiser, and one that only
     * sleeps: they wait for 200 ms each, three of them on the only carrier.
     */
    public static Figure pinned() {
        var intervals = new ArrayList<Interval>();
        for (int i = 0; i < 3; i++) {
            long begin = i * 210L * MS;
            if (i > 0) {
                intervals.add(new Interval(i, "", Doing.READY, 0, begin));
            }
            intervals.add(new Interval(i, "carrier-1", Doing.RUNNING, begin, begin + 10 * MS));
            intervals.add(
                    new Interval(i, "carrier-1", Doing.PINNED, begin + 10 * MS, begin + 210 * MS));
        }
        intervals.add(new Interval(3, "", Doing.READY, 0, 630 * MS));
        intervals.add(new Interval(3, "carrier-1", Doing.RUNNING, 630 * MS, 640 * MS));
        intervals.add(new Interval(3, "", Doing.WAITING, 640 * MS, 840 * MS));
        var row =
                new Figure.Row(
                        "concurrently",
                        "1 carrier",
                        new Spread(840e6, 840e6, 840e6, 1),
                        40e6,
                        2,
                        new Figure.Latency(210e6, 210e6, 210e6),
                        OptionalDouble.of(0.95),
                        new Figure.SpeedUp.Base(),
                        false,
                        List.of("pinned: tasks waited for 600 ms and held their carrier meanwhile"),
                        new Figure.Track(840 * MS, intervals, Set.of(), List.of("carrier-1")));
        return new Figure(
                "load",
                4,
                2,
                new Figure.Verdict(
                        "load × 4 concurrently took 840 ms",
                        "Pinned: concurrently had its carrier held for 600 ms by tasks that waited."
                                + " At most 2 at once."),
                List.of(row),
                List.of("one run, not warmed up: no range is claimed"),
                "");
    }

    /** A row of which only these matter. */
    public static Figure.Row row(String strategy, double waiting, Figure.SpeedUp speedUp) {
        return new Figure.Row(
                strategy,
                "1 carrier",
                new Spread(1e9, 1e9, 1e9, 3),
                1e9,
                1,
                new Figure.Latency(1e6, 1e6, 1e6),
                OptionalDouble.of(waiting),
                speedUp,
                false,
                List.of(),
                new Figure.Track(1_000 * MS, List.of(), Set.of(), List.of("carrier-1")));
    }
}
