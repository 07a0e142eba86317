package io.juggler.lab;

import java.io.Serializable;

/**
 * The work of one task of several: given its index, it does what is to be done and returns the
 * result.
 *
 * @param <T> the result's type
 */
@FunctionalInterface
public interface IndexedWork<T> extends Serializable {

    /**
     * Does the work of one task.
     *
     * @param index the task's number, from 0
     * @throws Exception whatever goes wrong; the task is then reported as failed
     */
    T run(int index) throws Exception;
}
