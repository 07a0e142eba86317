package io.juggler.lab;

import io.juggler.lab.kernel.Places;
import io.juggler.lab.measure.Follower;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Watch;
import io.juggler.lab.status.StatusLine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

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
        return Task.of(name, work);
    }

    /**
     * A task with a result that does the same whatever its index.
     *
     * @param name what it is called in tables
     * @param work what each task does
     */
    public static <T> Task<T> task(String name, SuppliedWork<T> work) {
        Objects.requireNonNull(work, "a task needs work: task(\"roll\", () -> …)");
        return Task.of(name, _ -> work.get());
    }

    /**
     * A task without a result.
     *
     * @param name what it is called in tables
     * @param action what the task of an index does
     */
    public static Task<Void> action(String name, IndexedAction action) {
        Objects.requireNonNull(action, "an action needs something to do: action(\"nap\", i -> …)");
        return Task.of(
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
        return run(sequential(), task, n);
    }

    /**
     * Does the task n times, all at once, as virtual threads on exactly one carrier.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     */
    public static <T> Run<T> concurrently(Task<T> task, int n) {
        return run(oneCarrier(), task, n);
    }

    /**
     * Does the task n times, one at a time on each core that this JVM sees.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     */
    public static <T> Run<T> inParallel(Task<T> task, int n) {
        return run(cores(), task, n);
    }

    /**
     * Compares {@link #sequentially}, {@link #concurrently} and {@link #inParallel} on the same
     * tasks. The call takes as long as the measuring: about 8 s at most, unless a single round
     * takes longer.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     */
    public static <T> Comparison<T> compare(Task<T> task, int n) {
        check("compare", task, n);
        return Comparison.of(task, n, List.of(sequential(), oneCarrier(), cores()));
    }

    /**
     * Compares strategies of one's own choice on the same tasks.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     * @param first what the others are compared with
     */
    public static <T> Comparison<T> compare(Task<T> task, int n, Strategy first, Strategy... more) {
        check("compare", task, n);
        Objects.requireNonNull(
                first, "compare(task, n, null): name strategies, as in oneCarrier(), pool(4)");
        return more.length == 0
                ? Comparison.of(task, n, List.of(first))
                : Comparison.of(task, n, Comparison.distinct(List.of(first), more));
    }

    /** One task after another, on one thread: what {@link #sequentially} does. */
    public static Strategy sequential() {
        return new Strategy.Sequential();
    }

    /** All at once, as virtual threads on exactly one carrier: what {@link #concurrently} does. */
    public static Strategy oneCarrier() {
        return new Strategy.OneCarrier();
    }

    /** One task at a time on each core that this JVM sees: what {@link #inParallel} does. */
    public static Strategy cores() {
        return new Strategy.Cores();
    }

    /**
     * All at once, as virtual threads on that many carriers; needs {@code --add-opens
     * java.base/java.lang=ALL-UNNAMED}.
     *
     * @param carriers how many, from 1 to 1,024
     */
    public static Strategy carriers(int carriers) {
        return new Strategy.Carriers(carriers);
    }

    /** All at once, as virtual threads on the JDK's own scheduler. */
    public static Strategy virtualThreads() {
        return new Strategy.VirtualThreads();
    }

    /**
     * A pool of platform threads, each taking the next task from a queue.
     *
     * @param threads how many, from 1 to 1,024
     */
    public static Strategy pool(int threads) {
        return new Strategy.Pool(threads);
    }

    /** A parallel stream over the indexes, on the JVM's common pool and the calling thread. */
    public static Strategy parallelStream() {
        return new Strategy.ParallelStream();
    }

    /** A fork-join pool with one thread for each core, which splits the indexes in halves. */
    public static Strategy forkJoin() {
        return new Strategy.ForkJoin();
    }

    /** A {@code CompletableFuture.supplyAsync} for each task, on the JVM's common pool. */
    public static Strategy completableFuture() {
        return new Strategy.CompletableFutures();
    }

    /**
     * All on one event loop: one thread with callbacks and timers, see {@link EventLoop}. A task
     * that has a form for it, see {@link Task#onLoop}, never holds it up; any other is one callback
     * that does.
     */
    public static Strategy eventLoop() {
        return new Strategy.OnEventLoop();
    }

    /**
     * Waiting on one carrier, crunching on the cores: for a task with two phases, see {@link
     * Task#crunch}. At most 1,000 tasks are under way, and what has come in waits until a core has
     * room for it.
     */
    public static Strategy hybrid() {
        return new Strategy.Hybrid();
    }

    /**
     * A pool of JVMs, each doing one task at a time. Their start is counted, and so is serialising
     * what crosses: the work with all that it holds, the cell variables that it reads, and the
     * results. What cannot be serialised is named.
     *
     * @param processes how many, from 1 to 64
     */
    public static Strategy processes(int processes) {
        return new Strategy.Processes(processes);
    }

    /**
     * An executor of one's own, which stays open.
     *
     * @param name what it is called in tables
     * @param executor gets all tasks at once
     */
    public static Strategy executor(String name, Executor executor) {
        return new Strategy.OnExecutor(name, executor);
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
    public static int coresSeen() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Does the task n times in a way of one's own choice.
     *
     * @param n how many tasks, at least 1; they get the indexes 0 to n − 1
     */
    public static <T> Run<T> run(Task<T> task, int n, Strategy strategy) {
        Objects.requireNonNull(strategy, "run(task, n, null): name a strategy, as in pool(4)");
        return run(strategy, task, n);
    }

    private static <T> Run<T> run(Strategy strategy, Task<T> task, int n) {
        check(strategy.name(), task, n);
        return new Run<>(task, strategy, measured(strategy, task, n));
    }

    private static Measured measured(Strategy strategy, Task<?> task, int n) {
        try {
            var arrangement = Figures.arrangementOf(strategy, task);
            try (var watch = Watch.over(List.of(arrangement))) {
                var job = Figures.jobOf(task, n, follower(strategy, task, n));
                return watch.with(List.of(arrangement.run(job))).getFirst();
            }
        } catch (InterruptedException e) {
            throw interrupted(strategy.name(), task, n, e);
        }
    }

    /** Under the cell, or in the line of the scaling or break-even that this run belongs to. */
    private static Follower follower(Strategy strategy, Task<?> task, int n) {
        long begin = System.nanoTime();
        return done ->
                StatusLine.follow(
                        Figures.whatOf(task, n) + ", " + strategy.name(),
                        Places::here,
                        begin,
                        n,
                        done);
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
                            + String.format(Locale.ROOT, "%,d", MOST_TASKS));
        }
    }
}
