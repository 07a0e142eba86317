package io.juggler.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.juggler.lab.net.Loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP server on this machine's loopback address that takes its time: request i is answered
 * with "Data i", after a chosen latency. While it waits it holds no thread, so that thousands of
 * requests can wait at once; its own threads are platform threads apart from any carrier.
 *
 * <pre>{@code
 * var server = Lab.dataServer(Duration.ofMillis(200));
 * var fetch = Lab.task("fetch", server::fetch);
 * IO.println(Lab.concurrently(fetch, 5).results());  // [Data 0, Data 1, Data 2, Data 3, Data 4]
 * }</pre>
 *
 * <p>It may be used by any number of threads, and by later cells; {@link #close} ends it, and so
 * does the end of the JVM.
 */
public final class DataServer implements AutoCloseable {

    /** The longest latency that makes sense under a cell. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration latency;
    private final HttpServer server;
    private final ScheduledThreadPoolExecutor answers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    private DataServer(Duration latency) throws IOException {
        this.latency = latency;
        answers =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform()
                                .name("data-server-answers-", 1)
                                .daemon()
                                .inheritInheritableThreadLocals(false)
                                .factory());
        server = Loopback.server();
        server.createContext("/data/", this::answerLater);
    }

    static DataServer start(Duration latency) {
        Objects.requireNonNull(
                latency, "a data server needs a latency: dataServer(Duration.ofMillis(200))");
        if (latency.isNegative() || latency.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a latency of "
                            + latency
                            + ": it must be from 0 to "
                            + LONGEST.toSeconds()
                            + " seconds");
        }
        try {
            var server = new DataServer(latency);
            Loopback.start(server.server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no server can listen on the loopback address: " + e.getMessage(), e);
        }
    }

    private void answerLater(HttpExchange exchange) {
        requests.incrementAndGet();
        most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
        var _ = answers.schedule(() -> answer(exchange), latency.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void answer(HttpExchange exchange) {
        // Before it is sent: who has the answer may ask again at once.
        waiting.decrementAndGet();
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body =
                    ("Data " + path.substring(path.lastIndexOf('/') + 1))
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The client has gone; there is nobody left to answer.
        }
    }

    /** Where request i is answered. */
    public URI uri(int i) {
        return Loopback.uri(server, "/data/" + i);
    }

    /**
     * Asks the server over a connection and waits for the answer, "Data " and i. The calling thread
     * does all of it, so that its timeline shows the whole truth: what it computes, and that it
     * waits.
     *
     * @throws IOException when the server was closed, or the calling thread was interrupted
     */
    public String fetch(int i) throws IOException {
        return Loopback.get(uri(i), PATIENCE.plus(latency));
    }

    /**
     * As {@link #fetch}, in the form for an event loop: nothing waits, the loop calls back.
     *
     * <pre>{@code
     * var fetch = Lab.task("fetch", server::fetch).onLoop(server::fetchOn);
     * }</pre>
     *
     * @throws IOException when the connection cannot be begun
     */
    public CompletionStage<String> fetchOn(int i, EventLoop loop) throws IOException {
        var request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                        .formatted(uri(i).getPath(), uri(i).getAuthority());
        return loop.exchange(server.getAddress(), request.getBytes(StandardCharsets.US_ASCII))
                .thenApply(DataServer::body);
    }

    private static String body(byte[] answer) {
        var text = new String(answer, StandardCharsets.UTF_8);
        int head = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 200 ") || head < 0) {
            throw new UncheckedIOException(
                    new IOException("no answer, or another than expected: " + text));
        }
        return text.substring(head + 4);
    }

    /** How long it takes to answer. */
    public Duration latency() {
        return latency;
    }

    /** How many requests have come in so far. */
    public int requests() {
        return requests.get();
    }

    /** The most requests that waited for their answer at one moment. */
    public int mostAtOnce() {
        return most.get();
    }

    /** Stops answering; requests that still wait are cut off. */
    @Override
    public void close() {
        answers.shutdownNow();
        server.stop(0);
    }

    @Override
    public String toString() {
        return "DataServer "
                + uri(0).resolve("/data/")
                + " answers after "
                + latency.toMillis()
                + " ms";
    }
}
