package io.juggler.lab;

import io.juggler.lab.export.TraceEvents;
import io.juggler.lab.kernel.OtherKernels;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.render.Figure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of several tasks: their results, what it cost, and what each task did when. As a cell's
 * value it is drawn as a timing table and a timeline; {@link #toString} is the same as text.
 *
 * <pre>{@code
 * var run = Lab.concurrently(Lab.task("nap", i -> { Thread.sleep(200); return i; }), 5);
 * IO.println(run.wall());      // about 0.2 s: the waits overlap
 * IO.println(run.carriers());  // [carrier-1]
 * }</pre>
 *
 * @param <T> the result's type
 */
public final class Run<T> implements Drawing {
    private final Task<T> task;
    private final Strategy strategy;
    private final Measured measured;
    private List<Slice> slices;

    Run(Task<T> task, Strategy strategy, Measured measured) {
        this.task = task;
        this.strategy = strategy;
        this.measured = measured;
        OtherKernels.introduce();
    }

    /** The tasks' results, in task order; null for a task that failed, see {@link #failures}. */
    @SuppressWarnings(
            "unchecked") // the work of a Task<T> gives Ts, and nothing else writes results
    public List<T> results() {
        return (List<T>) measured.results();
    }

    /** What tasks threw, by index; empty when all went well. */
    public SortedMap<Integer, Throwable> failures() {
        return measured.failures();
    }

    /**
     * How long it took: to the end of the last task, from the moment the first could begin. One
     * after another that is when the loop begins; else, when the first task is handed over.
     */
    public Duration wall() {
        return Duration.ofNanos(measured.cost().wall());
    }

    /**
     * CPU time of the carriers or threads that the tasks ran on. What other threads of the JVM used
     * (compiler, collector, a server) is not in it.
     */
    public Duration cpu() {
        return Duration.ofNanos(measured.cost().cpu());
    }

    /** CPU time of each carrier or thread that tasks ran on. */
    public Map<String, Duration> cpuByCarrier() {
        var all = new TreeMap<String, Duration>();
        measured.cost()
                .cpuOf()
                .forEach((carrier, nanos) -> all.put(carrier, Duration.ofNanos(nanos)));
        return Collections.unmodifiableMap(all);
    }

    /** CPU time of the whole JVM meanwhile: compiler, collector and servers included. */
    public Duration processCpu() {
        return Duration.ofNanos(measured.cost().processCpu());
    }

    /** What all threads of the JVM allocated meanwhile, in bytes. */
    public long allocated() {
        return measured.cost().allocated();
    }

    /** How long the garbage collector worked meanwhile. */
    public Duration collecting() {
        return Duration.ofMillis(measured.cost().collecting());
    }

    /** The most tasks that had begun and not ended at one moment. */
    public int peak() {
        return measured.peak();
    }

    /**
     * How long single tasks took, from their begin to their end.
     *
     * @param p50 half of them took no longer
     * @param p95 19 of 20 took no longer
     * @param max the longest
     */
    public record Latency(Duration p50, Duration p95, Duration max) {}

    /** How long single tasks took, of those that ended. */
    public Latency latency() {
        var latency = Figure.Latency.of(measured.latencies());
        return new Latency(
                Duration.ofNanos((long) latency.p50()),
                Duration.ofNanos((long) latency.p95()),
                Duration.ofNanos((long) latency.max()));
    }

    /** The carriers or threads that tasks were seen on. */
    public Set<String> carriers() {
        return measured.carriers();
    }

    /**
     * What each task did and when, in order of time; in ns from the start of the run. On one
     * carrier no two {@link Slice.State#RUNNING} slices overlap. Of a very long run the beginning:
     * the first 250,000 mounts or so.
     */
    public synchronized List<Slice> slices() {
        if (slices == null) {
            var all = new ArrayList<Slice>();
            measured.intervals().forEach(interval -> all.add(Slice.of(interval)));
            slices = Collections.unmodifiableList(all);
        }
        return slices;
    }

    /** How many tasks there were. */
    public int tasks() {
        return measured.results().size();
    }

    /** The task. */
    public Task<T> task() {
        return task;
    }

    /** How the tasks were run. */
    public Strategy strategy() {
        return strategy;
    }

    /**
     * Whether every mount was recorded. Where it was not, because the JVM was started without
     * {@code --add-opens java.base/java.lang=ALL-UNNAMED}, slices are {@link Slice.State#UNKNOWN}.
     */
    public boolean traced() {
        return measured.means() == Measured.Means.TRACED;
    }

    Measured measured() {
        return measured;
    }

    /** What it cost, with results and failures, as a JSON object; times are in ns. */
    public String toJson() {
        return Export.json(this);
    }

    /** The slices as comma-separated values: task, carrier, state, start and end in ns. */
    public String toCsv() {
        return Export.csv(slices());
    }

    /**
     * The slices as a trace that <a href="https://ui.perfetto.dev">Perfetto</a> and Chrome open:
     * one track for each task, and one for each carrier.
     */
    public String toPerfetto() {
        return TraceEvents.of(task.name(), measured.intervals());
    }

    /** Timing table and timeline as an HTML fragment. */
    @Override
    public String toHtml() {
        return Figures.of(this).toHtml();
    }

    /** Timing table and timeline as text of at most 80 columns. */
    @Override
    public String toText() {
        return Figures.of(this).toText();
    }

    /** The same as {@link #toText}. */
    @Override
    public String toString() {
        return toText();
    }
}
