package io.juggler.server.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * What is to be published, in order, without loss: when a client has no room, publishing waits
 * until it reads again. Only when it has not read for longer than the patience given, publications
 * are kept from that client, until it reads again, so that the others go on. Used by the
 * transport's thread only.
 */
final class Publications {
    private final ZmqPort iopub;
    private final long patience;
    private final Queue<Publication> waiting = new ArrayDeque<>();

    /** Since when the first one waits, in {@link System#nanoTime}; meaningful while it waits. */
    private long since;

    private boolean stalled;

    private record Publication(List<byte[]> frames, Runnable sent) {}

    Publications(ZmqPort iopub, Duration patience) {
        this.iopub = iopub;
        this.patience = patience.toNanos();
    }

    void add(List<byte[]> frames, Runnable sent) {
        waiting.add(new Publication(frames, sent));
    }

    /** Hands on what clients have room for. */
    void send() {
        for (var next = waiting.peek(); next != null; next = waiting.peek()) {
            if (!canSend()) {
                if (!stalled) {
                    stalled = true;
                    since = System.nanoTime();
                }
                return;
            }
            waiting.remove();
            stalled = false;
            var topic = next.frames.getFirst();
            byte[] message = null;
            for (var client : iopub.clients()) {
                if (!client.isPassedBy() && client.listensTo(topic)) {
                    message = message == null ? Zmtp.message(next.frames) : message;
                    client.send(message);
                }
            }
            next.sent.run();
        }
    }

    /** Whether something waits, and all clients have room for it. */
    boolean canSend() {
        return !waiting.isEmpty() && iopub.clients().stream().allMatch(ZmqConnection::hasRoom);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Whether a client was waited for in vain; what is sent next passes it by.
     *
     * @return true once for each time that happens
     */
    boolean stalledTooLong() {
        if (!stalled || System.nanoTime() - since < patience) {
            return false;
        }
        stalled = false;
        iopub.clients().forEach(ZmqConnection::passBy);
        return true;
    }

    /** How long the transport's thread may sleep, in milliseconds; 0 = until something happens. */
    long patienceLeft() {
        if (!stalled) {
            return 0;
        }
        return Math.max(1, (patience - (System.nanoTime() - since)) / 1_000_000 + 1);
    }
}
