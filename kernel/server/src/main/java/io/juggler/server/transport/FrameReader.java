package io.juggler.server.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts together what one end of a ZeroMQ connection sends, from pieces as they come: its greeting,
 * then commands and messages. What a frame says of its length is not believed before its bytes are
 * there.
 */
final class FrameReader {
    /** A frame that is larger costs its sender the connection, not the kernel its memory. */
    private static final long LARGEST_FRAME = 64 << 20;

    private static final long LARGEST_MESSAGE = 4 * LARGEST_FRAME;
    private static final int MOST_FRAMES = 10_000;
    private static final int FIRST_BYTES = 64 << 10;

    private final Sink sink;
    private State state = State.GREETING;
    private byte[] bytes = new byte[Zmtp.GREETING_BYTES];
    private int filled;
    private int wanted = Zmtp.GREETING_BYTES;
    private int flags;
    private List<byte[]> message = new ArrayList<>();
    private long messageBytes;

    private enum State {
        GREETING,
        FLAGS,
        LENGTH,
        BODY
    }

    /** Takes what is whole. */
    interface Sink {
        void command(ByteBuffer body) throws IOException;

        void message(List<byte[]> frames) throws IOException;
    }

    FrameReader(Sink sink) {
        this.sink = sink;
    }

    /**
     * Takes all of these bytes.
     *
     * @throws IOException where they are not ZMTP, or more than a peer may send
     */
    void read(ByteBuffer in) throws IOException {
        while (in.hasRemaining() || (state == State.BODY && filled == wanted)) {
            fill(in);
            if (state == State.GREETING && !Zmtp.mayGreet(bytes, filled)) {
                throw new IOException("it does not speak ZMTP 3 without encryption");
            }
            if (filled == wanted) {
                complete();
            }
        }
    }

    private void fill(ByteBuffer in) {
        int some = Math.min(wanted - filled, in.remaining());
        if (filled + some > bytes.length) {
            bytes =
                    Arrays.copyOf(
                            bytes, Math.min(wanted, Math.max(2 * bytes.length, filled + some)));
        }
        in.get(bytes, filled, some);
        filled += some;
    }

    private void complete() throws IOException {
        switch (state) {
            case GREETING -> expect(State.FLAGS, 1);
            case FLAGS -> {
                flags = bytes[0];
                expect(State.LENGTH, (flags & Zmtp.LONG) != 0 ? Long.BYTES : 1);
            }
            case LENGTH -> expectBody();
            case BODY -> {
                var body = bytes.length == wanted ? bytes : Arrays.copyOf(bytes, wanted);
                bytes = new byte[Long.BYTES];
                expect(State.FLAGS, 1);
                take(body);
            }
        }
    }

    private void expect(State next, int size) {
        state = next;
        wanted = size;
        filled = 0;
    }

    private void expectBody() throws IOException {
        long size =
                (flags & Zmtp.LONG) != 0
                        ? ByteBuffer.wrap(bytes).getLong()
                        : Byte.toUnsignedLong(bytes[0]);
        messageBytes += size;
        if (size < 0 || size > LARGEST_FRAME || messageBytes > LARGEST_MESSAGE) {
            throw new IOException("a frame of " + size + " bytes: more than is taken");
        }
        expect(State.BODY, (int) size);
        bytes = new byte[(int) Math.min(size, FIRST_BYTES)];
    }

    private void take(byte[] body) throws IOException {
        if ((flags & Zmtp.COMMAND) != 0) {
            messageBytes -= body.length;
            sink.command(ByteBuffer.wrap(body));
            return;
        }
        message.add(body);
        if (message.size() > MOST_FRAMES) {
            throw new IOException("a message of more than " + MOST_FRAMES + " frames");
        }
        if ((flags & Zmtp.MORE) == 0) {
            var whole = message;
            message = new ArrayList<>();
            messageBytes = 0;
            sink.message(whole);
        }
    }
}
