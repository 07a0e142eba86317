package io.juggler.lab.serve;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Real services on this machine's loopback address. Cells call these methods by their bare names;
 * {@code dataServer} is among the lab's own. A service serves later cells as well, until it is
 * closed or the JVM ends.
 */
public final class Services {

    private Services() {}

    /**
     * A web shop whose one thread serves everything, one request after another: products, which are
     * quick, and the export of all orders, which is not.
     */
    public static WebShop webShop() {
        return WebShop.start(null);
    }

    /**
     * A web shop that writes its exports on an executor, and serves products meanwhile.
     *
     * @param exports where exports are written; stays open
     */
    public static WebShop webShop(Executor exports) {
        return WebShop.start(
                java.util.Objects.requireNonNull(
                        exports,
                        "webShop(null): give an executor, as in"
                                + " webShop(Executors.newFixedThreadPool(1))"));
    }

    /**
     * A server that sends a message to every subscriber, again and again.
     *
     * @param every how long from one message to the next, from 1 ms to 1 minute
     */
    public static MessageStream messageStream(Duration every) {
        return MessageStream.start(every);
    }
}
