package io.juggler.lab;

import java.io.Serializable;

/**
 * The work of one task of several that gives no result: given its index, it does what is to be
 * done.
 */
@FunctionalInterface
public interface IndexedAction extends Serializable {

    /**
     * Does the work of one task.
     *
     * @param index the task's number, from 0
     * @throws Exception whatever goes wrong; the task is then reported as failed
     */
    void run(int index) throws Exception;
}
