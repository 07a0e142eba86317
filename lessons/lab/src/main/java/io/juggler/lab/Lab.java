package io.juggler.lab;

import io.juggler.lab.measure.Measured;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * Runs the same task one after another, on one carrier and across cores, and measures it.
 *
 * <pre>{@code
 * var nap = Lab.task("nap", i -> { Thread.sleep(200); return i; });
 * IO.println(Lab.compare(nap, 5));
 * }</pre>
 *
 * <p>In a JVM started with {@code --add-opens java.base/java.lang=ALL-UNNAMED} every mount of a
 * virtual thread is recorded; elsewhere the JDK's own scheduler is limited to one carrier for the
 * time of a run, and what is not seen is shown as unknown.
 *
 * <p>Interrupting the calling thread stops every thread that the call started; the call then throws
 * a {@link CancellationException} with the thread's interrupt flag set. An {@link Error} out of a
 * task ends the run in the same way and comes out of the call, unless it is an {@link
 * AssertionError}, a {@link LinkageError} or a {@link VirtualMachineError} such as a stack
 * overflow: those belong to the task, which is reported as failed.
 */
public final class Lab {

    /**
     * The most tasks one call takes: what a million tasks cost is an experiment, more is a slip of
     * the finger.
     */
    private static final int MOST_TASKS = 2_000_000;

    private Lab() {}

    /**
     * A task with a result.
     *
     * @param name what it is called in tables
     * @param work what the task of an index does
     */
    public static <T> Task<T> task(String name, IndexedWork<T> work) {
        return new Task<>(name, work);
    }

    /**
     * A task without a result.
     *
     * @param name what it is called in tables
     * @param action what the task of an index does
     */
    public static Task<Void> action(String name, IndexedAction action) {
        Objects.requireNonNull(action, "an action needs something to do: action(\"nap\", i -> …)");
        return new Task<>(
                name,
                i -> {
                    action.run(i);
                    return null;
                });
    }

    /**
     * Does the task n times, one after another, on one thread.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     */
    public static <T> Run<T> sequentially(Task<T> task, int n) {
        return run(new Strategy.Sequential(), task, n);
    }

    /**
     * Does the task n times, all at once, as virtual threads on exactly one carrier.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     */
    public static <T> Run<T> concurrently(Task<T> task, int n) {
        return run(new Strategy.OneCarrier(), task, n);
    }

    /**
     * Does the task n times, one at a time on each core that this JVM sees.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     */
    public static <T> Run<T> inParallel(Task<T> task, int n) {
        return run(new Strategy.Cores(), task, n);
    }

    /**
     * Compares {@link #sequentially}, {@link #concurrently} and {@link #inParallel} on the same
     * tasks. It is measured when it is first shown or asked, and then stays as it is.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     */
    public static <T> Comparison<T> compare(Task<T> task, int n) {
        check("compare", task, n);
        return new Comparison<>(
                task,
                n,
                List.of(
                        new Strategy.Sequential(),
                        new Strategy.OneCarrier(),
                        new Strategy.Cores()));
    }

    /**
     * A real HTTP server on this machine's loopback address, which answers each request after that
     * long, without a thread for each.
     *
     * @param latency how long it takes to answer
     */
    public static DataServer dataServer(Duration latency) {
        return DataServer.start(latency);
    }

    /** How many cores this JVM sees. */
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static <T> Run<T> run(Strategy strategy, Task<T> task, int n) {
        check(strategy.name(), task, n);
        return new Run<>(task, strategy, measured(strategy, task, n));
    }

    private static Measured measured(Strategy strategy, Task<?> task, int n) {
        try {
            return Figures.arrangementOf(strategy).run(task.work()::run, n);
        } catch (InterruptedException e) {
            throw interrupted(strategy.name(), task, n, e);
        }
    }

    static CancellationException interrupted(
            String call, Task<?> task, int n, InterruptedException e) {
        Thread.currentThread().interrupt();
        var cancelled =
                new CancellationException(
                        call
                                + "("
                                + task.name()
                                + ", "
                                + n
                                + ") was interrupted: "
                                + e.getMessage());
        cancelled.initCause(e);
        return cancelled;
    }

    private static void check(String call, Task<?> task, int n) {
        Objects.requireNonNull(
                task,
                () ->
                        call
                                + "(null, "
                                + n
                                + "): make a task first, as in "
                                + call
                                + "(task(\"fetch\", i -> …), 5)");
        if (n < 1 || n > MOST_TASKS) {
            throw new IllegalArgumentException(
                    call
                            + "("
                            + task.name()
                            + ", "
                            + n
                            + "): the number of tasks must be from 1 to "
                            + String.format(java.util.Locale.ROOT, "%,d", MOST_TASKS));
        }
    }
}
