package io.juggler.lab.net;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** HTTP on this machine's loopback address, both sides. */
public final class Loopback {

    /** More connections may knock at once than the operating system queues by default. */
    public static final int BACKLOG = 8192;

    private static final int CONNECT_MILLIS = 10_000;

    private Loopback() {}

    /** An address of this machine alone, with a port that is free. */
    public static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** A server that has yet to be started. */
    public static HttpServer server() throws IOException {
        return HttpServer.create(address(), BACKLOG);
    }

    /**
     * Starts a server on a thread of its own: the server's dispatcher inherits whether it is a
     * daemon, and all else, from the thread that starts it.
     */
    public static void start(HttpServer server) {
        var starter =
                Thread.ofPlatform()
                        .name("loopback-start")
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .start(server::start);
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where a server that listens is asked for a path, such as "/data/1". */
    public static URI uri(HttpServer server, String path) {
        var address = server.getAddress();
        return URI.create(
                "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
    }

    /**
     * Asks over a connection and waits for the answer. The calling thread does all of it, so that
     * its timeline shows the whole truth: what it computes, and that it waits.
     *
     * @param patience how long the server may take
     * @throws IOException when there is no answer, or the calling thread was interrupted
     */
    public static String get(URI uri, Duration patience) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout((int) patience.toMillis());
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
