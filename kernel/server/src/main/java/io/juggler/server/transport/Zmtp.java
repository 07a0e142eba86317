package io.juggler.server.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of ZMTP 3.0, the protocol that ZeroMQ's sockets speak, as far as a kernel needs them:
 * no encryption, no authentication below the messages' own signatures.
 *
 * @see <a href="https://rfc.zeromq.org/spec/23/">ZMTP 3.0</a>
 */
final class Zmtp {
    static final int GREETING_BYTES = 64;

    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;

    private static final int MAJOR_VERSION = 3;
    private static final int MAJOR_VERSION_AT = 10;
    private static final int MECHANISM_AT = 12;
    private static final int MECHANISM_BYTES = 20;
    private static final int SIGNATURE_END_AT = 9;
    private static final byte SIGNATURE_START = (byte) 0xff;
    private static final byte SIGNATURE_END = 0x7f;

    private Zmtp() {}

    /** What both ends say first. */
    static byte[] greeting() {
        var greeting = new byte[GREETING_BYTES];
        greeting[0] = SIGNATURE_START;
        greeting[SIGNATURE_END_AT] = SIGNATURE_END;
        greeting[MAJOR_VERSION_AT] = MAJOR_VERSION;
        System.arraycopy(ascii("NULL"), 0, greeting, MECHANISM_AT, 4);
        return greeting;
    }

    /**
     * Whether these first bytes can be a greeting's; asked again as more of it comes, so that who
     * speaks something else is not waited for.
     */
    static boolean mayGreet(byte[] bytes, int length) {
        return (length < 1 || bytes[0] == SIGNATURE_START)
                && (length <= SIGNATURE_END_AT || (bytes[SIGNATURE_END_AT] & 1) == 1)
                && (length <= MAJOR_VERSION_AT || bytes[MAJOR_VERSION_AT] >= MAJOR_VERSION)
                && (length < MECHANISM_AT + MECHANISM_BYTES || isNull(bytes));
    }

    private static boolean isNull(byte[] greeting) {
        var mechanism =
                new String(greeting, MECHANISM_AT, MECHANISM_BYTES, StandardCharsets.US_ASCII);
        return mechanism.equals("NULL" + "\0".repeat(MECHANISM_BYTES - 4));
    }

    /** The command that ends the handshake. */
    static byte[] ready(String socketType) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(property("Socket-Type", ascii(socketType)));
        return command("READY", body.toByteArray());
    }

    private static byte[] property(String name, byte[] value) {
        return ByteBuffer.allocate(1 + name.length() + Integer.BYTES + value.length)
                .put((byte) name.length())
                .put(ascii(name))
                .putInt(value.length)
                .put(value)
                .array();
    }

    /** The properties of a READY command, their names in lower case; null where it is malformed. */
    static Map<String, byte[]> properties(ByteBuffer body) {
        var properties = new TreeMap<String, byte[]>(String.CASE_INSENSITIVE_ORDER);
        while (body.hasRemaining()) {
            var name = new byte[Byte.toUnsignedInt(body.get())];
            if (body.remaining() < name.length + Integer.BYTES) {
                return null;
            }
            body.get(name);
            int length = body.getInt();
            if (length < 0 || body.remaining() < length) {
                return null;
            }
            var value = new byte[length];
            body.get(value);
            properties.put(new String(name, StandardCharsets.US_ASCII), value);
        }
        return properties;
    }

    /** A command's frame. */
    static byte[] command(String name, byte[] data) {
        return ByteBuffer.allocate(3 + name.length() + data.length)
                .put((byte) COMMAND)
                .put((byte) (1 + name.length() + data.length))
                .put((byte) name.length())
                .put(ascii(name))
                .put(data)
                .array();
    }

    /** The frames of a message, one behind the other. */
    static byte[] message(List<byte[]> frames) {
        int size = 0;
        for (var frame : frames) {
            size += frame.length + (frame.length > 255 ? 1 + Long.BYTES : 2);
        }
        var message = ByteBuffer.allocate(size);
        for (int i = 0; i < frames.size(); i++) {
            var frame = frames.get(i);
            int more = i < frames.size() - 1 ? MORE : 0;
            if (frame.length > 255) {
                message.put((byte) (more | LONG)).putLong(frame.length);
            } else {
                message.put((byte) more).put((byte) frame.length);
            }
            message.put(frame);
        }
        return message.array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
