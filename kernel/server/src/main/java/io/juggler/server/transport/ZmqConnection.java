package io.juggler.server.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A client's connection to one of the ports. Used by the transport's thread only. */
final class ZmqConnection implements FrameReader.Sink {
    /** The operating system takes no more at one go (IOV_MAX). */
    private static final int BUFFERS_PER_WRITE = 512;

    /** Bytes that may wait for the client's reading, behind which publishing stops. */
    private static final long ROOM = 1 << 20;

    private final ZmqPort port;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final FrameReader reader = new FrameReader(this);
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private final List<byte[]> topics = new ArrayList<>();
    private final long since = System.nanoTime();
    private long waiting;
    private boolean ready;
    private boolean passedBy;

    /** Who the client is to the port it is connected to; null until it has said so. */
    private byte[] identity;

    ZmqConnection(ZmqPort port, SocketChannel channel, SelectionKey key) {
        this.port = port;
        this.channel = channel;
        this.key = key;
        send(Zmtp.greeting());
        send(Zmtp.ready(port.type()));
    }

    byte[] identity() {
        return identity;
    }

    /** Whether it is there and has not said yet what it is. */
    boolean isBeginning() {
        return channel.isOpen() && !ready;
    }

    /** Since when it is there, in {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** Takes what has arrived; the end of the connection is an end as any other. */
    void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            throw new IOException("the client is gone");
        }
        reader.read(buffer.flip());
    }

    /** Takes all that has arrived by now. */
    void drain(ByteBuffer buffer) throws IOException {
        do {
            read(buffer);
        } while (buffer.limit() == buffer.capacity());
    }

    /** Adds to what goes out with the next {@link #flush}. */
    void send(byte[] bytes) {
        out.add(ByteBuffer.wrap(bytes));
        waiting += bytes.length;
        port.hasOutput(this);
    }

    /** Writes what the client takes now. */
    void flush() throws IOException {
        while (!out.isEmpty()) {
            var some = out.stream().limit(BUFFERS_PER_WRITE).toArray(ByteBuffer[]::new);
            waiting -= channel.write(some);
            while (!out.isEmpty() && !out.peek().hasRemaining()) {
                out.remove();
            }
            if (some[some.length - 1].hasRemaining()) {
                break;
            }
        }
        key.interestOps(
                out.isEmpty()
                        ? SelectionKey.OP_READ
                        : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    boolean hasOutput() {
        return !out.isEmpty();
    }

    /** Whether it listens to what is published under a topic. */
    boolean listensTo(byte[] topic) {
        return topics.stream().anyMatch(prefix -> startsWith(topic, prefix));
    }

    private static boolean startsWith(byte[] topic, byte[] prefix) {
        if (topic.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (topic[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a publication need not wait for this client. */
    boolean hasRoom() {
        passedBy &= waiting > ROOM;
        return waiting <= ROOM || passedBy;
    }

    /** Keeps publications from a client that does not read, until it reads again. */
    void passBy() {
        passedBy = waiting > ROOM;
    }

    boolean isPassedBy() {
        return passedBy;
    }

    @Override
    public void command(ByteBuffer body) throws IOException {
        var nameBytes = new byte[body.hasRemaining() ? Byte.toUnsignedInt(body.get()) : 0];
        if (body.remaining() < nameBytes.length) {
            throw new IOException("a command whose name is longer than itself");
        }
        body.get(nameBytes);
        var name = new String(nameBytes, StandardCharsets.US_ASCII);
        if (!ready) {
            if (!name.equals("READY")) {
                throw new IOException(name + " where READY should be");
            }
            handshake(body);
            return;
        }
        var data = new byte[body.remaining()];
        body.get(data);
        switch (name) {
            // These three are of ZMTP 3.1; who speaks it may use them although this end did not
            // say that it does.
            case "SUBSCRIBE" -> subscribe(data);
            case "CANCEL" -> cancel(data);
            case "PING" -> pong(data);
            case "ERROR" -> throw new IOException("the client has given up");
            default -> {}
        }
    }

    private void handshake(ByteBuffer body) throws IOException {
        var properties = Zmtp.properties(body);
        if (properties == null) {
            throw new IOException("a READY command that is malformed");
        }
        var type =
                new String(
                        properties.getOrDefault("Socket-Type", new byte[0]),
                        StandardCharsets.US_ASCII);
        if (!port.talksTo(type)) {
            throw new IOException("a " + port.type() + " socket does not talk to a " + type);
        }
        identity = port.admit(this, properties.get("Identity"));
        ready = true;
    }

    private void pong(byte[] data) {
        int timeToLive = Short.BYTES;
        if (data.length >= timeToLive) {
            var context = new byte[data.length - timeToLive];
            System.arraycopy(data, timeToLive, context, 0, context.length);
            send(Zmtp.command("PONG", context));
        }
    }

    @Override
    public void message(List<byte[]> frames) throws IOException {
        if (!ready) {
            throw new IOException("a message before READY");
        }
        if (!port.isPublishing()) {
            port.received(this, frames);
            return;
        }
        var event = frames.getFirst();
        if (event.length > 0 && event[0] <= 1) {
            var topic = new byte[event.length - 1];
            System.arraycopy(event, 1, topic, 0, topic.length);
            if (event[0] == 1) {
                subscribe(topic);
            } else {
                cancel(topic);
            }
        }
    }

    private void subscribe(byte[] topic) {
        topics.add(topic);
        port.subscribed(topic);
    }

    private void cancel(byte[] topic) {
        for (int i = 0; i < topics.size(); i++) {
            if (Arrays.equals(topics.get(i), topic)) {
                topics.remove(i);
                return;
            }
        }
    }

    /** Ends the connection; what had not gone out is lost. */
    void close() {
        port.remove(this);
        out.clear();
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is as good as closed
        }
    }
}
