package io.juggler.server.protocol;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchProviderException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns messages into the frames of the wire protocol and back, and signs and checks them. Any
 * thread may call it.
 *
 * @see <a
 *     href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol">The
 *     wire protocol</a>
 */
public final class Codec {

    /** The version of the protocol that is spoken. */
    public static final String VERSION = "5.5";

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_OBJECT = {'{', '}'};
    private static final byte[] UNSIGNED = {};

    /** Cloned for each message, never updated: a Mac itself is for one thread. Null = unsigned. */
    private final Mac keyed;

    private final String session = UUID.randomUUID().toString();
    private final AtomicLong sent = new AtomicLong();

    /**
     * @param key the connection's key; empty where messages are not signed
     */
    public Codec(String key) {
        keyed = key.isEmpty() ? null : mac(key.getBytes(StandardCharsets.UTF_8));
    }

    /** What stands in {@code parent_header} where a message answers nothing. */
    public static byte[] noParent() {
        return EMPTY_OBJECT.clone();
    }

    /** This kernel's session id: another process has another. */
    public String session() {
        return session;
    }

    /**
     * Reads a message.
     *
     * @throws MalformedMessageException where the frames are no message, or its signature is wrong
     */
    public Message decode(List<byte[]> frames) throws MalformedMessageException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        if (frames.size() < delimiter + 6) {
            throw new MalformedMessageException(
                    delimiter == frames.size()
                            ? "no delimiter among " + frames.size() + " frames"
                            : "only "
                                    + (frames.size() - delimiter - 1)
                                    + " frames behind the delimiter, not 5 or more");
        }
        var parts = frames.subList(delimiter + 2, delimiter + 6);
        if (keyed != null && !MessageDigest.isEqual(signature(parts), frames.get(delimiter + 1))) {
            throw new MalformedMessageException("wrong signature");
        }
        object("parent header", parts.get(1));
        return new Message(
                List.copyOf(frames.subList(0, delimiter)),
                header(parts.get(0)),
                object("metadata", parts.get(2)),
                object("content", parts.get(3)),
                List.copyOf(frames.subList(delimiter + 6, frames.size())));
    }

    /**
     * Writes a message, under a new id.
     *
     * @param identities the routing prefix
     * @param content its body
     * @param parent the header of the request that this belongs to, or {@link #noParent}
     */
    public List<byte[]> encode(List<byte[]> identities, Content content, byte[] parent) {
        var parts =
                List.of(
                        JsonObjects.write(json -> header(json, content.type())),
                        parent,
                        content.metadata(),
                        JsonObjects.write(content::write));
        var frames = new ArrayList<byte[]>(identities.size() + 6);
        frames.addAll(identities);
        frames.add(DELIMITER);
        frames.add(keyed == null ? UNSIGNED : signature(parts));
        frames.addAll(parts);
        frames.addAll(content.buffers());
        return frames;
    }

    private Header header(byte[] json) throws MalformedMessageException {
        var node = object("header", json);
        var subshell = node.path("subshell_id");
        if (!(subshell.isMissingNode() || subshell.isNull() || subshell.isString())) {
            throw new MalformedMessageException("the header's subshell_id is no text");
        }
        return new Header(
                text(node, "msg_id"),
                text(node, "session"),
                text(node, "msg_type"),
                date(node.path("date").stringValue("")),
                subshell.isString() ? subshell.stringValue() : null,
                json);
    }

    /** Older clients have none, and some write none that can be read: nothing depends on it. */
    private static Instant date(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static String text(ObjectNode header, String name) throws MalformedMessageException {
        var value = header.path(name);
        if (!value.isString()) {
            throw new MalformedMessageException("the header has no text " + name);
        }
        return value.stringValue();
    }

    private ObjectNode object(String what, byte[] json) throws MalformedMessageException {
        try {
            // Strictly UTF-8: Jackson would guess UTF-16 and UTF-32 too, and the header is repeated
            // to clients byte by byte.
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            if (JsonTree.read(text.toString()) instanceof ObjectNode object) {
                return object;
            }
            throw new MalformedMessageException("the " + what + " is no JSON object");
        } catch (CharacterCodingException _) {
            throw new MalformedMessageException("the " + what + " is not UTF-8");
        } catch (JacksonException e) {
            throw new MalformedMessageException(
                    "the "
                            + what
                            + " is no JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private void header(JsonGenerator json, String type) {
        // Python's clients read at most six digits of a second.
        json.writeStringProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        json.writeStringProperty("msg_id", session + "_" + sent.incrementAndGet());
        json.writeStringProperty("msg_type", type);
        json.writeStringProperty("session", session);
        json.writeStringProperty("username", "kernel");
        json.writeStringProperty("version", VERSION);
    }

    private byte[] signature(List<byte[]> parts) {
        try {
            var mac = (Mac) keyed.clone();
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JDK's HmacSHA256 cannot be cloned", e);
        }
    }

    private static Mac mac(byte[] key) {
        try {
            var mac = hmac();
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }

    /**
     * From the provider that has it in every usual JDK: asking them all in turn starts them all.
     */
    private static Mac hmac() throws GeneralSecurityException {
        try {
            return Mac.getInstance("HmacSHA256", "SunJCE");
        } catch (NoSuchProviderException _) {
            return Mac.getInstance("HmacSHA256");
        }
    }
}
