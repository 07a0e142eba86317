package io.juggler.server.magics.maven;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Says what is being downloaded, in one line. Called by many threads. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class TransferProgress extends AbstractTransferListener {
    private final Consumer<String> line;
    private final Map<String, Long> running = new ConcurrentHashMap<>();
    private long bytes;
    private int files;

    TransferProgress(Consumer<String> line) {
        this.line = line;
    }

    @Override
    public void transferStarted(TransferEvent event) {
        tell(event, 0);
    }

    @Override
    public void transferProgressed(TransferEvent event) {
        tell(event, event.getTransferredBytes());
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        running.remove(name(event));
        synchronized (this) {
            bytes += event.getTransferredBytes();
            files++;
        }
    }

    @Override
    public void transferFailed(TransferEvent event) {
        running.remove(name(event));
    }

    private void tell(TransferEvent event, long transferred) {
        running.put(name(event), transferred);
        long all;
        int count;
        synchronized (this) {
            all = bytes + running.values().stream().mapToLong(Long::longValue).sum();
            count = files;
        }
        line.accept(
                String.format(
                        Locale.ROOT,
                        "Downloading %s from %s: %d files, %.1f MB",
                        name(event),
                        event.getResource().getRepositoryId(),
                        count,
                        all / 1e6));
    }

    private static String name(TransferEvent event) {
        var resource = event.getResource().getResourceName();
        return resource.substring(resource.lastIndexOf('/') + 1);
    }
}
