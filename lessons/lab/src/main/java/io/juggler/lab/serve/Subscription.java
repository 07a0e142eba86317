package io.juggler.lab.serve;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A connection to a {@link MessageStream}. One thread at a time reads from it, and does all the
 * reading itself.
 */
public final class Subscription implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 70_000;

    /** So small that the server notices soon when nobody reads, in bytes. */
    private static final int RECEIVE_BUFFER = 4_096;

    private final Socket socket = new Socket();
    private final BufferedReader in;

    Subscription(InetSocketAddress address) throws IOException {
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(address, PATIENCE_MILLIS);
            in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII),
                            256);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * A message.
     *
     * @param number its number, from 0; where one is missing, it was dropped
     * @param age how long ago it was sent, when it was read
     */
    public record Message(long number, Duration age) {
        @Override
        public String toString() {
            return "Message " + number;
        }
    }

    /**
     * The next message; waits until there is one.
     *
     * @throws EOFException when the stream has ended
     * @throws IOException when the connection is lost, or the calling thread was interrupted
     */
    public Message next() throws IOException {
        var line = in.readLine();
        if (line == null) {
            throw new EOFException("the stream has ended");
        }
        int tab = line.indexOf('\t');
        return new Message(
                Long.parseLong(line.substring(0, tab)),
                Duration.ofNanos(System.nanoTime() - Long.parseLong(line.substring(tab + 1))));
    }

    /** Such as "Subscription to 127.0.0.1:40001". */
    @Override
    public String toString() {
        return "Subscription to "
                + (socket.isClosed()
                        ? "a stream, closed"
                        : socket.getInetAddress().getHostAddress() + ":" + socket.getPort());
    }

    /** Ends this subscription; the stream goes on. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
