package io.juggler.lab;

import io.juggler.lab.measure.Watch;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be done several times, once for each index, and what it is called in tables. Made by
 * {@link Lab#task} and {@link Lab#action}. Immutable: the methods below give another task.
 *
 * <pre>{@code
 * var page = Lab.task("page", i -> fetch(i)).crunch(text -> text.lines().count());
 * IO.println(Lab.compare(page, 20).with(Lab.hybrid()));
 * }</pre>
 *
 * @param <T> the result's type
 */
public final class Task<T> implements Serializable {
    private static final long serialVersionUID = 1;

    /** Long enough for everything that somebody would wait for in front of a screen. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final String name;
    private final IndexedWork<T> work;
    private final Phases<?, T> phases;
    private final LoopWork<T> loopWork;
    private final ResultFunction<? super T, ?> checksum;
    private final Duration deadline;

    private Task(
            String name,
            IndexedWork<T> work,
            Phases<?, T> phases,
            LoopWork<T> loopWork,
            ResultFunction<? super T, ?> checksum,
            Duration deadline) {
        this.name = name;
        this.work = work;
        this.phases = phases;
        this.loopWork = loopWork;
        this.checksum = checksum;
        this.deadline = deadline;
    }

    /**
     * A task.
     *
     * @param name what it is called
     * @param work what the task of an index does
     * @throws IllegalArgumentException when the name is blank
     */
    static <T> Task<T> of(String name, IndexedWork<T> work) {
        Objects.requireNonNull(name, "a task needs a name: task(\"fetch\", i -> …)");
        Objects.requireNonNull(work, "a task needs work: task(\"fetch\", i -> …)");
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "a task needs a name that is not blank: task(\"fetch\", i -> …)");
        }
        Watch.prepare();
        return new Task<>(name, work, null, null, null, DEADLINE);
    }

    /**
     * Two phases of one task: first it waits, then it computes.
     *
     * @param <P> what the first gives to the second
     */
    record Phases<P, T>(IndexedWork<P> first, ResultFunction<? super P, T> second)
            implements Serializable {
        IndexedWork<T> both() {
            return i -> second.apply(first.run(i));
        }
    }

    /**
     * This task with a second phase that computes something from what it gives. {@link Lab#hybrid}
     * does the first on one carrier and the second on the cores; every other strategy does one
     * after the other.
     *
     * @param second what is computed from the first phase's result
     */
    public <R> Task<R> crunch(ResultFunction<? super T, R> second) {
        Objects.requireNonNull(second, "crunch(null): say what to compute from each result");
        var both = new Phases<>(work, second);
        return new Task<>(name, both.both(), both, null, null, deadline);
    }

    /**
     * This task with a form for an event loop, which {@link Lab#eventLoop} uses. It may not wait:
     * it asks the loop to call back.
     *
     * <pre>{@code
     * var nap = Lab.action("nap", _ -> Thread.sleep(200))
     *         .onLoop((i, loop) -> loop.after(Duration.ofMillis(200)));
     * IO.println(Lab.compare(nap, 5).with(Lab.eventLoop()));
     * }</pre>
     *
     * @param form begins the work of an index, and completes what it returns when that is done
     */
    public Task<T> onLoop(LoopWork<T> form) {
        Objects.requireNonNull(
                form, "onLoop(null): say what to do on the loop: onLoop((i, loop) -> …)");
        return new Task<>(name, work, phases, form, checksum, deadline);
    }

    /**
     * This task with results that are compared by what the function makes of them; without it,
     * arrays, lists, maps and records are compared by content and all else by its equals.
     *
     * @param function such as {@code image -> Arrays.hashCode(image.pixels())}
     */
    public Task<T> checksum(ResultFunction<? super T, ?> function) {
        Objects.requireNonNull(function, "checksum(null): say what to compare of each result");
        return new Task<>(name, work, phases, loopWork, function, deadline);
    }

    /**
     * This task with a limit on each run: where all tasks of a run together take longer, they are
     * stopped and the row says so. Without it the limit is two minutes.
     *
     * @param limit how long one run may take
     */
    public Task<T> deadline(Duration limit) {
        Objects.requireNonNull(
                limit, "deadline(null): give a time, as in deadline(Duration.ofSeconds(5))");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(
                    "deadline(" + limit + "): the time must be more than none");
        }
        return new Task<>(name, work, phases, loopWork, checksum, limit);
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** What the task of an index does; of two phases, one after the other. */
    public IndexedWork<T> work() {
        return work;
    }

    /** How long one run of all tasks may take. */
    public Duration deadline() {
        return deadline;
    }

    /** Whether it was given a second phase with {@link #crunch}, so that hybrid() can run it. */
    public boolean hasTwoPhases() {
        return phases != null;
    }

    Optional<Phases<?, T>> phases() {
        return Optional.ofNullable(phases);
    }

    Optional<LoopWork<T>> loopWork() {
        return Optional.ofNullable(loopWork);
    }

    /** What is compared of a result, or null where that is all of it. */
    @SuppressWarnings("unchecked") // only results of this task are given to it
    ResultFunction<Object, Object> checksum() {
        return (ResultFunction<Object, Object>) checksum;
    }

    @Override
    public String toString() {
        return "Task " + name;
    }
}
