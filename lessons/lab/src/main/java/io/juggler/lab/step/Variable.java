package io.juggler.lab.step;

import java.util.function.UnaryOperator;

/**
 * A variable that threads share. Each call is one step; two calls are two, and another thread can
 * come between.
 *
 * @param <T> the values' type
 */
public final class Variable<T> {
    private final Execution execution;
    private final String name;
    private T value;

    Variable(Execution execution, String name, T initial) {
        this.execution = execution;
        this.name = name;
        this.value = initial;
    }

    /** Reads it. */
    @SuppressWarnings("unchecked") // the action gives a T
    public T get() {
        return (T) execution.perform(Op.reading(name + ".get()", () -> value));
    }

    /** Writes it. */
    public void set(T next) {
        execution.perform(
                Op.of(
                        name + ".set(" + next + ")",
                        () -> {
                            value = next;
                            return null;
                        }));
    }

    /**
     * Reads and writes it in one step, as the atomic classes do.
     *
     * @return the new value
     */
    @SuppressWarnings("unchecked") // the action gives a T
    public T update(UnaryOperator<T> change) {
        return (T)
                execution.perform(
                        Op.reading(
                                name + ".update()",
                                () -> {
                                    value = change.apply(value);
                                    return value;
                                }));
    }

    String name() {
        return name;
    }

    Object value() {
        return value;
    }
}
