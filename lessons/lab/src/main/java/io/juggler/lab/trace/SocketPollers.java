package io.juggler.lab.trace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;

/**
 * Makes the JDK start its socket pollers on its own scheduler. They are virtual threads on Linux
 * and would otherwise inherit the scheduler of the first task that blocks on a socket, be drawn as
 * its work and keep its carrier busy.
 */
final class SocketPollers {
    private static final long LIMIT_MILLIS = 2_000;

    private SocketPollers() {}

    /** Done once a JVM; later calls return at once. */
    static void start() {
        Once.touch();
    }

    /**
     * Class initialisation is the JVM's own once; nothing that the other threads run may be in this
     * class.
     */
    private static final class Once {
        static {
            startFromAPlatformThread();
        }

        static void touch() {}
    }

    /**
     * A virtual thread that is started by a virtual thread shares its scheduler; hence the platform
     * thread.
     */
    private static void startFromAPlatformThread() {
        var platform =
                Thread.ofPlatform()
                        .name("lab-start-pollers")
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .start(SocketPollers::startFromTheJdksScheduler);
        boolean interrupted = false;
        long deadline = System.nanoTime() + LIMIT_MILLIS * 1_000_000;
        while (platform.isAlive() && System.nanoTime() < deadline) {
            try {
                platform.join(LIMIT_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void startFromTheJdksScheduler() {
        try {
            Thread.ofVirtual().start(SocketPollers::blockOnASocket).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void blockOnASocket() {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            server.accept().close();
        } catch (SocketTimeoutException expected) {
            // Nobody connects: the wait alone starts the pollers.
        } catch (IOException e) {
            // No loopback here: then no task will block on a socket either.
        }
    }
}
