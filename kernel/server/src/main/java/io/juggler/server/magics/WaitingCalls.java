package io.juggler.server.magics;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Calls of magics that wait for something outside, or for code that they run beside the cell. Each
 * has a thread of its own, so that an interrupt of its cell can end it.
 */
final class WaitingCalls {

    /** How long a magic may take to end that was interrupted. */
    private static final long GRACE_MS = 2_000;

    /** What waits. */
    @FunctionalInterface
    interface Body {
        Object run() throws MagicFailure, IOException, InterruptedException;
    }

    /**
     * @param code under which number the code runs that it waits for; 0 where there is none
     */
    private record Waiting(int cell, int code, Thread thread, CompletableFuture<Object> done) {}

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final IntPredicate interrupted;
    private final IntConsumer interruptsCode;

    /**
     * @param interrupted whether a cell is to end
     * @param interruptsCode ends the code of that number
     */
    WaitingCalls(IntPredicate interrupted, IntConsumer interruptsCode) {
        this.interrupted = interrupted;
        this.interruptsCode = interruptsCode;
    }

    /**
     * Runs a call and waits for its value.
     *
     * @param code under which number it runs code beside the cell; 0 where it does not
     * @throws InterruptedException if its cell was interrupted
     */
    Object await(int cell, int code, Body body)
            throws MagicFailure, IOException, InterruptedException {
        var done = new CompletableFuture<Object>();
        var thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("juggler-magic")
                        .unstarted(
                                () -> {
                                    try {
                                        done.complete(body.run());
                                    } catch (Throwable e) {
                                        done.completeExceptionally(e);
                                    }
                                });
        var each = new Waiting(cell, code, thread, done);
        waiting.add(each);
        try {
            thread.start();
            if (interrupted.test(cell)) {
                end(each);
            }
            return done.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case MagicFailure failure -> throw failure;
                case IOException failure -> throw failure;
                case InterruptedException interrupt -> throw interrupt;
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                default -> throw e;
            }
        } finally {
            waiting.remove(each);
        }
    }

    /**
     * Ends the calls of a cell.
     *
     * @return whether there were any
     */
    boolean interrupt(int cell) {
        boolean found = false;
        for (var each : waiting) {
            if (each.cell() == cell) {
                end(each);
                found = true;
            }
        }
        return found;
    }

    void endAll() {
        waiting.forEach(this::end);
    }

    /** Ends a call; what does not listen is left behind after a moment, its result dropped. */
    private void end(Waiting each) {
        if (each.code() == 0) {
            each.thread().interrupt();
        } else {
            // Its thread may be sending to the worker, which an interrupt would cut off.
            interruptsCode.accept(each.code());
        }
        CompletableFuture.delayedExecutor(GRACE_MS, TimeUnit.MILLISECONDS)
                .execute(() -> each.done().completeExceptionally(new InterruptedException()));
    }
}
