package io.juggler.lab.measure;

import io.juggler.lab.trace.CallbackLog;
import io.juggler.lab.trace.Trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * An event loop: one thread, a queue of callbacks, timers, and a selector. Each callback is booked
 * to the task whose callback asked for it.
 *
 * <p>{@link #run} is called by the loop's thread and calls everything else; {@link #post} and
 * {@link #wake} are for any thread.
 */
public final class Loop implements AutoCloseable {
    private final Selector selector;
    private final CallbackLog log;
    private final ArrayDeque<Callback> ready = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Callback> posted = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    Comparator.<Timer>comparingLong(timer -> timer.callback.readyAt)
                            .thenComparingLong(Timer::number));
    private final long epoch = System.nanoTime();
    private long timersMade;
    private volatile Thread thread;

    /** The task whose callback runs. */
    private int current;

    /**
     * Something to run.
     *
     * @param readyAt since when it could run, in ns from the loop's making
     */
    private record Callback(int task, long readyAt, Runnable body) {}

    private record Timer(Callback callback, long number) {}

    /** A loop whose callbacks are logged under that name. */
    Loop(String name) throws IOException {
        selector = Selector.open();
        log = new CallbackLog(name);
    }

    private long now() {
        return System.nanoTime() - epoch;
    }

    /** Runs a callback of that task; for the time before the loop runs. */
    void begin(int task, Runnable body) {
        ready.add(new Callback(task, now(), body));
    }

    /** Any thread calls; from another than the loop's it is the task's that ran last. */
    public void post(Runnable body) {
        var callback = new Callback(current, now(), body);
        if (Thread.currentThread() == thread) {
            ready.add(callback);
        } else {
            posted.add(callback);
            selector.wakeup();
        }
    }

    /** A callback of that task that another thread asks for. */
    void post(int task, Runnable body) {
        posted.add(new Callback(task, now(), body));
        selector.wakeup();
    }

    boolean onItsThread() {
        return Thread.currentThread() == thread;
    }

    /** Runs it after that time, in ns. */
    public void after(long nanos, Runnable body) {
        requireItsThread();
        timers.add(
                new Timer(new Callback(current, now() + Math.max(0, nanos), body), timersMade++));
    }

    /** Sends the request over a new connection, and gives what comes until its end. */
    public CompletableFuture<byte[]> exchange(InetSocketAddress address, byte[] request)
            throws IOException {
        requireItsThread();
        var answer = new CompletableFuture<byte[]>();
        var channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            boolean connected = channel.connect(address);
            channel.register(
                    selector,
                    connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT,
                    new Exchange(current, request, answer));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return answer;
    }

    private void requireItsThread() {
        if (!onItsThread()) {
            throw new IllegalStateException(
                    "only callbacks on the loop's own thread may ask for this; use post() from"
                            + " elsewhere");
        }
    }

    /**
     * Runs callbacks until that is so.
     *
     * @param failed is told what a task's callback threw
     */
    void run(BooleanSupplier over, BiConsumer<Integer, Throwable> failed) {
        thread = Thread.currentThread();
        log.runsHere();
        try {
            while (!over.getAsBoolean()) {
                turn(over, failed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the loop's selector failed: " + e.getMessage(), e);
        }
    }

    private void turn(BooleanSupplier over, BiConsumer<Integer, Throwable> failed)
            throws IOException {
        for (var next = posted.poll(); next != null; next = posted.poll()) {
            ready.add(next);
        }
        long now = now();
        while (!timers.isEmpty() && timers.peek().callback.readyAt <= now) {
            ready.add(timers.poll().callback);
        }
        select(now);
        // Only those that are ready now: what they post comes after timers and sockets had a turn.
        for (int left = ready.size(); left > 0 && !over.getAsBoolean(); left--) {
            run(ready.poll(), failed);
        }
    }

    private void select(long now) throws IOException {
        if (!ready.isEmpty()) {
            selector.selectNow();
        } else if (timers.isEmpty()) {
            selector.select();
        } else {
            long nanos = timers.peek().callback.readyAt - now;
            // Whole milliseconds are all it takes; rounded up, or the loop would spin for the rest.
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999)));
        }
        long readyAt = now();
        var keys = selector.selectedKeys();
        for (var key : keys) {
            if (key.isValid()) {
                var exchange = (Exchange) key.attachment();
                ready.add(new Callback(exchange.task(), readyAt, () -> exchange.goOn(key)));
            }
        }
        keys.clear();
    }

    private void run(Callback callback, BiConsumer<Integer, Throwable> failed) {
        current = callback.task;
        log.begin(callback.task, epoch + callback.readyAt, System.nanoTime());
        try {
            callback.body.run();
        } catch (Throwable thrown) {
            failed.accept(callback.task, thrown);
        } finally {
            log.end(System.nanoTime());
        }
    }

    /** Has the loop look again whether it is over. */
    void wake() {
        selector.wakeup();
    }

    Trace trace() {
        return log.trace();
    }

    /** Closes what is still connected. */
    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
