package io.juggler.lab.repeat;

import io.juggler.lab.Lab;
import io.juggler.lab.Strategy;
import io.juggler.lab.Task;
import io.juggler.lab.measure.Spread;
import io.juggler.lab.status.StatusLine;

import java.util.ArrayList;
import java.util.List;

/**
 * The wall times of several strategies, measured in turn, round by round, so that whatever else the
 * machine does meets all of them.
 *
 * @param walls for each strategy its wall times in ns, one for each round
 */
public record Repeated(List<List<Long>> walls) {
    private static final int MOST = 9;
    private static final int LEAST = 3;

    public Repeated {
        walls = walls.stream().map(List::copyOf).toList();
    }

    /**
     * Measures.
     *
     * @param budgetNanos what all rounds together should take; there are three in any case
     * @param status told what is measured
     */
    public static Repeated of(
            Task<?> task,
            int tasks,
            List<Strategy> strategies,
            long budgetNanos,
            StatusLine status) {
        long begin = System.nanoTime();
        status.now("warming up", begin + budgetNanos);
        long round = 0;
        // The first round of all is cold; short ones warm up until the compiler had its chance.
        do {
            round = System.nanoTime();
            for (var strategy : strategies) {
                wall(task, tasks, strategy);
            }
            round = System.nanoTime() - round;
        } while (System.nanoTime() - begin < budgetNanos / 4);
        var walls = new ArrayList<List<Long>>();
        strategies.forEach(_ -> walls.add(new ArrayList<>()));
        for (int r = 0;
                r < MOST && (r < LEAST || System.nanoTime() - begin + round < budgetNanos);
                r++) {
            status.now("round " + (r + 1), begin + budgetNanos);
            for (int i = 0; i < strategies.size(); i++) {
                int turn = (i + r) % strategies.size();
                walls.get(turn).add(wall(task, tasks, strategies.get(turn)));
            }
        }
        return new Repeated(walls);
    }

    private static long wall(Task<?> task, int tasks, Strategy strategy) {
        var run = Lab.run(task, tasks, strategy);
        if (!run.failures().isEmpty()) {
            var first = run.failures().firstEntry();
            throw new IllegalStateException(
                    task.name() + " " + first.getKey() + " failed: " + first.getValue(),
                    first.getValue());
        }
        return Math.max(1, run.wall().toNanos());
    }

    /** How many times as fast a strategy is as the first, round by round. */
    public Spread timesAsFast(int strategy) {
        var first = walls.getFirst();
        var mine = walls.get(strategy);
        double[] times = new double[mine.size()];
        for (int round = 0; round < times.length; round++) {
            times[round] = (double) first.get(round) / mine.get(round);
        }
        return Spread.of(times);
    }

    /** A strategy's wall times, in ns. */
    public Spread wall(int strategy) {
        return Spread.of(walls.get(strategy).stream().mapToDouble(Long::doubleValue).toArray());
    }
}
