package io.juggler.lab;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * The work of one task in the form that an event loop needs: it never waits, but has the loop call
 * back.
 *
 * @param <T> the result's type
 */
@FunctionalInterface
public interface LoopWork<T> extends Serializable {

    /**
     * Begins the work of one task. Called on the loop's thread, as are the callbacks that it asks
     * for.
     *
     * @param index the task's number, from 0
     * @param loop calls back
     * @return what is completed when the task is done
     * @throws Exception whatever goes wrong; the task is then reported as failed
     */
    CompletionStage<T> begin(int index, EventLoop loop) throws Exception;
}
