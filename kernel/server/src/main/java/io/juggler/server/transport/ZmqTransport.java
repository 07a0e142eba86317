package io.juggler.server.transport;

import io.juggler.server.log.Log;
import io.juggler.server.protocol.Channel;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Jupyter's five channels over ZeroMQ.
 *
 * <p>One thread owns all sockets and blocks in one selector: on the channels behind which JeroMQ
 * announces that a socket has something to do, and on other threads' messages, which come through a
 * queue. Nothing polls. JeroMQ's announcements are edges, not levels, and sending may use one up
 * that was about something received; so the thread blocks only after a round in which no socket had
 * anything to give and no message was left to send.
 */
public final class ZmqTransport implements Transport {
    private static final Log LOG = Log.of(ZmqTransport.class);

    /** Received at most at one go, so that a flood on one socket does not starve the others. */
    private static final int BURST = 64;

    /** Published bytes that may wait for the transport's thread. */
    private static final int ROOM = 4 << 20;

    /** Messages that may wait for one client's reading, behind which publishing stops. */
    private static final int IOPUB_HIGH_WATER = 256;

    /** A frame that is larger costs its sender the connection, not the kernel its memory. */
    private static final long LARGEST_FRAME = 64 << 20;

    private static final Duration FLUSH = Duration.ofMillis(100);

    private static final Duration ENDING = Duration.ofMillis(500);

    private final ZContext context = new ZContext();
    private final Selector selector;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;
    private final ZMQ.Socket heartbeat;
    private final Publications publications;

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
        context.setUncaughtExceptionHandler(ZmqTransport::broken);
        context.setNotificationExceptionHandler(ZmqTransport::broken);
        selector = Selector.open();
        try {
            shell = bind(SocketType.ROUTER, connection, connection.shell());
            control = bind(SocketType.ROUTER, connection, connection.control());
            stdin = bind(SocketType.ROUTER, connection, connection.stdin());
            iopub = bind(SocketType.XPUB, connection, connection.iopub());
            // Not REP, which waits for ever to answer a client that broke off inside its request.
            heartbeat = bind(SocketType.ROUTER, connection, connection.heartbeat());
        } catch (IOException e) {
            release();
            throw e;
        }
        publications = new Publications(iopub, patience);
    }

    private ZMQ.Socket bind(SocketType type, ConnectionFile connection, int port)
            throws IOException {
        var socket = context.createSocket(type);
        socket.setLinger((int) FLUSH.toMillis());
        socket.setIPv6(connection.isIpv6());
        socket.setMaxMsgSize(LARGEST_FRAME);
        if (type == SocketType.XPUB) {
            socket.setXpubVerbose(true);
            socket.setXpubNoDrop(true);
            socket.setSndHWM(IOPUB_HIGH_WATER);
        } else {
            // A reply is never dropped; there are as many as requests.
            socket.setSndHWM(0);
        }
        if (type == SocketType.ROUTER) {
            // A client that comes back under its name before the old connection is known to be
            // gone.
            socket.setRouterHandover(true);
        }
        try {
            socket.bind(connection.endpoint(port));
        } catch (ZMQException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot listen on " + connection.endpoint(port) + ": " + e.getMessage(), e);
        }
        socket.getFD().register(selector, SelectionKey.OP_READ);
        return socket;
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
                        selector.select(publications.patienceLeft());
                        selector.selectedKeys().clear();
                    }
                } catch (ZMQException | IOException e) {
                    LOG.error("a socket failed; going on", e);
                } catch (RuntimeException | OutOfMemoryError e) {
                    LOG.error("a message failed; going on", e);
                }
            }
            flush();
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

    private void work() {
        boolean progress;
        do {
            progress = receive(control, Channel.CONTROL);
            progress |= receive(stdin, Channel.STDIN);
            progress |= receive(shell, Channel.SHELL);
            progress |= subscriptions();
            progress |= echo();
            progress |= perform();
            progress |= publications.send();
        } while (progress && !closed);
    }

    private void flush() {
        long end = System.nanoTime() + FLUSH.toNanos();
        boolean progress;
        do {
            progress = perform();
            progress |= publications.send();
        } while (progress && System.nanoTime() < end);
    }

    private boolean perform() {
        boolean progress = false;
        for (int i = 0; i < BURST; i++) {
            switch (tasks.poll()) {
                case null -> {
                    return progress;
                }
                case Task.Send(var channel, var frames, int size) -> send(channel, frames, size);
                case Task.Barrier(var reached) -> {
                    try {
                        while (receive(shell, Channel.SHELL)) {
                            // Until nothing is left.
                        }
                    } finally {
                        reached.complete(null);
                    }
                }
            }
            progress = true;
        }
        return progress;
    }

    private void send(Channel channel, List<byte[]> frames, int size) {
        switch (channel) {
            case IOPUB -> publications.add(frames, () -> room.release(size));
            case SHELL -> send(shell, frames);
            case CONTROL -> send(control, frames);
            case STDIN -> send(stdin, frames);
        }
    }

    private boolean receive(ZMQ.Socket socket, Channel channel) {
        for (int i = 0; i < BURST; i++) {
            var frames = receive(socket);
            if (frames.isEmpty()) {
                return i > 0;
            }
            receiver.received(channel, frames);
        }
        return true;
    }

    private boolean subscriptions() {
        boolean progress = false;
        for (var frames = receive(iopub); !frames.isEmpty(); frames = receive(iopub)) {
            progress = true;
            var event = frames.getFirst();
            if (event.length > 0 && event[0] == 1) {
                try {
                    var topic = ByteBuffer.wrap(event, 1, event.length - 1);
                    receiver.subscribed(
                            StandardCharsets.UTF_8.newDecoder().decode(topic).toString());
                } catch (CharacterCodingException _) {
                    LOG.warning("ignored a subscription that is not UTF-8");
                }
            }
        }
        return progress;
    }

    private boolean echo() {
        boolean progress = false;
        for (var frames = receive(heartbeat); !frames.isEmpty(); frames = receive(heartbeat)) {
            send(heartbeat, frames);
            progress = true;
        }
        return progress;
    }

    private static List<byte[]> receive(ZMQ.Socket socket) {
        var first = socket.recv(ZMQ.DONTWAIT);
        if (first == null) {
            return List.of();
        }
        var frames = new ArrayList<byte[]>(8);
        frames.add(first);
        while (socket.hasReceiveMore()) {
            // The parts of a message arrive together.
            frames.add(socket.recv(ZMQ.DONTWAIT));
        }
        return frames;
    }

    static boolean send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            int more = i < frames.size() - 1 ? ZMQ.SNDMORE : 0;
            if (!socket.send(frames.get(i), ZMQ.DONTWAIT | more)) {
                return false;
            }
        }
        return true;
    }

    private void release() {
        context.close();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void broken(Thread thread, Throwable thrown) {
        LOG.error("ZeroMQ's thread " + thread.getName() + " failed", thrown);
    }
}
