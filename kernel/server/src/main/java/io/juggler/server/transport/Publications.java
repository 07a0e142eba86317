package io.juggler.server.transport;

import org.zeromq.ZMQ;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * What is to be published, in order, without loss: when a client's queue is full, publishing waits
 * until it reads again. Only when it has not read for longer than the patience given, publications
 * are kept from that client, until it reads again, so that the others go on. Used by the
 * transport's thread only.
 */
final class Publications {
    private final ZMQ.Socket iopub;
    private final long patience;
    private final Queue<Publication> waiting = new ArrayDeque<>();

    /** Since when the first one waits, in {@link System#nanoTime}; meaningful while it waits. */
    private long since;

    private boolean stalled;
    private boolean dropping;

    private record Publication(List<byte[]> frames, Runnable sent) {}

    Publications(ZMQ.Socket iopub, Duration patience) {
        this.iopub = iopub;
        this.patience = patience.toNanos();
    }

    void add(List<byte[]> frames, Runnable sent) {
        waiting.add(new Publication(frames, sent));
    }

    /**
     * Sends what clients have room for.
     *
     * @return whether anything was sent
     */
    boolean send() {
        boolean progress = false;
        for (var next = waiting.peek(); next != null; next = waiting.peek()) {
            // XPUB tells only by the first part whether there is room, for the whole message.
            if (!ZmqTransport.send(iopub, next.frames)) {
                if (!stalled) {
                    stalled = true;
                    since = System.nanoTime();
                }
                return progress;
            }
            waiting.remove();
            next.sent.run();
            stalled = false;
            progress = true;
            if (dropping) {
                // That send has set aside the client that does not read; wait for the others again.
                iopub.setXpubNoDrop(true);
                dropping = false;
            }
        }
        return progress;
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
        dropping = true;
        iopub.setXpubNoDrop(false);
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
