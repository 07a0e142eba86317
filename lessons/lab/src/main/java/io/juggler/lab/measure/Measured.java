package io.juggler.lab.measure;

import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Stamps;
import io.juggler.lab.trace.Timeline;
import io.juggler.lab.trace.Trace;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * What one attempt at all tasks came to.
 *
 * @param results each task's result, null for one that failed
 * @param failures what tasks threw, by index
 * @param cost wall time and CPU time
 * @param carriers the carriers or threads that tasks were seen on
 * @param means how it was kept to the carriers asked for
 * @param history what the tasks did and when
 */
public record Measured(
        List<Object> results,
        SortedMap<Integer, Throwable> failures,
        Cost cost,
        Set<String> carriers,
        Means means,
        History history) {

    /**
     * What it cost, in ns.
     *
     * @param wall from the moment the first task could begin to the end of the last
     * @param cpu CPU time of the carriers or threads that the tasks ran on
     * @param processCpu CPU time of the whole JVM meanwhile: collector, compiler and servers
     *     included
     */
    public record Cost(long wall, long cpu, long processCpu) {}

    /** How the tasks were kept to the carriers asked for. */
    public enum Means {
        /** Carriers of our own, with every mount recorded. */
        TRACED,
        /** The JDK's own scheduler of virtual threads; mounts are not seen. */
        JDK_SCHEDULER,
        /** Platform threads; what they do between a task's begin and end is not seen. */
        PLATFORM_THREADS
    }

    /**
     * What the tasks did and when.
     *
     * @param zero the start of the run, {@link System#nanoTime()}
     * @param stamps when each task began and ended
     * @param trace every mount, empty where mounts are not seen
     * @param threadOfTask the thread that each task was seen on, empty where mounts are seen
     */
    public record History(long zero, Stamps stamps, Trace trace, List<String> threadOfTask) {

        /** A history that was let go. */
        private static final History GONE =
                new History(0, new Stamps(0, 0), Trace.EMPTY, List.of());
    }

    /** What the tasks did, in order of time. Made anew by each call. */
    public List<Interval> intervals() {
        return means == Means.TRACED
                ? Timeline.of(history.trace, history.stamps, history.zero)
                : Timeline.untraced(history.stamps, history.threadOfTask, history.zero);
    }

    /** Whether there is anything to draw. */
    boolean hasHistory() {
        return history.stamps().tasks() > 0;
    }

    /** The same without its history, for a run that will not be drawn. */
    Measured withoutHistory() {
        return new Measured(results, failures, cost, carriers, means, History.GONE);
    }

    /** The same with results that equal its own, so that only one copy of them is kept. */
    Measured withResults(List<Object> equal) {
        return new Measured(equal, failures, cost, carriers, means, history);
    }
}
