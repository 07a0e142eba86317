package io.juggler.server.session;

import io.juggler.server.protocol.Channel;
import io.juggler.server.protocol.Codec;
import io.juggler.server.protocol.Content;
import io.juggler.server.protocol.Message;
import io.juggler.server.protocol.Publication;
import io.juggler.server.transport.Transport;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes messages and hands them to the transport. Any thread may call it. */
final class Outbox {
    private final Codec codec;
    private final Transport transport;

    Outbox(Codec codec, Transport transport) {
        this.codec = codec;
        this.transport = transport;
    }

    /** Answers a request on the channel that it came by. */
    void reply(Channel channel, Message request, Content reply) {
        transport.send(channel, codec.encode(request.identities(), reply, request.header().json()));
    }

    /** Tells everyone; never waits. */
    void tell(Publication publication, byte[] parent) {
        transport.send(Channel.IOPUB, broadcast(publication.type(), publication, parent));
    }

    /** Tells everyone that something was answered that concerns all, such as the kernel's end. */
    void tellAll(Content reply, byte[] parent) {
        transport.send(Channel.IOPUB, broadcast(reply.type(), reply, parent));
    }

    /** Greets a client that listens from now on. */
    void welcome(String topic) {
        transport.send(
                Channel.IOPUB, broadcast(topic, new Publication.Welcome(topic), Codec.noParent()));
    }

    /** Publishes a cell's output; waits while clients have not taken what was published before. */
    void publish(Publication output, byte[] parent) throws InterruptedException {
        transport.publish(broadcast(output.type(), output, parent));
    }

    private List<byte[]> broadcast(String topic, Content content, byte[] parent) {
        return codec.encode(List.of(topic.getBytes(StandardCharsets.UTF_8)), content, parent);
    }
}
