package io.juggler.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * What a worker needs to know to start. The server writes it to the new process's standard input:
 * command lines and environments can be read by others, and the command line is the same for every
 * worker, which the AOT cache asks for.
 *
 * @param socket the Unix-domain socket where the server listens, or null for TCP
 * @param port the port on the loopback interface, where {@code socket} is null
 * @param secret for the {@link Hello}s
 * @param server the server's process id; the worker ends when it does
 * @param classPath what was added to the user's class path so far
 */
public record WorkerSetup(Path socket, int port, byte[] secret, long server, List<Path> classPath) {

    /** The exit status of a worker that had not even the memory to say that it has none. */
    public static final int OUT_OF_MEMORY_STATUS = 99;

    private static final int MAX_BYTES = 16 << 20;

    public WorkerSetup {
        classPath = List.copyOf(classPath);
    }

    /** Where to connect to. */
    public SocketAddress address() {
        return socket != null
                ? UnixDomainSocketAddress.of(socket)
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Writes it, for {@link #readFrom}. */
    public void writeTo(OutputStream stream) throws IOException {
        var out = new FrameOutput();
        out.writeNullableString(socket == null ? null : socket.toString());
        out.writeInt(port);
        out.writeBytes(secret);
        out.writeLong(server);
        out.writeList(classPath.stream().map(Path::toString).toList(), FrameOutput::writeString);
        var data = new DataOutputStream(stream);
        data.writeInt(out.size());
        data.write(out.toByteArray());
        data.flush();
    }

    /** Reads what {@link #writeTo} wrote. */
    public static WorkerSetup readFrom(InputStream stream) throws IOException {
        var data = new DataInputStream(stream);
        int length = data.readInt();
        if (length < 0 || length > MAX_BYTES) {
            throw new WireException("a worker's setup of " + length + " bytes");
        }
        var bytes = new byte[length];
        data.readFully(bytes);
        var in = new FrameInput(ByteBuffer.wrap(bytes));
        String socket = in.readNullableString();
        var setup =
                new WorkerSetup(
                        socket == null ? null : Path.of(socket),
                        in.readInt(),
                        in.readBytes(),
                        in.readLong(),
                        in.readList(FrameInput::readString).stream().map(Path::of).toList());
        in.expectEnd();
        return setup;
    }
}
