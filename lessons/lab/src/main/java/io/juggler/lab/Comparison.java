package io.juggler.lab;

import io.juggler.lab.measure.Arrangement;
import io.juggler.lab.measure.Rounds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * The same tasks done in several ways, measured in turn. As a cell's value it is drawn as one
 * timing table and one timeline; {@link #toString} is the same as text.
 *
 * <p>It is measured once, by the first call that needs the outcome, such as {@link #rows} or
 * showing it; that call takes as long as the measuring. The first round is a warm-up and stands
 * apart; then all strategies run in turn, as often as the time budget of 8 s allows, at most 15
 * times. Where there is time for a single round only, that one counts, and no range is claimed.
 *
 * <p>This class may be used by any thread; a second one waits for the measuring of the first.
 *
 * @param <T> the result's type
 */
public final class Comparison<T> {
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(8_000);

    private final Task<T> task;
    private final int tasks;
    private final List<Strategy> strategies;
    private Findings<T> findings;

    Comparison(Task<T> task, int tasks, List<Strategy> strategies) {
        this.task = task;
        this.tasks = tasks;
        this.strategies = List.copyOf(strategies);
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
        return findings().rows();
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
        return findings().figure().verdict().text();
    }

    /** The task. */
    public Task<T> task() {
        return task;
    }

    /** How many tasks each run did. */
    public int tasks() {
        return tasks;
    }

    /** Timing table and timeline as an HTML fragment. */
    public String toHtml() {
        return findings().figure().toHtml();
    }

    /** Timing table and timeline as text of at most 80 columns. */
    public String toText() {
        return findings().figure().toText();
    }

    /** The same as {@link #toText}. */
    @Override
    public String toString() {
        return toText();
    }

    private synchronized Findings<T> findings() {
        if (findings == null) {
            var arrangements = new ArrayList<Arrangement>();
            for (var strategy : strategies) {
                arrangements.add(Figures.arrangementOf(strategy));
            }
            try {
                var outcome =
                        new Rounds(arrangements, task.work()::run, tasks).within(BUDGET_NANOS);
                findings = Findings.of(task, tasks, strategies, outcome);
            } catch (InterruptedException e) {
                throw Lab.interrupted("compare", task, tasks, e);
            }
        }
        return findings;
    }
}
