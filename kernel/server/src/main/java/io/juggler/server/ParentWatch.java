package io.juggler.server;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Notices when the Jupyter server that started this kernel is gone, kill -9 included. */
final class ParentWatch {
    private static final System.Logger LOG = System.getLogger(ParentWatch.class.getName());

    private ParentWatch() {}

    /**
     * Completes when the process that {@code JPY_PARENT_PID} names has ended; never where it names
     * none that can be seen, such as one outside this container.
     */
    static CompletableFuture<Void> parentGone() {
        return parent().map(ProcessHandle::onExit)
                .map(
                        exit ->
                                exit.thenAccept(
                                        parent ->
                                                LOG.log(
                                                        Level.INFO,
                                                        "process {0}, which started this kernel,"
                                                                + " is gone",
                                                        String.valueOf(parent.pid()))))
                .orElseGet(CompletableFuture::new);
    }

    private static Optional<ProcessHandle> parent() {
        var pid = System.getenv("JPY_PARENT_PID");
        if (pid == null || pid.isBlank()) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(handle -> !handle.equals(ProcessHandle.current()));
        } catch (NumberFormatException _) {
            LOG.log(Level.WARNING, "JPY_PARENT_PID is no process id: {0}", pid);
            return Optional.empty();
        }
    }
}
