package io.juggler.lab.serve;

import io.juggler.lab.net.Loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real server on this machine's loopback address that sends a message to every subscriber, at a
 * steady rhythm, whether or not they read. One thread serves them all. What a slow subscriber does
 * not read is kept for it up to 1,000 messages; then messages to it are dropped, and counted.
 *
 * <pre>{@code
 * try (var stream = messageStream(Duration.ofMillis(20)); var mine = stream.subscribe()) {
 *     for (int i = 0; i < 5; i++) IO.println(mine.next());
 * }
 * }</pre>
 *
 * <p>Any thread may use it; its selector's thread alone touches the channels. {@link #close} ends
 * it, and so does the end of the JVM.
 */
public final class MessageStream implements AutoCloseable {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final int MOST_PENDING = 1_000;

    /** So small that a subscriber who does not read is noticed soon, in bytes. */
    private static final int SEND_BUFFER = 4_096;

    private final Duration every;
    private final Selector selector;
    private final ServerSocketChannel door;
    private final InetSocketAddress address;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicInteger subscribers = new AtomicInteger();
    private volatile boolean closed;

    private MessageStream(Duration every) throws IOException {
        this.every = every;
        selector = Selector.open();
        door = ServerSocketChannel.open();
        door.bind(Loopback.address(), Loopback.BACKLOG);
        door.configureBlocking(false);
        var _ = door.register(selector, SelectionKey.OP_ACCEPT);
        address = (InetSocketAddress) door.getLocalAddress();
    }

    static MessageStream start(Duration every) {
        Objects.requireNonNull(
                every, "a stream needs a rhythm: messageStream(Duration.ofMillis(20))");
        if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "a message every " + every + ": it must be from 1 ms to 1 minute");
        }
        try {
            var stream = new MessageStream(every);
            var _ =
                    Thread.ofPlatform()
                            .name("message-stream")
                            .daemon()
                            .inheritInheritableThreadLocals(false)
                            .start(stream::loop);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no stream can listen on the loopback address: " + e.getMessage(), e);
        }
    }

    /** What waits for one subscriber; the buffer in front may be sent in part. */
    private static final class Pending {
        private final ArrayDeque<ByteBuffer> messages = new ArrayDeque<>();

        /** Whether all was written. */
        boolean write(SocketChannel channel) throws IOException {
            while (!messages.isEmpty()) {
                var first = messages.getFirst();
                channel.write(first);
                if (first.hasRemaining()) {
                    return false;
                }
                messages.removeFirst();
            }
            return true;
        }
    }

    private void loop() {
        long next = System.nanoTime() + every.toNanos();
        try (selector;
                door) {
            while (!closed) {
                long left = next - System.nanoTime();
                if (left > 0) {
                    selector.select(Math.max(1, left / 1_000_000));
                } else {
                    tell();
                    next += every.toNanos();
                    selector.selectNow();
                }
                serve();
            }
            selector.keys().forEach(MessageStream::drop);
        } catch (IOException e) {
            closed = true;
        }
    }

    private void serve() throws IOException {
        for (var key : selector.selectedKeys()) {
            if (key.isValid() && key.isAcceptable()) {
                accept();
            } else if (key.isValid()) {
                if (key.isReadable() && hasGone(key)) {
                    leave(key);
                } else if (key.isWritable()) {
                    write(key);
                }
            }
        }
        selector.selectedKeys().clear();
    }

    private void accept() throws IOException {
        for (var channel = door.accept(); channel != null; channel = door.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            var _ = channel.register(selector, SelectionKey.OP_READ, new Pending());
            subscribers.incrementAndGet();
        }
    }

    private void tell() {
        var text = sent.getAndIncrement() + "\t" + System.nanoTime() + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (var key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Pending pending) {
                if (pending.messages.size() >= MOST_PENDING) {
                    dropped.incrementAndGet();
                } else {
                    pending.messages.add(ByteBuffer.wrap(bytes));
                    write(key);
                }
            }
        }
    }

    private void write(SelectionKey key) {
        try {
            boolean all = ((Pending) key.attachment()).write((SocketChannel) key.channel());
            key.interestOps(
                    all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException e) {
            leave(key);
        }
    }

    private static boolean hasGone(SelectionKey key) {
        try {
            return ((SocketChannel) key.channel()).read(ByteBuffer.allocate(64)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private void leave(SelectionKey key) {
        drop(key);
        subscribers.decrementAndGet();
    }

    private static void drop(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    /**
     * Connects, and receives every message from now on.
     *
     * @throws IOException when the stream was closed
     */
    public Subscription subscribe() throws IOException {
        return new Subscription(address);
    }

    /** How long from one message to the next. */
    public Duration every() {
        return every;
    }

    /** How many messages there have been so far. */
    public long sent() {
        return sent.get();
    }

    /** How many messages some subscriber did not get, because it read too slowly. */
    public long dropped() {
        return dropped.get();
    }

    /** How many are connected now. */
    public int subscribers() {
        return subscribers.get();
    }

    /** Ends the stream and every subscription. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    @Override
    public String toString() {
        return "MessageStream "
                + address.getAddress().getHostAddress()
                + ":"
                + address.getPort()
                + " sends every "
                + every.toMillis()
                + " ms";
    }
}
