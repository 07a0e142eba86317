package io.juggler.server.session;

import io.juggler.server.log.Log;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Work that is done one after another, by one thread; no failure ends it. */
final class Lane implements AutoCloseable {
    private static final Log LOG = Log.of(Lane.class);

    private final ThreadPoolExecutor executor;

    Lane(String name) {
        executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name(name).factory());
        // Later there may be none to be had: a cell may take all that a container allows.
        executor.prestartCoreThread();
    }

    void add(Runnable work) {
        try {
            executor.execute(
                    () -> {
                        try {
                            work.run();
                        } catch (RuntimeException | Error e) {
                            LOG.error("a request failed; going on", e);
                        }
                    });
        } catch (RejectedExecutionException _) {
            // The kernel ends; nobody waits for an answer any more.
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
