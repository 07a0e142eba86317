package io.juggler.lab.step;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Where a program makes what its threads share, and the threads themselves. Each reading or writing
 * of a variable, and each taking or giving back of a lock, is one step; what a thread computes in
 * between belongs to the step before it.
 *
 * <p>Steps happen one after another, in one order that all threads see. A real machine may also
 * reorder what is not synchronized: what fails here fails there, and what fails nowhere here is
 * right there where all sharing goes through locks and atomic or volatile variables.
 */
public final class World {
    private final Execution execution;

    World(Execution execution) {
        this.execution = execution;
    }

    /**
     * A variable that the threads share.
     *
     * @param name what it is called
     * @param initial its first value; values must be immutable and know what equals them
     */
    public <T> Variable<T> variable(String name, T initial) {
        var variable = new Variable<>(execution, name, initial);
        execution.add(variable);
        return variable;
    }

    /**
     * What a variable holds now: for conditions about variables that someone else has made. It is
     * no step.
     *
     * @param variable its name
     * @throws IllegalArgumentException when there is none of that name
     */
    public Object value(String variable) {
        return execution.variables().stream()
                .filter(each -> each.name().equals(variable))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no variable " + variable))
                .value();
    }

    /** A lock, free at first; the thread that has it may take it again. */
    public Mutex mutex(String name) {
        var mutex = new Mutex(execution, name);
        execution.add(mutex);
        return mutex;
    }

    /**
     * A thread.
     *
     * @param name what it is called, such as "A"
     * @param body what it does; may wait for this world's locks and for nothing else
     */
    public void thread(String name, Body body) {
        execution.add(
                Objects.requireNonNull(name, "a thread needs a name: thread(\"A\", () -> …)"),
                Objects.requireNonNull(body, "a thread needs something to do"));
    }

    /**
     * What must hold when all threads have ended.
     *
     * @param name what is asked for, such as "both were counted"
     */
    public void atEnd(String name, BooleanSupplier condition) {
        execution.addCheck(name, condition, false);
    }

    /**
     * What must hold after every step.
     *
     * @param name what is asked for, such as "never both inside"
     */
    public void always(String name, BooleanSupplier condition) {
        execution.addCheck(name, condition, true);
    }

    /** A step that touches nothing, to say where a thread is. */
    public void pause(String label) {
        execution.perform(Op.of(label, () -> null));
    }

    /** What a thread does. */
    @FunctionalInterface
    public interface Body {

        /**
         * Does it.
         *
         * @throws Exception whatever goes wrong; the schedule has failed then
         */
        void run() throws Exception;
    }
}
