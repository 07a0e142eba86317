package io.juggler.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One end of a lane. Any thread may {@link #send} and {@link #close}; one thread at a time calls
 * {@link #receive}.
 *
 * <p>A thread that is interrupted while it sends or receives closes the channel ({@link
 * java.nio.channels.InterruptibleChannel}): threads that run a user's code must not be the ones
 * that call these.
 */
public final class LaneChannel implements Closeable {

    /** The largest frame, in bytes. */
    public static final int MAX_FRAME = 64 << 20;

    private static final int BUFFER = 64 << 10;
    private static final int KEPT_CAPACITY = 1 << 20;

    private final SocketChannel channel;
    private final Object sending = new Object();
    private FrameOutput out = new FrameOutput();

    // Outside of the heap, where the channel would otherwise make some for each call: what a full
    // heap cannot hold fails before the first byte is sent, so a frame is never sent in part.
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer ahead = ByteBuffer.allocateDirect(BUFFER).flip();

    public LaneChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Sends frames with one write.
     *
     * @throws FrameTooLargeException if one is larger than {@link #MAX_FRAME}; nothing was sent and
     *     the lane is usable
     */
    public void send(Frame... frames) throws IOException {
        synchronized (sending) {
            out.truncate(0);
            for (var frame : frames) {
                int start = out.size();
                out.writeInt(0);
                FrameCodec.write(out, frame);
                int length = out.size() - start - Integer.BYTES;
                if (length > MAX_FRAME) {
                    out = new FrameOutput();
                    throw new FrameTooLargeException(length);
                }
                out.patchInt(start, length);
            }
            write(out.written());
            if (out.size() > KEPT_CAPACITY) {
                out = new FrameOutput();
            }
        }
    }

    /** Sends the hello that opens the lane. */
    public void sendHello(Hello hello) throws IOException {
        synchronized (sending) {
            write(hello.encode());
        }
    }

    /**
     * Waits for the next frame.
     *
     * @throws EOFException when the other end has closed
     * @throws WireException when what came is no frame
     */
    public Frame receive() throws IOException {
        int length = read(Integer.BYTES).getInt();
        if (length <= 0 || length > MAX_FRAME) {
            throw new WireException("a frame of " + length + " bytes");
        }
        return FrameCodec.read(new FrameInput(read(length)));
    }

    /** Waits for the hello that opens the lane. */
    public Hello receiveHello() throws IOException {
        return Hello.decode(read(Hello.BYTES));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ByteBuffer read(int count) throws IOException {
        if (ahead.remaining() < count && count <= ahead.capacity()) {
            ahead.compact();
            while (ahead.position() < count) {
                fill(ahead);
            }
            ahead.flip();
        }
        if (ahead.remaining() >= count) {
            var part = ahead.slice(ahead.position(), count);
            ahead.position(ahead.position() + count);
            return part;
        }
        var large = ByteBuffer.allocate(count).put(ahead);
        while (large.hasRemaining()) {
            ahead.clear().limit(Math.min(BUFFER, large.remaining()));
            fill(ahead);
            large.put(ahead.flip());
        }
        return large.flip();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int length = Math.min(BUFFER, bytes.remaining());
            outgoing.clear().put(bytes.slice(bytes.position(), length)).flip();
            bytes.position(bytes.position() + length);
            while (outgoing.hasRemaining()) {
                channel.write(outgoing);
            }
        }
    }

    private void fill(ByteBuffer buffer) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("the other process has closed the lane");
        }
    }
}
