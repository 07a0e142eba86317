package io.juggler.server.transport;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The connecting end of a ZeroMQ connection, byte by byte: a client that shares no code, and no
 * fault, with the end under test.
 *
 * @see <a href="https://rfc.zeromq.org/spec/23/">ZMTP 3.0</a>
 */
final class ZmtpClient implements AutoCloseable {
    private static final int MORE = 1;
    private static final int LONG = 2;
    private static final int COMMAND = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /**
     * @param type the ZeroMQ type of this end, such as {@code DEALER}
     * @param identity how it wants to be called, or the empty string
     */
    ZmtpClient(String type, int port, int limitMs, String identity) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(limitMs);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.write(handshake(type, identity));
        out.flush();
        in.readFully(new byte[64]);
        var ready = frame();
        if ((ready.flags & COMMAND) == 0) {
            throw new IOException("the other end did not say READY");
        }
    }

    /** A greeting for the NULL mechanism, and a READY command. */
    static byte[] handshake(String type) throws IOException {
        return handshake(type, "");
    }

    private static byte[] handshake(String type, String identity) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var greeting = new DataOutputStream(bytes);
        greeting.write(new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0});
        greeting.writeBytes("NULL");
        greeting.write(new byte[48]);
        var body = new ByteArrayOutputStream();
        var ready = new DataOutputStream(body);
        ready.write(5);
        ready.writeBytes("READY");
        property(ready, "Socket-Type", type);
        property(ready, "Identity", identity);
        greeting.write(COMMAND);
        greeting.write(body.size());
        greeting.write(body.toByteArray());
        return bytes.toByteArray();
    }

    private static void property(DataOutputStream out, String name, String value)
            throws IOException {
        out.write(name.length());
        out.writeBytes(name);
        out.writeInt(value.length());
        out.writeBytes(value);
    }

    void subscribe(String topic) throws IOException {
        send("\u0001" + topic);
    }

    void send(String... parts) throws IOException {
        for (int i = 0; i < parts.length; i++) {
            var bytes = parts[i].getBytes(StandardCharsets.UTF_8);
            out.write(LONG | (i < parts.length - 1 ? MORE : 0));
            out.writeLong(bytes.length);
            out.write(bytes);
        }
        out.flush();
    }

    /** The parts of the next message. */
    List<String> receive() throws IOException {
        var parts = new ArrayList<String>();
        Frame frame;
        do {
            frame = frame();
            if ((frame.flags & COMMAND) == 0) {
                parts.add(new String(frame.bytes, StandardCharsets.UTF_8));
            }
        } while ((frame.flags & COMMAND) != 0 || (frame.flags & MORE) != 0);
        return parts;
    }

    /** The next message, or an empty list where none begins to come within that time. */
    List<String> receiveWithin(int limitMs) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(limitMs);
        try {
            in.mark(1);
            in.readByte();
            in.reset();
        } catch (SocketTimeoutException _) {
            return List.of();
        } finally {
            socket.setSoTimeout(before);
        }
        return receive();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private record Frame(int flags, byte[] bytes) {}

    private Frame frame() throws IOException {
        int flags = in.readUnsignedByte();
        long size = (flags & LONG) != 0 ? in.readLong() : in.readUnsignedByte();
        var bytes = new byte[Math.toIntExact(size)];
        in.readFully(bytes);
        return new Frame(flags, bytes);
    }
}
