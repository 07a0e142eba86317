package io.juggler.worker;

import io.juggler.api.MimeBundle;
import io.juggler.wire.CommEvent;
import io.juggler.wire.FrameTooLargeException;
import io.juggler.wire.LaneChannel;
import io.juggler.wire.OutputFrame;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Everything that cells show and print, in one order. Any thread puts in; one thread of its own
 * sends, so that no thread of a user's ever touches the socket (an interrupt would close it).
 *
 * <p>Text is held back for at most {@value #COALESCE_MS} ms or {@value #COALESCE_BYTES} bytes, so
 * that a loop of prints becomes few frames. When {@value #FULL_BYTES} bytes wait to be sent, those
 * who print wait: the back-pressure that a flood meets.
 */
final class OutputLane {
    private static final int COALESCE_MS = 10;
    private static final int COALESCE_BYTES = 64 << 10;
    private static final int FULL_BYTES = 1 << 20;

    private final LaneChannel channel;
    private final TextDecoding decoding = new TextDecoding();

    // Guarded by this. A monitor and not a Lock: it is let go even where a stack overflow hits.
    private List<Item> pending = new ArrayList<>();
    private List<Item> spare = new ArrayList<>();
    private int pendingBytes;
    private long oldestNanos;
    private boolean urgent;
    private boolean sending;
    private boolean broken;

    OutputLane(LaneChannel channel) {
        this.channel = channel;
    }

    /** Starts the thread that sends. */
    void start() {
        Thread.ofPlatform()
                .daemon()
                .name("juggler-output")
                .inheritInheritableThreadLocals(false)
                .start(this::sendAll);
    }

    /** Takes printed bytes; waits while the lane is full. */
    void print(int cell, boolean toStderr, byte[] bytes, int offset, int length)
            throws InterruptedIOException {
        synchronized (this) {
            awaitRoom();
            if (broken) {
                return; // the server is gone and this process about to be
            }
            if (!pending.isEmpty()
                    && pending.getLast() instanceof Text last
                    && last.cell == cell
                    && last.toStderr == toStderr
                    && last.size < COALESCE_BYTES) {
                last.append(bytes, offset, length);
            } else {
                noteOldest();
                var text = new Text(cell, toStderr, Math.max(length, 128));
                text.append(bytes, offset, length);
                pending.add(text);
                notifyAll();
            }
            pendingBytes += length;
            if (pendingBytes >= COALESCE_BYTES) {
                notifyAll();
            }
        }
    }

    /**
     * Takes something to show. An interrupt does not lose it: it is put in, and the thread's status
     * stays set.
     */
    void show(int cell, MimeBundle bundle, String displayId, boolean update) {
        put(new OutputFrame.Shown(cell, bundle, displayId, update));
    }

    /** Takes the wish to clear a cell's output. */
    void clear(int cell, boolean wait) {
        put(new OutputFrame.Cleared(cell, wait));
    }

    /** Takes what happens to a comm, in its place among what is shown and printed. */
    void comm(int cell, CommEvent event) {
        put(new OutputFrame.Comm(cell, event));
    }

    private void put(OutputFrame frame) {
        synchronized (this) {
            try {
                awaitRoom();
            } catch (InterruptedIOException e) {
                // One frame more does no harm, and what a cell shows last should not be lost.
            }
            noteOldest();
            pending.add(new Whole(frame));
            pendingBytes += sizeOf(frame);
            notifyAll();
        }
    }

    /** Takes something that is to be sent at once, with all that was put in before. */
    void putUrgent(OutputFrame frame) {
        synchronized (this) {
            noteOldest();
            pending.add(new Whole(frame));
            urgent = true;
            notifyAll();
        }
    }

    /** Waits until all was sent, at most that long. */
    void drain(long timeoutMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        synchronized (this) {
            urgent = true;
            notifyAll();
            while ((sending || !pending.isEmpty()) && !broken) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void awaitRoom() throws InterruptedIOException {
        while (pendingBytes >= FULL_BYTES && !broken) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(
                        "interrupted while the output waited for the front end");
            }
        }
    }

    private void noteOldest() {
        if (pending.isEmpty()) {
            oldestNanos = System.nanoTime();
        }
    }

    private void sendAll() {
        try {
            while (true) {
                var batch = takeBatch();
                for (var item : batch) {
                    Ending.withMemory(() -> send(item));
                }
                batch.clear();
            }
        } catch (IOException | InterruptedException e) {
            // The server is gone. The evaluation lane sees that too and ends the process.
            synchronized (this) {
                broken = true;
                pending.clear();
                notifyAll();
            }
        }
    }

    private List<Item> takeBatch() throws InterruptedException {
        synchronized (this) {
            sending = false;
            if (pending.isEmpty()) {
                urgent = false;
            }
            notifyAll();
            while (pending.isEmpty()) {
                wait();
            }
            long deadline = oldestNanos + TimeUnit.MILLISECONDS.toNanos(COALESCE_MS);
            while (!urgent && pendingBytes < COALESCE_BYTES) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            var batch = pending;
            pending = spare; // empty again since its items were sent
            spare = batch;
            pendingBytes = 0;
            urgent = false;
            sending = true;
            notifyAll();
            return batch;
        }
    }

    private void send(Item item) throws IOException {
        switch (item) {
            case Text text -> {
                String decoded = decoding.decode(text.cell, text.toStderr, text.bytes, text.size);
                if (!decoded.isEmpty()) {
                    channel.send(new OutputFrame.Printed(text.cell, text.toStderr, decoded));
                }
            }
            case Whole(OutputFrame.Mark mark) -> {
                sendRest(mark.cell(), false);
                sendRest(mark.cell(), true);
                channel.send(mark);
            }
            case Whole(OutputFrame.Shown shown) -> sendWithin(shown);
            case Whole(OutputFrame.Comm comm) -> sendWithin(comm);
            case Whole(var frame) -> channel.send(frame);
        }
    }

    private void sendRest(int cell, boolean toStderr) throws IOException {
        String rest = decoding.finish(cell, toStderr);
        if (!rest.isEmpty()) {
            channel.send(new OutputFrame.Printed(cell, toStderr, rest));
        }
    }

    private void sendWithin(OutputFrame frame) throws IOException {
        try {
            channel.send(frame);
        } catch (FrameTooLargeException e) {
            channel.send(
                    new OutputFrame.Printed(
                            frame.cell(), true, "Cannot send this: " + e.getMessage() + ".\n"));
        }
    }

    private static int sizeOf(OutputFrame frame) {
        int size = 0;
        switch (frame) {
            case OutputFrame.Shown shown -> {
                for (var content : shown.bundle().data().values()) {
                    size +=
                            content instanceof byte[] bytes
                                    ? bytes.length
                                    : ((String) content).length();
                }
            }
            case OutputFrame.Comm(_, var event) -> {
                size = event.message().data().length();
                for (var buffer : event.message().buffers()) {
                    size += buffer.length;
                }
            }
            default -> {}
        }
        return size;
    }

    private sealed interface Item {}

    private record Whole(OutputFrame frame) implements Item {}

    /** Bytes that were printed to one stream by one cell, without anything in between. */
    private static final class Text implements Item {
        final int cell;
        final boolean toStderr;
        byte[] bytes;
        int size;

        Text(int cell, boolean toStderr, int capacity) {
            this.cell = cell;
            this.toStderr = toStderr;
            this.bytes = new byte[capacity];
        }

        void append(byte[] more, int offset, int length) {
            if (size + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
            }
            System.arraycopy(more, offset, bytes, size, length);
            size += length;
        }
    }
}
