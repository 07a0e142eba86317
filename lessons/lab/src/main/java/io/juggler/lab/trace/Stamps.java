package io.juggler.lab.trace;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * When each task was handed over, began and ended, and which lane took which tasks. Each task's
 * stamps are written by the thread that runs it; a lane's list by that lane; they are read after
 * the run, but for {@link #done}.
 */
public final class Stamps implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] began;
    private final long[] ended;
    private final long[] threads;
    private long[] handed;
    private long[] used;
    private final int[][] lanes;
    private final int[] taken;

    /**
     * Stamps for that many tasks.
     *
     * @param tasks how many tasks
     * @param lanes how many lanes work through them, 0 where each task has a thread of its own
     */
    public Stamps(int tasks, int lanes) {
        began = new long[tasks];
        ended = new long[tasks];
        threads = new long[tasks];
        this.lanes = new int[lanes][Math.min(tasks, 16)];
        taken = new int[lanes];
    }

    /** The lane takes that task next. */
    public void take(int lane, int task) {
        if (taken[lane] == lanes[lane].length) {
            lanes[lane] = Arrays.copyOf(lanes[lane], 2 * taken[lane]);
        }
        lanes[lane][taken[lane]++] = task;
    }

    /** The task is handed to those who will run it. */
    public void hand(int task) {
        hand(task, System.nanoTime());
    }

    /** The task was handed over at that moment. */
    public void hand(int task, long moment) {
        if (handed == null) {
            handed = new long[began.length];
        }
        handed[task] = moment;
    }

    /**
     * When the task was handed over, {@link System#nanoTime()}, or 0 where it was taken instead.
     */
    long handed(int task) {
        return handed == null ? 0 : handed[task];
    }

    /** The task begins, on the calling thread. */
    public void begin(int task) {
        threads[task] = Thread.currentThread().threadId();
        began[task] = System.nanoTime();
    }

    public void end(int task) {
        ended[task] = System.nanoTime();
    }

    /** The task's thread used that much CPU for it, in ns. */
    public void use(int task, long cpuNanos) {
        used[task] = cpuNanos;
    }

    /** From now on {@link #use} may be called, by any thread. */
    public void countCpu() {
        used = new long[began.length];
    }

    /** CPU time that the task's thread used for it, in ns; -1 where that is not known. */
    long used(int task) {
        return used == null ? -1 : used[task];
    }

    /** The id of the thread that the task began on. */
    long thread(int task) {
        return threads[task];
    }

    /**
     * Ends, at this moment, what has begun and not ended.
     *
     * @return how many tasks have not ended, those that never began included
     */
    public int closeOpen() {
        long now = System.nanoTime();
        int open = 0;
        for (int task = 0; task < ended.length; task++) {
            if (ended[task] == 0) {
                open++;
                if (began[task] != 0) {
                    ended[task] = now;
                }
            }
        }
        return open;
    }

    public int tasks() {
        return began.length;
    }

    int lanes() {
        return lanes.length;
    }

    /** Whether the lane took a task at all. */
    public boolean tookAny(int lane) {
        return taken[lane] > 0;
    }

    /** The tasks that a lane took, in that order. */
    int[] takenBy(int lane) {
        return Arrays.copyOf(lanes[lane], taken[lane]);
    }

    /** When the task began, {@link System#nanoTime()}, or 0 when it never did. */
    public long began(int task) {
        return began[task];
    }

    /** When the task ended, {@link System#nanoTime()}, or 0 when it never did. */
    public long ended(int task) {
        return ended[task];
    }

    /** When the last task ended, or 0 when none did. */
    public long lastEnd() {
        long last = 0;
        for (long end : ended) {
            if (end != 0 && (last == 0 || end - last > 0)) {
                last = end;
            }
        }
        return last;
    }

    /**
     * How many tasks have ended, as far as the calling thread sees. It looks at every stamp, so
     * that ending a task costs nothing more.
     */
    public int done() {
        int done = 0;
        for (long end : ended) {
            done += end == 0 ? 0 : 1;
        }
        return done;
    }

    /** How long each task took that began and ended, in ns, shortest first. */
    public long[] latencies() {
        return IntStream.range(0, began.length)
                .filter(task -> began[task] != 0 && ended[task] != 0)
                .mapToLong(task -> Math.max(0, ended[task] - began[task]))
                .sorted()
                .toArray();
    }

    /** The most tasks that were begun and not ended at one moment. */
    public int peak() {
        long[] ups = Arrays.stream(began).filter(t -> t != 0).sorted().toArray();
        long[] downs = Arrays.stream(ended).filter(t -> t != 0).sorted().toArray();
        int peak = 0;
        int down = 0;
        for (int up = 0; up < ups.length; up++) {
            while (down < downs.length && downs[down] <= ups[up]) {
                down++;
            }
            peak = Math.max(peak, up + 1 - down);
        }
        return peak;
    }
}
