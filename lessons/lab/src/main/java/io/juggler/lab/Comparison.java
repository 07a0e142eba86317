package io.juggler.lab;

import io.juggler.lab.Measurement.Plan;
import io.juggler.lab.kernel.Places;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Outcome;
import io.juggler.lab.repeat.Budget;
import io.juggler.lab.status.StatusLine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The same tasks done in several ways, measured in turn. As a cell's value it is drawn as one
 * timing table and one timeline; {@link #toString} is the same as text.
 *
 * <p>It was measured by the call that made it. The first round is a warm-up and stands apart; then
 * all strategies run in turn, as often as the time budget of 8 s allows, at most 15 times. Where
 * there is time for a single round only, that one counts, and no range is claimed.
 *
 * <pre>{@code
 * var nap = Lab.task("nap", i -> { Thread.sleep(100); return i; });
 * IO.println(Lab.compare(nap, 8).with(Lab.pool(4)));
 * }</pre>
 *
 * @param <T> the result's type
 */
public final class Comparison<T> implements Drawing {
    private static final Plan BUDGET = new Plan.Within(Budget.nanos(Duration.ofSeconds(8)));
    private static final int MOST_ROUNDS = 1_000;

    private final Task<T> task;
    private final int tasks;
    private final List<Strategy> strategies;
    private final boolean oneCore;
    private final Outcome outcome;
    private final Findings<T> findings;

    private Comparison(
            Task<T> task, int tasks, List<Strategy> strategies, boolean oneCore, Outcome outcome) {
        this.task = task;
        this.tasks = tasks;
        this.strategies = List.copyOf(strategies);
        this.oneCore = oneCore;
        this.outcome = outcome;
        this.findings = Findings.of(task, tasks, strategies, outcome);
    }

    /** Measures. */
    static <T> Comparison<T> of(Task<T> task, int tasks, List<Strategy> strategies) {
        return new Comparison<>(
                task,
                tasks,
                strategies,
                false,
                measured(task, tasks, strategies, null, BUDGET, false));
    }

    /**
     * This comparison with more rows. Only these are measured now, in rounds together with the
     * first row's strategy, with which they are compared.
     *
     * @throws IllegalArgumentException when a strategy is there already
     */
    public Comparison<T> with(Strategy... more) {
        var all = distinct(strategies, more);
        if (more.length == 0) {
            return this;
        }
        var measured = new ArrayList<Strategy>();
        measured.add(strategies.getFirst());
        measured.addAll(List.of(more));
        var reference = outcome.series().getFirst().cold();
        var added = measured(task, tasks, measured, reference, BUDGET, oneCore);
        return new Comparison<>(task, tasks, all, oneCore, outcome.and(added));
    }

    /**
     * Measures the same strategies again, exactly that often, however long it takes.
     *
     * @param rounds how often, from 1 to 1,000
     */
    public Comparison<T> repeat(int rounds) {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    "repeat(" + rounds + "): the number of rounds must be from 1 to 1,000");
        }
        return again(new Plan.Exactly(rounds), oneCore);
    }

    /**
     * Measures the same strategies again, as often as that time allows; once in any case.
     *
     * @param time how long all rounds together should take
     */
    public Comparison<T> budget(Duration time) {
        Objects.requireNonNull(
                time, "budget(null): give a time, as in budget(Duration.ofSeconds(20))");
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "budget(" + time + "): the time must be more than none");
        }
        return again(new Plan.Within(time.toNanos()), oneCore);
    }

    /**
     * Measures the same strategies again, in a JVM that sees one processor. It is given the task as
     * {@link Lab#processes} gives it: what the task holds, and the cell variables that it reads,
     * must be serialisable, and so must results.
     */
    public Comparison<T> onOneCore() {
        return again(BUDGET, true);
    }

    private Comparison<T> again(Plan plan, boolean onOneCore) {
        return new Comparison<>(
                task,
                tasks,
                strategies,
                onOneCore,
                measured(task, tasks, strategies, null, plan, onOneCore));
    }

    /** Those there are and more, each by another name. */
    static List<Strategy> distinct(List<Strategy> there, Strategy... more) {
        var all = new ArrayList<>(there);
        for (var strategy : more) {
            Objects.requireNonNull(
                    strategy, "a strategy is null: name them, as in oneCarrier(), pool(4)");
            if (all.stream().anyMatch(other -> other.name().equals(strategy.name()))) {
                throw new IllegalArgumentException(
                        "there is a row " + strategy.name() + " already");
            }
            all.add(strategy);
        }
        return all;
    }

    private static Outcome measured(
            Task<?> task,
            int tasks,
            List<Strategy> strategies,
            Measured reference,
            Plan plan,
            boolean oneCore) {
        var measurement = new Measurement(task, tasks, strategies, reference, plan);
        var what = Figures.whatOf(task, tasks);
        try (var status = StatusLine.open(what, Places.here())) {
            status.now("getting ready", 0);
            return oneCore ? measurement.onOneCore(status) : measurement.here(status);
        } catch (InterruptedException e) {
            throw Lab.interrupted("compare", task, tasks, e);
        }
    }

    /**
     * One strategy's outcome.
     *
     * @param strategy how the tasks were run
     * @param run the run whose wall time is nearest the median: its results, slices and carriers
     * @param walls the wall time of each run that counts, in the order they were made
     * @param cpu median CPU time of the carriers or threads that the tasks ran on
     * @param waiting which share of the tasks' own time was waiting for something other than a
     *     core, from 0 to 1; empty where that could not be seen
     * @param speedUp how many times faster than the first row; empty for the first row, where the
     *     range of the rounds has 1 inside, and where tasks failed or gave another result
     * @param notes what the reader should know about it
     */
    public record Row<T>(
            Strategy strategy,
            Run<T> run,
            List<Duration> walls,
            Duration cpu,
            OptionalDouble waiting,
            Optional<SpeedUp> speedUp,
            List<String> notes) {

        public Row {
            walls = List.copyOf(walls);
            notes = List.copyOf(notes);
        }

        /** Median wall time. */
        public Duration wall() {
            var sorted = walls.stream().sorted().toList();
            int half = sorted.size() / 2;
            return sorted.size() % 2 == 1
                    ? sorted.get(half)
                    : sorted.get(half - 1).plus(sorted.get(half)).dividedBy(2);
        }

        /** How many cores were busy with the tasks on average: CPU time divided by wall time. */
        public double coresUsed() {
            return (double) cpu.toNanos() / Math.max(1, wall().toNanos());
        }
    }

    /**
     * How many times faster than the first row, taken round by round.
     *
     * @param median the middle one
     * @param min the least
     * @param max the most
     */
    public record SpeedUp(double median, double min, double max) {}

    /**
     * One row for each strategy, in the order of the table; the first is what the others are
     * compared with.
     */
    public List<Row<T>> rows() {
        return findings.rows();
    }

    /**
     * The row of that name.
     *
     * @param strategy such as "concurrently"
     * @throws IllegalArgumentException when there is none
     */
    public Row<T> row(String strategy) {
        Objects.requireNonNull(strategy, "strategy");
        for (var row : rows()) {
            if (row.strategy().name().equals(strategy)) {
                return row;
            }
        }
        throw new IllegalArgumentException(
                "no row \""
                        + strategy
                        + "\"; there are "
                        + String.join(", ", strategies.stream().map(Strategy::name).toList()));
    }

    /** What it comes to, in words: whether the task waits or computes, and what that gains. */
    public String verdict() {
        return findings.figure().verdict().text();
    }

    /** The task. */
    public Task<T> task() {
        return task;
    }

    /** How many tasks each run did. */
    public int tasks() {
        return tasks;
    }

    /** The table as a JSON object, with the results of each row; times are in ns. */
    public String toJson() {
        return Export.json(this, outcome.cores(), outcome.delivered());
    }

    /** Timing table and timeline as an HTML fragment. */
    @Override
    public String toHtml() {
        return findings.figure().toHtml();
    }

    /** Timing table and timeline as text of at most 80 columns. */
    @Override
    public String toText() {
        return findings.figure().toText();
    }

    /** The same as {@link #toText}. */
    @Override
    public String toString() {
        return toText();
    }
}
