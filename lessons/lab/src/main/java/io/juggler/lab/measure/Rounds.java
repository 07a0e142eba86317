package io.juggler.lab.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs several arrangements in turn, round by round, so that whatever else the machine does meets
 * all of them; the order moves on by one each round. The first round is cold and stands apart. How
 * many rounds count comes from a time budget. An arrangement that was over its deadline once is not
 * run again.
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
    private final Job job;
    private final Expectation expectation;
    private final Runs[] runs;
    private final Prints prints = Prints.kept();
    private final Listener listener;
    private String phase = "first round";

    /** When all rounds should be over, by the clock; 0 while that is not known. */
    private long endsAt;

    private int warmUpRounds;
    private int runsMade;
    private int mountsKept;

    /** Told what is run next, by the thread that measures, between two runs. */
    @FunctionalInterface
    public interface Listener {

        /**
         * A run begins.
         *
         * @param arrangement which, by its place in the list
         * @param round as "round 2"
         * @param endsAt when all should be over, {@link System#nanoTime()}; 0 where that is not
         *     known
         */
        void begins(int arrangement, String round, long endsAt);
    }

    /** The runs of one arrangement that count, each with the first arrangement's of that round. */
    private static final class Runs {
        final List<Measured> own = new ArrayList<>();
        final List<Measured> base = new ArrayList<>();
        Measured cold;
        Series.Difference difference;
        boolean stopped;
    }

    /**
     * Rounds of those arrangements, each doing the same tasks.
     *
     * @param compared what of a result is compared with the others' results
     * @param reference the run whose results are the right ones, or null for the first that is made
     * @param listener told what is run next
     */
    public Rounds(
            List<Arrangement> arrangements,
            Job job,
            Function<Object, Object> compared,
            Measured reference,
            Listener listener) {
        this.arrangements = List.copyOf(arrangements);
        this.listener = listener;
        this.job = job;
        this.expectation = new Expectation(compared);
        this.runs = new Runs[arrangements.size()];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = new Runs();
        }
        if (reference != null) {
            expectation.expect(reference);
        }
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
                    coldRound();
                    long roundNanos = warmUp(begin, System.nanoTime() - begin);
                    for (int round = 0; round < rounds && anyLeft(); round++) {
                        expect(round, rounds - round, roundNanos);
                        long before = System.nanoTime();
                        count(round(round));
                        roundNanos = System.nanoTime() - before;
                    }
                    return series(false);
                });
    }

    private interface Measuring {
        List<Series> run() throws InterruptedException;
    }

    private Outcome probed(Measuring measuring) throws InterruptedException {
        try (var watch = Watch.over(arrangements)) {
            double before = DeliveredCores.probe();
            var machine = Machine.read();
            try (var capture = new Prints.Capture()) {
                var series = Series.withWaits(measuring.run(), watch);
                var meanwhile = Machine.read().since(machine);
                double probed = (before + DeliveredCores.probe()) / 2;
                return new Outcome(
                        series,
                        Runtime.getRuntime().availableProcessors(),
                        Math.max(probed, mostUsed(series)),
                        meanwhile,
                        new Outcome.Effort(warmUpRounds, runsMade),
                        new Outcome.Printed(prints.text(capture.charset()), prints.cut()));
            }
        }
    }

    /**
     * The most cores that any run kept busy: the machine gave them, whatever it did in the moments
     * of the probe. What is shorter than those moments says no more than they do, and where there
     * is one run of each, the others may have had less.
     */
    private static double mostUsed(List<Series> all) {
        return all.stream()
                .filter(series -> !series.coldOnly())
                .flatMap(series -> series.runs().stream())
                .filter(run -> run.stopped() == null)
                .map(Measured::cost)
                .filter(cost -> cost.wall() >= DeliveredCores.MOMENT_NANOS)
                .mapToDouble(cost -> (double) cost.cpu() / cost.wall())
                .map(used -> Math.min(used, Runtime.getRuntime().availableProcessors()))
                .max()
                .orElse(0);
    }

    private List<Series> run(long budgetNanos) throws InterruptedException {
        long begin = System.nanoTime();
        coldRound();
        long roundNanos = System.nanoTime() - begin;
        if (2 * roundNanos > budgetNanos || !anyLeft()) {
            return series(true);
        }
        roundNanos = warmUp(begin, roundNanos);
        int most = roundNanos < SHORT_ROUND_NANOS ? MOST_OF_SHORT_ROUNDS : MOST_OF_LONG_ROUNDS;
        for (int rounds = 0;
                rounds < most
                        && anyLeft()
                        && mayGoOn(rounds, budgetNanos - (System.nanoTime() - begin), roundNanos);
                rounds++) {
            long before = System.nanoTime();
            long left = (budgetNanos - (before - begin)) / Math.max(1, roundNanos);
            expect(rounds, Math.clamp(left, 1, most - rounds), roundNanos);
            count(round(rounds));
            long took = System.nanoTime() - before;
            roundNanos = rounds == 0 ? took : Math.max(roundNanos, took);
        }
        return series(false);
    }

    /** Says which round comes next, and when so many of them, this one included, should be over. */
    private void expect(int round, int more, long roundNanos) {
        phase = "round " + (round + 1);
        endsAt = System.nanoTime() + more * roundNanos;
    }

    /**
     * After one, three, five … rounds only if there is time for two more: then the median is a run
     * that can be shown.
     */
    private static boolean mayGoOn(int rounds, long leftNanos, long roundNanos) {
        return rounds % 2 == 0 || leftNanos >= 2 * roundNanos;
    }

    private boolean anyLeft() {
        for (var each : runs) {
            if (!each.stopped) {
                return true;
            }
        }
        return false;
    }

    private void coldRound() throws InterruptedException {
        var cold = round(0);
        for (int i = 0; i < runs.length; i++) {
            runs[i].cold = cold[i];
        }
    }

    private long warmUp(long begin, long coldNanos) throws InterruptedException {
        warmUpRounds = 1;
        phase = "warming up";
        long roundNanos = coldNanos;
        for (int i = 0;
                i < MOST_WARM_UP_ROUNDS
                        && System.nanoTime() - begin < WARM_AFTER_NANOS
                        && anyLeft();
                i++) {
            long before = System.nanoTime();
            round(i);
            warmUpRounds++;
            roundNanos = System.nanoTime() - before;
        }
        return roundNanos;
    }

    /** One run of each that is still in; null in place of the others. */
    private Measured[] round(int turn) throws InterruptedException {
        var round = new Measured[arrangements.size()];
        for (int i = 0; i < round.length; i++) {
            int which = (i + turn) % round.length;
            if (!runs[which].stopped) {
                // What the very first run prints is shown; the others print the same.
                var to = runsMade++ == 0 ? prints : Prints.dropped();
                listener.begins(which, phase, endsAt);
                round[which] = checked(which, arrangements.get(which).run(job.printing(to)));
            }
        }
        return round;
    }

    /** These runs count; their histories are kept as long as memory for them is in bounds. */
    private void count(Measured[] round) {
        boolean first = runs[0].own.isEmpty();
        for (var run : round) {
            mountsKept += run == null ? 0 : run.history().trace().size();
        }
        boolean keep = first || mountsKept <= MOUNTS_KEPT;
        for (int i = 0; i < round.length; i++) {
            if (round[i] != null) {
                runs[i].own.add(keep ? round[i] : round[i].withoutHistory());
                runs[i].base.add(round[0] == null ? runs[0].cold : round[0]);
            }
        }
    }

    private List<Series> series(boolean coldOnly) {
        var series = new ArrayList<Series>();
        for (var each : runs) {
            // Over its deadline in the cold round, or in warming up: that run is what there is.
            boolean only = coldOnly || each.own.isEmpty();
            series.add(
                    new Series(
                            each.cold,
                            only ? List.of(each.cold) : each.own,
                            only ? List.of(runs[0].cold) : each.base,
                            only,
                            each.difference));
        }
        return series;
    }

    private Measured checked(int arrangement, Measured run) {
        var mine = runs[arrangement];
        if (run.stopped() != null) {
            mine.stopped = true;
            if (mine.cold != null && mine.own.isEmpty()) {
                mine.cold = run;
            }
        }
        var difference = expectation.difference(run);
        if (difference == null) {
            return expectation.sharing(run);
        }
        if (mine.difference == null) {
            mine.difference = difference;
        }
        return run;
    }
}
