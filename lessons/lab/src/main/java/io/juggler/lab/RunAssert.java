package io.juggler.lab;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a test claims of a run. Each claim returns this, or throws an {@link AssertionError} that
 * says what was seen instead.
 *
 * <pre>{@code
 * import static io.juggler.lab.RunAssert.assertThat;
 *
 * var run = Lab.concurrently(fetch, 5);
 * assertThat(run).succeeded().usedOneCarrier().overlapped();
 * }</pre>
 */
public final class RunAssert {
    private final Run<?> run;

    private RunAssert(Run<?> run) {
        this.run = run;
    }

    /** Begins a claim. */
    public static RunAssert assertThat(Run<?> run) {
        return new RunAssert(
                Objects.requireNonNull(
                        run,
                        "assertThat(null): run tasks first, as in"
                                + " assertThat(concurrently(fetch, 5))"));
    }

    /** Every task ended, and none failed. */
    public RunAssert succeeded() {
        return claim(
                run.failures().isEmpty() && run.measured().overDeadline().isEmpty(),
                "not every task succeeded");
    }

    /** The tasks ran on exactly one carrier or thread. */
    public RunAssert usedOneCarrier() {
        return usedCarriers(1);
    }

    /** The tasks ran on exactly that many carriers or threads. */
    public RunAssert usedCarriers(int carriers) {
        return claim(
                run.carriers().size() == carriers,
                "expected " + carriers + " carriers or threads, but saw " + run.carriers());
    }

    /** At some moment more than one task had begun and not ended. */
    public RunAssert overlapped() {
        return claim(run.peak() > 1, "no two tasks were under way at once");
    }

    /** At each moment at most one task had begun and not ended. */
    public RunAssert tookTurns() {
        return claim(run.peak() <= 1, run.peak() + " tasks were under way at once");
    }

    /** No task waited while it held its carrier. */
    public RunAssert neverPinned() {
        return claim(
                run.slices().stream().noneMatch(slice -> slice.state() == Slice.State.PINNED),
                "tasks waited and held their carrier");
    }

    /** It took less than that. */
    public RunAssert tookLessThan(Duration limit) {
        return claim(run.wall().compareTo(limit) < 0, "expected less than " + limit);
    }

    /** It gave these results, in the order of the tasks. */
    public RunAssert gave(List<?> results) {
        return claim(
                run.results().equals(results),
                "expected the results " + results + ", but they are " + run.results());
    }

    private RunAssert claim(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise + "\n" + run.toText());
        }
        return this;
    }
}
