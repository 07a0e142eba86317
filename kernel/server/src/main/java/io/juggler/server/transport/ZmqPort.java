package io.juggler.server.transport;

import io.juggler.server.protocol.Channel;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One of the ports, a ROUTER or an XPUB socket in ZeroMQ's words, with the clients that are
 * connected to it. Used by the transport's thread only.
 */
final class ZmqPort {
    private static final Set<String> REQUESTERS = Set.of("DEALER", "REQ", "ROUTER");
    private static final Set<String> SUBSCRIBERS = Set.of("SUB", "XSUB");
    private static final int LONGEST_IDENTITY = 255;

    private final Channel channel;
    private final Events events;
    private final Set<ZmqConnection> withOutput;

    /** Those that have said who they are, by that. */
    private final Map<ByteBuffer, ZmqConnection> clients = new HashMap<>();

    private int unnamed;

    /** What clients do. */
    interface Events {
        /** A message, without its sender's identity. */
        void received(ZmqPort port, ZmqConnection from, List<byte[]> frames);

        void subscribed(byte[] topic);
    }

    /**
     * @param channel null for the heartbeat
     * @param withOutput where connections that have something to send are noted
     */
    ZmqPort(Channel channel, Events events, Set<ZmqConnection> withOutput) {
        this.channel = channel;
        this.events = events;
        this.withOutput = withOutput;
    }

    Channel channel() {
        return channel;
    }

    boolean isPublishing() {
        return channel == Channel.IOPUB;
    }

    /** The type of socket that this end says it is. */
    String type() {
        return isPublishing() ? "XPUB" : "ROUTER";
    }

    boolean talksTo(String type) {
        return (isPublishing() ? SUBSCRIBERS : REQUESTERS).contains(type);
    }

    Collection<ZmqConnection> clients() {
        return clients.values();
    }

    /** The client with that identity, or null. */
    ZmqConnection client(byte[] identity) {
        return clients.get(ByteBuffer.wrap(identity));
    }

    /**
     * Takes a client in. One that comes back under its name takes the place of its old connection,
     * of which nobody may know yet that it is gone.
     *
     * @param wanted how it wants to be called, or null
     * @return how it is called
     */
    byte[] admit(ZmqConnection client, byte[] wanted) {
        // A zero at the beginning is for the names that this end gives.
        boolean usable =
                wanted != null
                        && wanted.length > 0
                        && wanted.length <= LONGEST_IDENTITY
                        && wanted[0] != 0;
        var identity =
                usable
                        ? wanted
                        : ByteBuffer.allocate(1 + Integer.BYTES)
                                .put((byte) 0)
                                .putInt(++unnamed)
                                .array();
        var before = clients.put(ByteBuffer.wrap(identity), client);
        if (before != null) {
            before.close();
        }
        return identity;
    }

    /** A connection has ended. */
    void remove(ZmqConnection client) {
        withOutput.remove(client);
        if (client.identity() != null) {
            clients.remove(ByteBuffer.wrap(client.identity()), client);
        }
    }

    void hasOutput(ZmqConnection client) {
        withOutput.add(client);
    }

    void received(ZmqConnection from, List<byte[]> frames) {
        events.received(this, from, frames);
    }

    void subscribed(byte[] topic) {
        events.subscribed(topic);
    }
}
