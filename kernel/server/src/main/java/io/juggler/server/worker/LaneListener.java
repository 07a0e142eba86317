package io.juggler.server.worker;

import io.juggler.wire.Hello;
import io.juggler.wire.WorkerSetup;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where one worker connects its lanes: a Unix-domain socket in a folder that only this user can
 * enter; where the system has none, or no folder with a path short enough, a port on the loopback
 * interface. A secret guards both.
 */
final class LaneListener implements Closeable {

    /** {@code sun_path} has 104 bytes on macOS, 108 on Linux, the last of them a zero. */
    private static final int MAX_SOCKET_PATH = 103;

    private static final String SOCKET_NAME = "lanes";

    private final ServerSocketChannel channel;
    private final Path folder;

    /** Who has not said yet what it is. */
    private final Set<SocketChannel> strangers = ConcurrentHashMap.newKeySet();

    private final byte[] secret = new byte[Hello.SECRET_BYTES];

    private LaneListener(ServerSocketChannel channel, Path folder) {
        this.channel = channel;
        this.folder = folder;
        new SecureRandom().nextBytes(secret);
    }

    /** One of the two ways to open. */
    @FunctionalInterface
    interface Opening {
        LaneListener open() throws IOException;
    }

    static LaneListener open() throws IOException {
        var folder = privateFolder();
        if (folder.isEmpty()) {
            return openLoopback();
        }
        try {
            var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(UnixDomainSocketAddress.of(folder.get().resolve(SOCKET_NAME)));
                return new LaneListener(channel, folder.get());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(folder.get());
            return openLoopback();
        }
    }

    static LaneListener openLoopback() throws IOException {
        var channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new LaneListener(channel, null);
    }

    /** What the worker has to be told. */
    WorkerSetup setup(List<Path> classPath) throws IOException {
        return new WorkerSetup(
                folder == null ? null : folder.resolve(SOCKET_NAME),
                folder == null ? ((InetSocketAddress) channel.getLocalAddress()).getPort() : 0,
                secret,
                ProcessHandle.current().pid(),
                classPath);
    }

    /** Whether a connection is one that was asked for; if not, {@link #close} closes it. */
    boolean admits(SocketChannel connection, Hello hello) {
        return hello.hasSecret(secret) && strangers.remove(connection);
    }

    SocketChannel accept() throws IOException {
        var accepted = channel.accept();
        if (folder == null) {
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        strangers.add(accepted);
        return accepted;
    }

    /** Lets nobody else connect and leaves nothing behind; connections that were admitted stay. */
    @Override
    public void close() throws IOException {
        channel.close();
        for (var stranger : strangers) {
            stranger.close();
        }
        if (folder != null) {
            Files.deleteIfExists(folder.resolve(SOCKET_NAME));
            Files.deleteIfExists(folder);
        }
    }

    /**
     * A new folder for the socket, in the first place that has a path short enough; none where
     * there are no such places.
     */
    private static Optional<Path> privateFolder() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return Optional.empty();
        }
        var onlyOwner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        for (var place :
                new String[] {
                    System.getProperty("java.io.tmpdir"), System.getenv("XDG_RUNTIME_DIR"), "/tmp"
                }) {
            if (place == null) {
                continue;
            }
            try {
                var folder =
                        Files.createTempDirectory(
                                Path.of(place).toAbsolutePath(), "juggler", onlyOwner);
                if (folder.resolve(SOCKET_NAME).toString().getBytes(StandardCharsets.UTF_8).length
                        <= MAX_SOCKET_PATH) {
                    return Optional.of(folder);
                }
                Files.delete(folder);
            } catch (IOException e) {
                // Not writable, or not there: the next one may be.
            }
        }
        return Optional.empty();
    }
}
