package io.juggler.server.session;

import io.juggler.server.log.Log;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Work that is done one after another, by one thread; no failure ends it. */
final class Lane implements AutoCloseable {
    private static final Log LOG = Log.of(Lane.class);

    private final ExecutorService executor;

    Lane(String name) {
        executor =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
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
