package io.juggler.dist;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A Jupyter client, as far as training needs one: it sends a request and waits for its reply. One
 * thread uses it.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in
 *     Jupyter</a>
 */
final class KernelClient implements AutoCloseable {

    /** The channels that take requests. */
    enum Channel {
        SHELL,
        CONTROL
    }

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final Duration SUBSCRIBE_LIMIT = Duration.ofMillis(500);
    private static final JsonMapper JSON = new JsonMapper();

    private final String key = UUID.randomUUID().toString();
    private final String session = UUID.randomUUID().toString();
    private final Path connectionFile;
    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket iopub;

    /**
     * Writes a connection file with free ports and connects to where the kernel will be.
     *
     * @param folder where to write it; only its owner may read it
     */
    KernelClient(Path folder) throws IOException {
        var ports = freePorts(5);
        var json = JSON.createObjectNode();
        json.put("transport", "tcp").put("ip", "127.0.0.1");
        json.put("shell_port", ports.get(0)).put("iopub_port", ports.get(1));
        json.put("stdin_port", ports.get(2)).put("control_port", ports.get(3));
        json.put("hb_port", ports.get(4));
        json.put("key", key).put("signature_scheme", "hmac-sha256");
        connectionFile = folder.resolve("connection.json");
        Files.writeString(connectionFile, json.toString());
        shell = connect(SocketType.DEALER, ports.get(0));
        iopub = connect(SocketType.SUB, ports.get(1));
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
        control = connect(SocketType.DEALER, ports.get(3));
    }

    Path connectionFile() {
        return connectionFile;
    }

    /**
     * Returns when the kernel answers and what it publishes arrives here: a subscription takes
     * effect some time after the connection stands, and what was published before is lost.
     *
     * @throws IOException where that takes longer than the limit
     */
    void awaitReady(Duration limit) throws IOException {
        var deadline = Instant.now().plus(limit);
        request(Channel.SHELL, "kernel_info_request", JSON.createObjectNode(), limit);
        while (true) {
            var id = send(shell, "kernel_info_request", JSON.createObjectNode());
            var next = Instant.now().plus(SUBSCRIBE_LIMIT);
            try {
                await(iopub, id, "idle", next, "kernel_info_request");
                return;
            } catch (IOException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Runs a cell; returns when the kernel has answered and is idle again.
     *
     * @return the reply's status: {@code ok}, {@code error} or {@code aborted}
     * @throws IOException where that takes longer than the limit
     */
    String execute(String code, Duration limit) throws IOException {
        var content = JSON.createObjectNode();
        content.put("code", code).put("silent", false).put("store_history", true);
        content.put("allow_stdin", false).put("stop_on_error", false);
        content.putObject("user_expressions");
        var deadline = Instant.now().plus(limit);
        var id = send(shell, "execute_request", content);
        var reply = await(shell, id, null, deadline, "execute_request");
        await(iopub, id, "idle", deadline, "execute_request");
        return reply.path("status").asString("");
    }

    /** Sends a request and waits for its reply, whose content it returns. */
    JsonNode request(Channel channel, String type, ObjectNode content, Duration limit)
            throws IOException {
        var socket = channel == Channel.SHELL ? shell : control;
        return await(socket, send(socket, type, content), null, Instant.now().plus(limit), type);
    }

    @Override
    public void close() {
        context.close();
    }

    private ZMQ.Socket connect(SocketType type, int port) {
        var socket = context.createSocket(type);
        socket.setLinger(0);
        // Of 800 connections that JeroMQ 0.6 opened, 12 hung in their handshake for ever; it begins
        // anew after this
        // limit, in ms.
        socket.setHandshakeIvl(200);
        socket.connect("tcp://127.0.0.1:" + port);
        return socket;
    }

    private String send(ZMQ.Socket socket, String type, ObjectNode content) {
        var id = UUID.randomUUID().toString();
        var header = JSON.createObjectNode();
        header.put("msg_id", id).put("msg_type", type).put("session", session);
        header.put("username", "juggler").put("date", Instant.now().toString());
        header.put("version", "5.3");
        var parts =
                List.of(
                        bytes(header.toString()),
                        bytes("{}"),
                        bytes("{}"),
                        bytes(content.toString()));
        socket.sendMore(DELIMITER);
        socket.sendMore(bytes(signature(parts)));
        for (var part : parts.subList(0, parts.size() - 1)) {
            socket.sendMore(part);
        }
        socket.send(parts.getLast());
        return id;
    }

    /** Waits for an answer to that request; on iopub, for that execution state. */
    private JsonNode await(
            ZMQ.Socket socket, String request, String state, Instant deadline, String what)
            throws IOException {
        while (true) {
            long left = Duration.between(Instant.now(), deadline).toMillis();
            socket.setReceiveTimeOut((int) Math.max(left, 0));
            var first = left > 0 ? socket.recv() : null;
            if (first == null) {
                throw new IOException("the kernel has not answered " + what + " in time");
            }
            var frames = new ArrayList<byte[]>();
            frames.add(first);
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            int start = delimiter(frames);
            if (start < 0 || frames.size() < start + 6) {
                throw new IOException(
                        "the kernel sent " + frames.size() + " frames that are no message");
            }
            var parent = JSON.readTree(frames.get(start + 3));
            var content = JSON.readTree(frames.get(start + 5));
            if (parent.path("msg_id").asString("").equals(request)
                    && (state == null
                            || content.path("execution_state").asString("").equals(state))) {
                return content;
            }
        }
    }

    private static int delimiter(List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), DELIMITER)) {
                return i;
            }
        }
        return -1;
    }

    private String signature(List<byte[]> parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var held = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
    }
}
