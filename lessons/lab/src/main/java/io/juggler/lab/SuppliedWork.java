package io.juggler.lab;

import java.io.Serializable;

/**
 * The work of a task that does the same whatever its index.
 *
 * @param <T> the result's type
 */
@FunctionalInterface
public interface SuppliedWork<T> extends Serializable {

    /**
     * Does the work of one task.
     *
     * @throws Exception whatever goes wrong; the task is then reported as failed
     */
    T get() throws Exception;
}
