package io.juggler.lab.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Runs several arrangements in turn, round by round, so that whatever else the machine does meets
 * all of them; the order moves on by one each round. The first round is cold and stands apart. How
 * many rounds count comes from a time budget.
 */
public final class Rounds {

    /** Enough to show a spread; more would only take the reader's time. */
    private static final int MOST_OF_LONG_ROUNDS = 5;

    /** Short rounds scatter more, and cost less. */
    private static final int MOST_OF_SHORT_ROUNDS = 15;

    private static final long SHORT_ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Short rounds are run until the JIT compiler has had that long. */
    private static final long WARM_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private static final int MOST_WARM_UP_ROUNDS = 50;

    /** Mounts kept over all runs, about 30 bytes each. */
    private static final int MOUNTS_KEPT = 1 << 19;

    private final List<Arrangement> arrangements;
    private final Work work;
    private final int tasks;
    private final List<Series.Difference> differences = new ArrayList<>();
    private final TreeSet<Integer> failedFirst = new TreeSet<>();
    private List<Object> expected;

    /**
     * Rounds of those arrangements, each doing the same tasks.
     *
     * @param reference the run whose results are the right ones, or null for the first that is made
     */
    public Rounds(List<Arrangement> arrangements, Work work, int tasks, Measured reference) {
        this.arrangements = List.copyOf(arrangements);
        this.work = work;
        this.tasks = tasks;
        if (reference != null) {
            expect(reference);
        }
        arrangements.forEach(_ -> differences.add(null));
    }

    /**
     * Runs them; one series each, in the order of the arrangements.
     *
     * @param budgetNanos the most that all rounds together should take, the cold one included, in
     *     ns; there is always one
     */
    public Outcome within(long budgetNanos) throws InterruptedException {
        return probed(() -> run(budgetNanos));
    }

    /**
     * Runs them that often, however long it takes, after one round that does not count.
     *
     * @param rounds how often, at least 1
     */
    public Outcome exactly(int rounds) throws InterruptedException {
        return probed(
                () -> {
                    long begin = System.nanoTime();
                    var cold = round(0);
                    warmUp(begin, System.nanoTime() - begin);
                    var kept = new Kept();
                    while (kept.rounds.size() < rounds) {
                        kept.add(round(kept.rounds.size()));
                    }
                    return series(cold, kept.rounds, false);
                });
    }

    private interface Measuring {
        List<Series> run() throws InterruptedException;
    }

    private static Outcome probed(Measuring measuring) throws InterruptedException {
        double before = DeliveredCores.probe();
        var series = measuring.run();
        return new Outcome(series, (before + DeliveredCores.probe()) / 2);
    }

    /** The rounds that count; their histories as long as memory for them is in bounds. */
    private static final class Kept {
        final List<List<Measured>> rounds = new ArrayList<>();
        private int mounts;

        void add(List<Measured> round) {
            mounts += round.stream().mapToInt(run -> run.history().trace().size()).sum();
            boolean keep = rounds.isEmpty() || mounts <= MOUNTS_KEPT;
            rounds.add(keep ? round : round.stream().map(Measured::withoutHistory).toList());
        }
    }

    private List<Series> run(long budgetNanos) throws InterruptedException {
        long begin = System.nanoTime();
        var cold = round(0);
        long roundNanos = System.nanoTime() - begin;
        if (2 * roundNanos > budgetNanos) {
            return series(cold, List.of(cold), true);
        }
        roundNanos = warmUp(begin, roundNanos);
        int most = roundNanos < SHORT_ROUND_NANOS ? MOST_OF_SHORT_ROUNDS : MOST_OF_LONG_ROUNDS;
        var kept = new Kept();
        while (kept.rounds.size() < most
                && mayGoOn(
                        kept.rounds.size(),
                        budgetNanos - (System.nanoTime() - begin),
                        roundNanos)) {
            long before = System.nanoTime();
            var round = round(kept.rounds.size());
            long took = System.nanoTime() - before;
            roundNanos = kept.rounds.isEmpty() ? took : Math.max(roundNanos, took);
            kept.add(round);
        }
        return series(cold, kept.rounds, false);
    }

    /**
     * After one, three, five … rounds only if there is time for two more: then the median is a run
     * that can be shown.
     */
    private static boolean mayGoOn(int rounds, long leftNanos, long roundNanos) {
        return rounds % 2 == 0 || leftNanos >= 2 * roundNanos;
    }

    private List<Series> series(
            List<Measured> cold, List<List<Measured>> rounds, boolean coldOnly) {
        var series = new ArrayList<Series>();
        for (int i = 0; i < arrangements.size(); i++) {
            int which = i;
            series.add(
                    new Series(
                            cold.get(i),
                            rounds.stream().map(round -> round.get(which)).toList(),
                            rounds.stream().map(List::getFirst).toList(),
                            coldOnly,
                            differences.get(i)));
        }
        return series;
    }

    private long warmUp(long begin, long coldNanos) throws InterruptedException {
        long roundNanos = coldNanos;
        for (int i = 0;
                i < MOST_WARM_UP_ROUNDS && System.nanoTime() - begin < WARM_AFTER_NANOS;
                i++) {
            long before = System.nanoTime();
            round(i);
            roundNanos = System.nanoTime() - before;
        }
        return roundNanos;
    }

    private List<Measured> round(int turn) throws InterruptedException {
        var round = new Measured[arrangements.size()];
        for (int i = 0; i < round.length; i++) {
            int which = (i + turn) % round.length;
            round[which] = checked(which, arrangements.get(which).run(work, tasks));
        }
        return List.of(round);
    }

    private void expect(Measured reference) {
        expected = reference.results();
        failedFirst.addAll(reference.failures().keySet());
    }

    /** Compares a run's results with the very first run's, and keeps one copy of what is equal. */
    private Measured checked(int arrangement, Measured run) {
        if (expected == null) {
            expect(run);
            return run;
        }
        var skipped = new TreeSet<>(run.failures().keySet());
        skipped.addAll(failedFirst);
        int task = Agreement.firstDifference(expected, run.results(), skipped);
        if (task < 0) {
            return run.failures().isEmpty() && failedFirst.isEmpty()
                    ? run.withResults(expected)
                    : run;
        }
        if (differences.get(arrangement) == null) {
            differences.set(
                    arrangement,
                    new Series.Difference(task, expected.get(task), run.results().get(task)));
        }
        return run;
    }
}
