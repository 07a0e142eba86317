package io.juggler.server.transport;

import io.juggler.server.protocol.Channel;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Carries messages, as frames, between clients and the kernel. Every method may be called by any
 * thread.
 */
public interface Transport extends AutoCloseable {

    /** Starts to hand over what comes in. */
    void start(Receiver receiver);

    /**
     * Sends a message; never waits. For what is bounded by the requests that came in: replies,
     * status.
     */
    void send(Channel channel, List<byte[]> frames);

    /**
     * Publishes output on the iopub channel; waits while more is on its way than clients take. That
     * is the back-pressure that a flooding cell meets.
     *
     * @throws InterruptedException where the calling thread is interrupted while it waits; nothing
     *     was sent then
     */
    void publish(List<byte[]> frames) throws InterruptedException;

    /**
     * Completes when everything that had arrived on the shell channel before this call was handed
     * to the receiver.
     */
    CompletableFuture<Void> received();

    /**
     * Sends what is still to be sent, as far as clients take it within a tenth of a second, and
     * ends the transport.
     */
    @Override
    void close();

    /** Takes what comes in. Called by the transport's one thread: it must not wait for anything. */
    interface Receiver {
        /** A message, its frames unchecked. */
        void received(Channel channel, List<byte[]> frames);

        /** A client listens to the iopub channel. */
        void subscribed(String topic);

        /**
         * A client has not read for so long that publications are kept from it from now on, so that
         * the others go on.
         */
        void stalled();

        /** Nothing comes in or goes out any more, whether that was asked for or not. */
        void ended();
    }
}
