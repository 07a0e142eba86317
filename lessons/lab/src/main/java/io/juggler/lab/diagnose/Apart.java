package io.juggler.lab.diagnose;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Measures on a platform thread of its own, whatever thread asks: that thread's CPU time is then
 * the task's alone, and an interrupt of whoever waits ends it.
 */
final class Apart {

    private Apart() {}

    /**
     * What the measuring gives.
     *
     * @param thread what its thread is called
     * @throws ExecutionException when it throws, such as what a task threw; its cause is that
     * @throws CancellationException when the calling thread is interrupted; it stays so
     */
    static <T> T measure(String thread, Callable<T> measuring) throws ExecutionException {
        var outcome = new FutureTask<>(measuring);
        var apart = Thread.ofPlatform().name(thread).daemon().start(outcome);
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            apart.interrupt();
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("diagnose was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
