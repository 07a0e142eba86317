package io.juggler.lab.measure;

import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Stamps;
import io.juggler.lab.trace.Timeline;
import io.juggler.lab.trace.Trace;
import io.juggler.lab.trace.Waits;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What one attempt at all tasks came to.
 *
 * @param results each task's result, null for one that failed or did not end
 * @param failures what tasks threw, by index
 * @param stopped how it was stopped where it did not end by itself, else null
 * @param cost wall time and CPU time
 * @param carriers the carriers or threads that tasks were seen on
 * @param means how it was kept to the carriers asked for
 * @param history what the tasks did and when
 */
public record Measured(
        List<Object> results,
        SortedMap<Integer, Throwable> failures,
        Stopped stopped,
        Cost cost,
        Set<String> carriers,
        Means means,
        History history)
        implements Serializable {

    /**
     * What it cost.
     *
     * @param wall from the moment the first task could begin to the end of the last, in ns
     * @param cpuOf CPU time of each carrier or thread that tasks ran on, in ns
     * @param processCpu CPU time of the whole JVM meanwhile, in ns: collector, compiler and servers
     *     included
     * @param allocated what all threads of the JVM allocated meanwhile, in bytes
     * @param collecting how long the garbage collector worked meanwhile, in ms
     */
    public record Cost(
            long wall, Map<String, Long> cpuOf, long processCpu, long allocated, long collecting)
            implements Serializable {
        public Cost {
            cpuOf = Map.copyOf(cpuOf);
        }

        /** CPU time of all carriers or threads that the tasks ran on, in ns. */
        public long cpu() {
            return cpuOf.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * A run that was over its deadline.
     *
     * @param afterNanos when it was stopped, in ns from its start
     * @param unended how many tasks had not ended by then
     * @param stillRunning what goes on although it was interrupted; empty when all threads ended
     */
    public record Stopped(long afterNanos, int unended, String stillRunning)
            implements Serializable {}

    /** How the tasks were kept to the carriers asked for. */
    public enum Means {
        /** Carriers of our own, with every mount recorded. */
        TRACED,
        /** The JDK's own scheduler of virtual threads; mounts are not seen. */
        JDK_SCHEDULER,
        /** Platform threads; what they do between a task's begin and end is not seen. */
        PLATFORM_THREADS,
        /** Threads of other JVMs; what they do between a task's begin and end is not seen. */
        PROCESSES
    }

    /**
     * What the tasks did and when.
     *
     * @param zero the start of the run, {@link System#nanoTime()}
     * @param stamps when each task began and ended
     * @param trace every mount, empty where mounts are not seen
     * @param threadOfTask the thread that each task was seen on, empty where mounts are seen
     * @param waits what was seen of waits from outside
     */
    public record History(
            long zero, Stamps stamps, Trace trace, List<String> threadOfTask, Waits waits)
            implements Serializable {

        /** A history to which waits can be added. */
        History(long zero, Stamps stamps, Trace trace, List<String> threadOfTask) {
            this(zero, stamps, trace, threadOfTask, Waits.NONE);
        }

        /** A history that was let go. */
        private static final History GONE =
                new History(0, new Stamps(0, 0), Trace.EMPTY, List.of());
    }

    /** How it was stopped, where it did not end by itself. */
    public Optional<Stopped> overDeadline() {
        return Optional.ofNullable(stopped);
    }

    /** Whether every task ended, and none failed. */
    public boolean complete() {
        return failures.isEmpty() && stopped == null;
    }

    /** What the tasks did, in order of time. Made anew by each call. */
    public List<Interval> intervals() {
        return means == Means.TRACED
                ? Timeline.of(history.trace, history.stamps, history.zero, history.waits)
                : Timeline.untraced(
                        history.stamps,
                        history.threadOfTask,
                        means == Means.PLATFORM_THREADS,
                        history.zero,
                        history.waits);
    }

    /** How long each task took that ended, from its begin to its end, in ns, shortest first. */
    public long[] latencies() {
        return history.stamps.latencies();
    }

    /** The most tasks that had begun and not ended at one moment. */
    public int peak() {
        return history.stamps.peak();
    }

    /** Whether there is anything to draw. */
    boolean hasHistory() {
        return history.stamps().tasks() > 0;
    }

    /** The same without its history, for a run that will not be drawn. */
    Measured withoutHistory() {
        return new Measured(results, failures, stopped, cost, carriers, means, History.GONE);
    }

    /** The same with those waits that fall into its time. */
    Measured with(Waits waits) {
        var seen = waits.between(history.zero, history.zero + cost.wall);
        var more =
                new History(
                        history.zero, history.stamps, history.trace, history.threadOfTask, seen);
        return new Measured(results, failures, stopped, cost, carriers, means, more);
    }

    /** The same with results that equal its own, so that only one copy of them is kept. */
    Measured withResults(List<Object> equal) {
        return new Measured(equal, failures, stopped, cost, carriers, means, history);
    }
}
