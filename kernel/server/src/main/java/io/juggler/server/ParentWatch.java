package io.juggler.server;

import io.juggler.server.log.Log;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Notices when the Jupyter server that started this kernel is gone, kill -9 included.
 *
 * <p>It looks once a second, as the reference kernel does: {@link ProcessHandle#onExit} looks too,
 * every five seconds at most, and takes a dead process that nobody has waited for yet for a living
 * one.
 */
final class ParentWatch {
    private static final Log LOG = Log.of(ParentWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ProcessHandle parent;

    /**
     * Whether it started this process itself: then this process has another parent once it died.
     */
    private final boolean direct;

    private ParentWatch(ProcessHandle parent) {
        this.parent = parent;
        direct = ProcessHandle.current().parent().equals(Optional.of(parent));
    }

    /**
     * Looks for the process that {@code JPY_PARENT_PID} names, and begins to watch it.
     *
     * @param gone completed when that process has ended; never where it cannot be seen, such as one
     *     outside this container
     */
    static void start(CompletableFuture<Void> gone) {
        parent(System.getenv())
                .map(ParentWatch::new)
                .ifPresent(
                        watch ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("juggler-parent-watch")
                                        .start(() -> watch.run(gone)));
    }

    private void run(CompletableFuture<Void> gone) {
        try {
            while (isThere()) {
                Thread.sleep(INTERVAL);
            }
            LOG.info("process " + parent.pid() + ", which started this kernel, is gone");
            gone.complete(null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isThere() {
        return parent.isAlive()
                && (!direct || ProcessHandle.current().parent().equals(Optional.of(parent)));
    }

    static Optional<ProcessHandle> parent(Map<String, String> environment) {
        var pid = environment.getOrDefault("JPY_PARENT_PID", "").strip();
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(handle -> !handle.equals(ProcessHandle.current()));
        } catch (NumberFormatException _) {
            LOG.warning("JPY_PARENT_PID is no process id: " + pid);
            return Optional.empty();
        }
    }
}
