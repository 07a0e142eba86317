package io.juggler.lab.measure;

import io.juggler.lab.trace.Stamps;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
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

    final Stamps stamps;
    private final Work work;
    private final Object[] results;
    private final ConcurrentSkipListMap<Integer, Throwable> failures =
            new ConcurrentSkipListMap<>();
    private final CountDownLatch open;
    private volatile boolean stopping;
    private volatile Error stop;
    private volatile Throwable refusal;

    /**
     * An attempt at that many tasks.
     *
     * @param lanes how many threads work through them, or 0 where each task has a thread of its own
     */
    Attempt(Work work, int tasks, int lanes) {
        this.work = work;
        this.stamps = new Stamps(tasks, lanes);
        this.results = new Object[tasks];
        this.open = new CountDownLatch(lanes == 0 ? tasks : lanes);
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
            results[task] = work.run(task);
        } catch (Throwable thrown) {
            failures.put(task, thrown);
            var error = Stops.everything(thrown);
            if (error != null) {
                stop(error);
            }
        } finally {
            stamps.end(task);
        }
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
            open.await();
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
        var stack = first.getStackTrace();
        return (threads.size() == 1 ? "one thread does" : threads.size() + " threads do")
                + " not react to interrupts and still "
                + (threads.size() == 1 ? "runs: " : "run, among them ")
                + first.getName()
                + (stack.length == 0 ? "" : ", at " + stack[0]);
    }

    List<Object> results() {
        return Collections.unmodifiableList(Arrays.asList(results));
    }

    SortedMap<Integer, Throwable> failures() {
        return Collections.unmodifiableSortedMap(failures);
    }
}
