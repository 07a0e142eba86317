package io.juggler.lab.measure;

import io.juggler.lab.trace.Stamps;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One attempt at all tasks: their results, failures and stamps, and the way to stop them. {@link
 * #perform} is called by the threads that run tasks, {@link #await} by the one that waits for them.
 */
final class Attempt {

    /** How long threads that were interrupted get to end, in ms. */
    private static final long GRACE_MILLIS = 2_000;

    /** What takes no longer is not followed, in ns. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    final Stamps stamps;
    private final Work work;
    private final Prints prints;
    private final long deadlineNanos;
    private final Follower follower;
    private final Object[] results;
    private final ConcurrentSkipListMap<Integer, Throwable> failures =
            new ConcurrentSkipListMap<>();
    private final CountDownLatch open;
    private volatile boolean stopping;
    private volatile Error stop;
    private volatile Throwable refusal;

    /** Set by the waiting thread, before the threads that run tasks are told to stop. */
    private volatile Measured.Stopped stopped;

    /**
     * An attempt at that many tasks.
     *
     * @param lanes how many threads work through them, or 0 where each task has a thread of its own
     */
    Attempt(Job job, int lanes) {
        this.work = job.work();
        this.prints = job.prints();
        this.deadlineNanos = job.deadlineNanos();
        this.follower = job.follower();
        this.stamps = new Stamps(job.tasks(), lanes);
        this.results = new Object[job.tasks()];
        this.open = new CountDownLatch(lanes == 0 ? job.tasks() : lanes);
    }

    int tasks() {
        return results.length;
    }

    boolean stopping() {
        return stopping;
    }

    /** Does one task; what it throws is kept. */
    void perform(int task) {
        if (stopping) {
            return;
        }
        stamps.begin(task);
        try {
            succeed(task, Prints.during(prints, () -> work.run(task)));
        } catch (Throwable thrown) {
            fail(task, thrown);
        }
    }

    /** The task is done; it was begun in {@link #stamps}. */
    void succeed(int task, Object result) {
        results[task] = result;
        end(task);
    }

    /** The task has failed; it was begun in {@link #stamps}. */
    void fail(int task, Throwable thrown) {
        if (stopped == null) {
            failures.put(task, thrown);
        }
        var error = Stops.everything(thrown);
        if (error != null) {
            stop(error);
        }
        end(task);
    }

    private void end(int task) {
        if (stopped == null) {
            stamps.end(task);
        }
    }

    /** Whether nothing is left to wait for. */
    boolean allEnded() {
        return open.getCount() == 0;
    }

    /** One of the threads has nothing more to do. */
    void threadDone() {
        open.countDown();
    }

    /** The tasks could not be handed over: what is missing cannot come any more. */
    void refused(Throwable reason) {
        if (!stopping) {
            refusal = reason;
            open();
        }
    }

    private void stop(Error error) {
        stop = error;
        open();
    }

    /** Lets the waiting thread go on. */
    private void open() {
        stopping = true;
        while (open.getCount() > 0) {
            open.countDown();
        }
    }

    /**
     * Waits until every thread is done.
     *
     * @param interrupt interrupts every thread of this attempt that is still alive
     * @param alive those threads
     * @throws InterruptedException when the waiting thread is interrupted: then, and when a task
     *     threw an Error that ends the run, the threads have been interrupted and waited for,
     *     within a limit
     */
    void await(Runnable interrupt, Supplier<List<Thread>> alive) throws InterruptedException {
        try {
            if (!opens()) {
                stopAtDeadline(interrupt, alive);
            }
        } catch (InterruptedException e) {
            stopping = true;
            var left = end(interrupt, alive);
            throw new InterruptedException(
                    left.isEmpty() ? "every task was stopped" : stillRunning(left));
        }
        if (stop != null) {
            end(interrupt, alive);
            throw stop;
        }
        if (refusal != null) {
            end(interrupt, alive);
            throw new IllegalStateException("the tasks were not taken: " + refusal, refusal);
        }
    }

    /** Whether every thread is done before the deadline. */
    private boolean opens() throws InterruptedException {
        long quiet = Math.min(QUIET_NANOS, deadlineNanos);
        if (open.await(quiet, TimeUnit.NANOSECONDS)) {
            return true;
        }
        try (var _ = follower.follow(stamps::done)) {
            return open.await(deadlineNanos - quiet, TimeUnit.NANOSECONDS);
        }
    }

    /** What a task that is stopped here throws is not its own failure: it did not end. */
    private void stopAtDeadline(Runnable interrupt, Supplier<List<Thread>> alive) {
        stopped = new Measured.Stopped(deadlineNanos, 0, "");
        int unended = stamps.closeOpen();
        stopping = true;
        var left = end(interrupt, alive);
        stopped =
                new Measured.Stopped(
                        deadlineNanos, unended, left.isEmpty() ? "" : stillRunning(left));
    }

    /**
     * Interrupts until all have ended, at growing intervals: a task may swallow the first. Returns
     * those that did not end.
     */
    private static List<Thread> end(Runnable interrupt, Supplier<List<Thread>> alive) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        long pauseMillis = 5;
        boolean interrupted = false;
        var left = alive.get();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            interrupt.run();
            try {
                left.getFirst().join(Duration.ofMillis(pauseMillis));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            pauseMillis = Math.min(2 * pauseMillis, 200);
            left = alive.get();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return left;
    }

    private static String stillRunning(List<Thread> threads) {
        var first = threads.getFirst();
        var stack = new StackTraceElement[0];
        for (var thread : threads) {
            // One that has never been mounted, or waits for a carrier, has nothing to tell.
            if (stack.length == 0) {
                first = thread;
                stack = thread.getStackTrace();
            }
        }
        return (threads.size() == 1 ? "one thread does" : threads.size() + " threads do")
                + " not react to interrupts and still "
                + (threads.size() == 1 ? "runs: " : "run, among them ")
                + first.getName()
                + (stack.length == 0 ? "" : ", at " + userFrame(stack));
    }

    /** The frame in which a reader knows their own code again. */
    private static StackTraceElement userFrame(StackTraceElement[] stack) {
        for (var frame : stack) {
            if (!"java.base".equals(frame.getModuleName())) {
                return frame;
            }
        }
        return stack[0];
    }

    /** What this came to; to be called after {@link #await}. */
    Measured measured(
            Measured.Cost cost,
            Set<String> carriers,
            Measured.Means means,
            Measured.History history) {
        // A thread that was left behind may still write to the array.
        var ended = stopped == null ? results : results.clone();
        return new Measured(
                Collections.unmodifiableList(Arrays.asList(ended)),
                Collections.unmodifiableSortedMap(new TreeMap<>(failures)),
                stopped,
                cost,
                Set.copyOf(carriers),
                means,
                history);
    }

    /** Whether a thread goes on although it was interrupted. */
    boolean leftRunning() {
        return stopped != null && !stopped.stillRunning().isEmpty();
    }

    /** How long the run took, in ns. */
    long wall(long zero) {
        var over = stopped;
        return over == null ? stamps.lastEnd() - zero : over.afterNanos();
    }
}
