package io.juggler.lab;

import java.io.Serializable;
import java.util.Objects;

/**
 * What is to be done several times, once for each index, and what it is called in tables. Made by
 * {@link Lab#task} and {@link Lab#action}.
 *
 * @param name what it is called
 * @param work what the task of an index does
 * @param <T> the result's type
 */
public record Task<T>(String name, IndexedWork<T> work) implements Serializable {

    /**
     * A task.
     *
     * @throws IllegalArgumentException when the name is blank
     */
    public Task {
        Objects.requireNonNull(name, "a task needs a name: task(\"fetch\", i -> …)");
        Objects.requireNonNull(work, "a task needs work: task(\"fetch\", i -> …)");
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "a task needs a name that is not blank: task(\"fetch\", i -> …)");
        }
    }

    @Override
    public String toString() {
        return "Task " + name;
    }
}
