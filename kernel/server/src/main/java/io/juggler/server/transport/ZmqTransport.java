package io.juggler.server.transport;

import io.juggler.server.log.Log;
import io.juggler.server.protocol.Channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Jupyter's five channels over ZeroMQ's protocol.
 *
 * <p>One thread owns all sockets and blocks in one selector, which other threads wake with what
 * they want sent. A message takes one thread and three system calls; a library's threads, that
 * signal each other through pipes, took more of both than a small cell itself.
 */
public final class ZmqTransport implements Transport {
    private static final Log LOG = Log.of(ZmqTransport.class);

    /** Bytes that are read at one go, so that a flood on one connection does not starve others. */
    private static final int READ_BYTES = 256 << 10;

    /** Published bytes that may wait for the transport's thread. */
    private static final int ROOM = 4 << 20;

    private static final Duration FLUSH = Duration.ofMillis(100);

    private static final Duration ENDING = Duration.ofMillis(500);

    /** How long a connection may take to say what it is. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private final Selector selector;
    private final Publications publications;
    private final ZmqPort shell;
    private final ZmqPort control;
    private final ZmqPort stdin;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final Set<ZmqConnection> withOutput = new LinkedHashSet<>();
    private final Deque<ZmqConnection> handshakes = new ArrayDeque<>();

    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final Thread thread = new Thread(this::run, "juggler-transport");
    private volatile boolean closed;
    private Receiver receiver;

    /** What other threads give to the one that owns the sockets. */
    private sealed interface Task {
        record Send(Channel channel, List<byte[]> frames, int room) implements Task {}

        record Barrier(CompletableFuture<Void> reached) implements Task {}
    }

    /**
     * Binds the ports.
     *
     * @param patience how long publishing waits for a client that does not read
     * @throws IOException where a port cannot be had; names it
     */
    public ZmqTransport(ConnectionFile connection, Duration patience) throws IOException {
        selector = Selector.open();
        try {
            shell = bind(connection, connection.shell(), Channel.SHELL);
            control = bind(connection, connection.control(), Channel.CONTROL);
            stdin = bind(connection, connection.stdin(), Channel.STDIN);
            var iopub = bind(connection, connection.iopub(), Channel.IOPUB);
            bind(connection, connection.heartbeat(), null);
            publications = new Publications(iopub, patience);
        } catch (IOException e) {
            release();
            throw e;
        }
    }

    private ZmqPort bind(ConnectionFile connection, int number, Channel channel)
            throws IOException {
        var port = new ZmqPort(channel, new Incoming(), withOutput);
        var socket = ServerSocketChannel.open();
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(
                    connection.ip().equals("*")
                            ? new InetSocketAddress(number)
                            : new InetSocketAddress(
                                    InetAddress.getByName(connection.ip()), number));
            socket.register(selector, SelectionKey.OP_ACCEPT, port);
            return port;
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "cannot listen on " + connection.endpoint(number) + ": " + e.getMessage(), e);
        }
    }

    /** What clients send, for the receiver; the heartbeat is answered here. */
    private final class Incoming implements ZmqPort.Events {
        @Override
        public void received(ZmqPort port, ZmqConnection from, List<byte[]> frames) {
            if (port.channel() == null) {
                from.send(Zmtp.message(frames));
                return;
            }
            var message = new ArrayList<byte[]>(frames.size() + 1);
            message.add(from.identity());
            message.addAll(frames);
            try {
                receiver.received(port.channel(), message);
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.error("a message failed; going on", e);
            }
        }

        @Override
        public void subscribed(byte[] topic) {
            try {
                receiver.subscribed(
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(topic))
                                .toString());
            } catch (CharacterCodingException _) {
                LOG.warning("ignored a subscription that is not UTF-8");
            }
        }
    }

    @Override
    public void start(Receiver receiver) {
        this.receiver = receiver;
        // Thread.start publishes the receiver to the transport's thread.
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void send(Channel channel, List<byte[]> frames) {
        if (Thread.currentThread() == thread) {
            // A greeting, which comes before all that waits for this thread.
            send(channel, frames, 0);
            return;
        }
        hand(new Task.Send(channel, frames, 0));
    }

    @Override
    public void publish(List<byte[]> frames) throws InterruptedException {
        int size = Math.min(ROOM, frames.stream().mapToInt(frame -> frame.length).sum());
        room.acquire(size);
        hand(new Task.Send(Channel.IOPUB, frames, size));
    }

    @Override
    public CompletableFuture<Void> received() {
        var reached = new CompletableFuture<Void>();
        hand(new Task.Barrier(reached));
        if (closed) {
            reached.complete(null);
        }
        return reached;
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            if (thread.isAlive() && !thread.join(ENDING)) {
                LOG.warning("the sockets are still busy and are left to the process");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(Task task) {
        tasks.add(task);
        selector.wakeup();
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    work();
                    if (publications.stalledTooLong()) {
                        receiver.stalled();
                    } else {
                        selector.select(this::handle, sleep());
                    }
                } catch (IOException e) {
                    LOG.error("a socket failed; going on", e);
                } catch (RuntimeException | OutOfMemoryError e) {
                    LOG.error("a message failed; going on", e);
                }
            }
            flush();
        } catch (IOException e) {
            LOG.error("not all was sent", e);
        } finally {
            // Whoever waits for room must not wait for a transport that is gone.
            room.release(Integer.MAX_VALUE / 2);
            for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                if (task instanceof Task.Barrier(var reached)) {
                    reached.complete(null);
                }
            }
            release();
            receiver.ended();
        }
    }

    /** How long nothing may happen, in milliseconds; 0 = for ever. */
    private long sleep() {
        long patience = publications.patienceLeft();
        while (!handshakes.isEmpty() && !handshakes.peek().isBeginning()) {
            handshakes.remove();
        }
        if (handshakes.isEmpty()) {
            return patience;
        }
        long left =
                Math.max(
                        1,
                        HANDSHAKE
                                .minusNanos(System.nanoTime() - handshakes.peek().since())
                                .toMillis());
        return patience == 0 ? left : Math.min(patience, left);
    }

    private void work() {
        perform();
        do {
            publications.send();
            for (var connection : List.copyOf(withOutput)) {
                guarded(connection, connection::flush);
            }
            withOutput.clear();
            // A client that took everything just now gives no other sign that it has room again.
        } while (publications.canSend());
        while (!handshakes.isEmpty()
                && System.nanoTime() - handshakes.peek().since() > HANDSHAKE.toNanos()) {
            var late = handshakes.remove();
            if (late.isBeginning()) {
                late.close();
            }
        }
    }

    private void flush() throws IOException {
        long end = System.nanoTime() + FLUSH.toNanos();
        do {
            work();
            selector.select(this::handle, 1);
        } while (isSending() && System.nanoTime() < end);
    }

    private boolean isSending() {
        return !tasks.isEmpty()
                || !publications.isEmpty()
                || selector.keys().stream()
                        .anyMatch(
                                key ->
                                        key.attachment() instanceof ZmqConnection connection
                                                && connection.hasOutput());
    }

    private void handle(SelectionKey key) {
        // No switch over types, here and below: linking one takes milliseconds, and a client waits
        // for its first answer.
        if (key.attachment() instanceof ZmqPort port) {
            accept(port, (ServerSocketChannel) key.channel());
        } else {
            var connection = (ZmqConnection) key.attachment();
            guarded(
                    connection,
                    () -> {
                        if (key.isReadable()) {
                            connection.read(buffer);
                        }
                        if (key.isValid() && key.isWritable()) {
                            connection.flush();
                        }
                    });
        }
    }

    private void accept(ZmqPort port, ServerSocketChannel socket) {
        try {
            var channel = socket.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            var key = channel.register(selector, SelectionKey.OP_READ);
            var connection = new ZmqConnection(port, channel, key);
            key.attach(connection);
            handshakes.add(connection);
        } catch (IOException e) {
            LOG.error("a connection could not be accepted", e);
        }
    }

    /** What may end a connection. */
    private interface Exchange {
        void run() throws IOException;
    }

    /** A client that breaks off, or sends what it may not, loses its connection and no more. */
    private static void guarded(ZmqConnection connection, Exchange exchange) {
        try {
            exchange.run();
        } catch (IOException | CancelledKeyException _) {
            connection.close();
        }
    }

    private void perform() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            if (task instanceof Task.Send(var channel, var frames, int size)) {
                send(channel, frames, size);
            } else if (task instanceof Task.Barrier(var reached)) {
                try {
                    for (var client : List.copyOf(shell.clients())) {
                        guarded(client, () -> client.drain(buffer));
                    }
                } finally {
                    reached.complete(null);
                }
            }
        }
    }

    private void send(Channel channel, List<byte[]> frames, int size) {
        switch (channel) {
            case IOPUB -> publications.add(frames, () -> room.release(size));
            case SHELL -> reply(shell, frames);
            case CONTROL -> reply(control, frames);
            case STDIN -> reply(stdin, frames);
        }
    }

    /** The first frame says to whom; nobody is told where that client is gone. */
    private static void reply(ZmqPort port, List<byte[]> frames) {
        var client = port.client(frames.getFirst());
        if (client != null) {
            client.send(Zmtp.message(frames.subList(1, frames.size())));
        }
    }

    private void release() {
        for (var key : selector.keys()) {
            try {
                key.channel().close();
            } catch (IOException e) {
                LOG.warning("a socket could not be closed: " + e);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warning("the selector could not be closed: " + e);
        }
    }
}
