package io.juggler.server.session;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.juggler.server.engine.Engine;
import io.juggler.server.protocol.Channel;
import io.juggler.server.protocol.Codec;
import io.juggler.server.protocol.Content;
import io.juggler.server.protocol.MalformedMessageException;
import io.juggler.server.protocol.Message;
import io.juggler.server.protocol.Reply;
import io.juggler.server.transport.Transport;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client without sockets: its requests go to a session as frames, on one thread, as a transport's
 * do; what the session sends is decoded and kept.
 */
final class InMemoryFrontEnd implements Transport {
    static final String KEY = "secret";
    private static final long LIMIT_S = 20;
    private static final JsonMapper JSON = new JsonMapper();

    /** The client's side of the wire. */
    final Codec codec = new Codec(KEY);

    final Session session;
    final ScriptedEngine engine;

    private final ExecutorService wire = Executors.newSingleThreadExecutor();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Sent> fresh = new LinkedBlockingQueue<>();
    private Receiver receiver;

    /** One message that the kernel sent, with the request that it says it belongs to. */
    record Sent(Channel channel, Message message, String parent) {
        String type() {
            return message.header().type();
        }

        /** The type; for status and streams with what it says. */
        String summary() {
            var content = message.content();
            return switch (type()) {
                case "status" -> content.get("execution_state").stringValue();
                case "stream" ->
                        content.get("name").stringValue()
                                + " "
                                + content.get("text").stringValue().strip();
                default -> type();
            };
        }
    }

    InMemoryFrontEnd() {
        this(null);
    }

    /**
     * @param failure why the engine does not start, or null
     */
    InMemoryFrontEnd(IOException failure) {
        var engineLater = new CompletableFuture<Engine>();
        session =
                new Session(
                        new Codec(KEY),
                        this,
                        engineLater,
                        new SessionHistory(),
                        new Reply.KernelInfo("1", "25", "banner", List.of()),
                        new Reply.Connected(1, 2, 3, 4, 5));
        engine = new ScriptedEngine(session.listener());
        if (failure == null) {
            engineLater.complete(engine);
        } else {
            engineLater.completeExceptionally(failure);
        }
        session.start();
        awaitSummary("starting", "");
    }

    /** Sends a request; returns its id. */
    String request(Channel channel, String type, String content) {
        var frames = encode(codec, type, content);
        frames(channel, frames);
        return id(frames);
    }

    /** Runs a cell in a subshell; returns its request's id. */
    String executeIn(String subshell, String code) {
        var frames =
                encode(
                        codec,
                        "execute_request",
                        "{\"code\": %s}".formatted(JSON.writeValueAsString(code)));
        int header = frames.size() - 4;
        var json = (ObjectNode) JSON.readTree(frames.get(header));
        json.put("subshell_id", subshell);
        frames.set(header, json.toString().getBytes(StandardCharsets.UTF_8));
        frames.set(header - 1, signature(frames.subList(header, frames.size())));
        frames(Channel.SHELL, frames);
        return id(frames);
    }

    /** Sends a request that is signed with another key. */
    void forged(Channel channel, String type, String content) {
        frames(channel, encode(new Codec("another"), type, content));
    }

    /** Runs a cell with a request that the client made at another time than now. */
    String executeMadeAt(Instant date, String code) {
        var frames =
                encode(
                        codec,
                        "execute_request",
                        "{\"code\": %s}".formatted(JSON.writeValueAsString(code)));
        int header = frames.size() - 4;
        var json = (ObjectNode) JSON.readTree(frames.get(header));
        json.put("date", date.toString());
        frames.set(header, json.toString().getBytes(StandardCharsets.UTF_8));
        frames.set(header - 1, signature(frames.subList(header, frames.size())));
        frames(Channel.SHELL, frames);
        return id(frames);
    }

    private static byte[] signature(List<byte[]> parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void subscribe(String topic) {
        wire.execute(() -> receiver.subscribed(topic));
    }

    private static List<byte[]> encode(Codec codec, String type, String content) {
        var body =
                new Content() {
                    @Override
                    public String type() {
                        return type;
                    }

                    @Override
                    public void write(JsonGenerator json) {
                        JSON.readTree(content)
                                .properties()
                                .forEach(
                                        property -> {
                                            json.writeName(property.getKey());
                                            json.writeRawValue(property.getValue().toString());
                                        });
                    }
                };
        return codec.encode(
                List.of("client".getBytes(StandardCharsets.UTF_8)), body, Codec.noParent());
    }

    String execute(String code) {
        return execute(code, "");
    }

    /** Runs a cell; more properties, such as {@code , "silent": true}, may follow the code. */
    String execute(String code, String more) {
        return request(
                Channel.SHELL,
                "execute_request",
                "{\"code\": %s %s}".formatted(JSON.writeValueAsString(code), more));
    }

    void frames(Channel channel, List<byte[]> frames) {
        wire.execute(() -> receiver.received(channel, frames));
    }

    /** Waits for a message; returns it. */
    Sent awaitSummary(String summary, String parent) {
        try {
            while (true) {
                var next = fresh.poll(LIMIT_S, TimeUnit.SECONDS);
                assertNotNull(next, () -> "no " + summary + " came, only " + summaries(parent));
                if (next.summary().equals(summary) && next.parent.equals(parent)) {
                    return next;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until that request was answered whole; returns what was sent for it, in order. */
    List<String> awaitIdle(String request) {
        if (!summaries(request).contains("idle")) {
            awaitSummary("idle", request);
        }
        return summaries(request);
    }

    /** What was sent for a request so far. */
    List<String> summaries(String request) {
        return sent(request).stream().map(Sent::summary).toList();
    }

    List<Sent> all() {
        return List.copyOf(sent);
    }

    List<Sent> sent(String request) {
        return sent.stream().filter(one -> one.parent.equals(request)).toList();
    }

    /** The only message of that type for that request. */
    Sent one(String request, String type) {
        var all = sent(request).stream().filter(one -> one.type().equals(type)).toList();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " messages of type " + type + ", not 1");
        }
        return all.getFirst();
    }

    private String id(List<byte[]> frames) {
        try {
            return codec.decode(frames).header().id();
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void send(Channel channel, List<byte[]> frames) {
        try {
            var message = codec.decode(frames);
            var parent =
                    JSON.readTree(frames.get(frames.size() - 3)).path("msg_id").stringValue("");
            var one = new Sent(channel, message, parent);
            sent.add(one);
            fresh.add(one);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("the kernel sent " + new ArrayList<>(frames), e);
        }
    }

    @Override
    public void publish(List<byte[]> frames) {
        send(Channel.IOPUB, frames);
    }

    @Override
    public CompletableFuture<Void> received() {
        return CompletableFuture.runAsync(() -> {}, wire);
    }

    @Override
    public void close() {
        session.close();
        wire.shutdownNow();
    }
}
