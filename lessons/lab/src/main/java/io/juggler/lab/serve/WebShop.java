package io.juggler.lab.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.juggler.lab.net.Loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real web shop on this machine's loopback address, with one thread that serves all requests in
 * turn, as an event loop does. {@code /products/7} is answered at once; {@code /export.csv} writes
 * some hundred thousand orders, and computes a while.
 *
 * <pre>{@code
 * var shop = webShop();
 * IO.println(shop.product(7));   // the name and the price of product 7
 * shop.visits()                  // how long products take while someone asks for the export
 * }</pre>
 *
 * <p>Any thread may use it. {@link #close} ends it, and so does the end of the JVM.
 */
public final class WebShop implements AutoCloseable {
    private static final int ORDERS = 300_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpServer server;
    private final Executor exports;
    private final AtomicInteger requests = new AtomicInteger();

    private WebShop(Executor exports) throws IOException {
        this.exports = exports;
        // Without an executor, its one thread both accepts and answers.
        server = Loopback.server();
        server.createContext("/products/", this::product);
        server.createContext("/export.csv", this::export);
    }

    static WebShop start(Executor exports) {
        try {
            var shop = new WebShop(exports);
            Loopback.start(shop.server);
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no shop can listen on the loopback address: " + e.getMessage(), e);
        }
    }

    private void product(HttpExchange exchange) {
        requests.incrementAndGet();
        var path = exchange.getRequestURI().getPath();
        var number = path.substring(path.lastIndexOf('/') + 1);
        if (number.isEmpty()
                || number.length() > 9
                || !number.chars().allMatch(Character::isDigit)) {
            answer(exchange, HttpURLConnection.HTTP_NOT_FOUND, "There is no product " + number);
            return;
        }
        int product = Integer.parseInt(number);
        answer(
                exchange,
                HttpURLConnection.HTTP_OK,
                "Product " + product + ": " + Orders.euros(Orders.price(product)));
    }

    private void export(HttpExchange exchange) {
        requests.incrementAndGet();
        if (exports == null) {
            answerExport(exchange);
            return;
        }
        try {
            exports.execute(() -> answerExport(exchange));
        } catch (RejectedExecutionException e) {
            answer(
                    exchange,
                    HttpURLConnection.HTTP_UNAVAILABLE,
                    "The executor for exports takes no work");
        }
    }

    private static void answerExport(HttpExchange exchange) {
        answer(exchange, HttpURLConnection.HTTP_OK, Orders.export(ORDERS));
    }

    private static void answer(HttpExchange exchange, int status, String text) {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The client has gone; there is nobody left to answer.
        }
    }

    /** Where a path of the shop is asked for, such as "/products/7". */
    public URI uri(String path) {
        return Loopback.uri(server, path);
    }

    /**
     * Asks for a product.
     *
     * @param number its number, from 0
     * @throws IOException when there is no such product, or the shop was closed
     */
    public String product(int number) throws IOException {
        return Loopback.get(uri("/products/" + number), PATIENCE);
    }

    /**
     * Asks for all orders as comma-separated values.
     *
     * @throws IOException when the shop was closed
     */
    public String export() throws IOException {
        return Loopback.get(uri("/export.csv"), PATIENCE);
    }

    /**
     * Asks for a product every 10 ms, and for the export in between, and measures how long the
     * products take: before the export, while it is under way, and after it.
     *
     * @throws InterruptedException when the calling thread is interrupted
     */
    public Visits visits() throws InterruptedException {
        return Visits.of(this);
    }

    /** How many requests have come in so far. */
    public int requests() {
        return requests.get();
    }

    /** Stops answering; requests that still wait are cut off. */
    @Override
    public void close() {
        server.stop(0);
    }

    @Override
    public String toString() {
        return "WebShop "
                + uri("/")
                + (exports == null ? " serves all on one thread" : " exports on " + exports);
    }
}
