package io.juggler.lab;

import io.juggler.lab.measure.Loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * One thread that runs callbacks, one after another: those that were posted, those whose timer is
 * due, and those of sockets that are ready. A callback that does not come back holds up all others.
 * It is what libuv, asyncio and browsers run programs on.
 *
 * <p>A task's form for it, see {@link Task#onLoop}, is given the loop that runs it. All methods are
 * for callbacks, on the loop's own thread; {@link #post} is for any thread. What they return is
 * completed on the loop's thread.
 *
 * @see <a href="https://docs.libuv.org/en/v1.x/design.html">libuv, the I/O loop</a>
 */
public final class EventLoop {
    private final Loop loop;

    EventLoop(Loop loop) {
        this.loop = loop;
    }

    /** Runs a callback as soon as those that were there before it are through. */
    public void post(Runnable callback) {
        loop.post(Objects.requireNonNull(callback, "post(null): give something to run"));
    }

    /**
     * Completes once that time is over, or later where the loop is busy.
     *
     * @param delay how long to wait
     */
    public CompletableFuture<Void> after(Duration delay) {
        Objects.requireNonNull(delay, "after(null): give a time, as in Duration.ofMillis(200)");
        var due = new CompletableFuture<Void>();
        loop.after(delay.toNanos(), () -> due.complete(null));
        return due;
    }

    /**
     * Sends bytes over a new connection and completes with all that comes back until the other side
     * closes it. No thread waits meanwhile.
     *
     * @throws IOException when the connection cannot be begun; later failures complete the future
     */
    public CompletableFuture<byte[]> exchange(InetSocketAddress address, byte[] request)
            throws IOException {
        Objects.requireNonNull(address, "address");
        return loop.exchange(address, request.clone());
    }
}
