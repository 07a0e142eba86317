package io.juggler.lab;

import java.io.Serializable;

/**
 * What is made of a task's result: its checksum, or what a second phase computes from it.
 *
 * @param <T> the result's type
 * @param <R> what is made of it
 */
@FunctionalInterface
public interface ResultFunction<T, R> extends Serializable {

    /**
     * Makes something of a result.
     *
     * @throws Exception whatever goes wrong; the task is then reported as failed
     */
    R apply(T result) throws Exception;
}
