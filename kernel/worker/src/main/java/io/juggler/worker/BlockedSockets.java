package io.juggler.worker;

import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends what {@link Thread#interrupt} does not: a platform thread's wait in a {@link
 * java.net.Socket} or {@link java.net.ServerSocket}. The socket is closed, as an interrupt does
 * where a virtual thread waits in it, and a platform thread in a channel.
 *
 * <p>The thread that waits holds its socket's lock; the sockets that are open are known to the
 * JDK's own cleaner. Both are the JDK's private matters, read only when somebody interrupts such a
 * thread; where they are not as JDK 25 has them the thread goes on waiting, and is reported.
 */
final class BlockedSockets {
    private static final String SOCKET = "sun.nio.ch.NioSocketImpl";

    private BlockedSockets() {}

    /** Whether a thread with that stack waits in a socket. */
    static boolean isBlocked(StackTraceElement[] frames) {
        for (int i = 0; i < Math.min(frames.length, 8); i++) {
            if (frames[i].getClassName().equals(SOCKET)) {
                return true;
            }
        }
        return false;
    }

    /** Closes the socket that the thread waits in. */
    static void closeFor(Thread thread) {
        try {
            var access = new Access();
            for (var socket : access.openSockets()) {
                if (access.waits(thread, socket)) {
                    access.close(socket);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger(BlockedSockets.class.getName())
                    .log(Level.DEBUG, "cannot end the wait in a socket", e);
        }
    }

    /** The JDK's private fields. */
    private static final class Access {
        private final Class<?> socketType = Class.forName(SOCKET);
        private final List<Field> locks =
                List.of(field(socketType, "readLock"), field(socketType, "writeLock"));
        private final Method owner = method(ReentrantLock.class, "getOwner");
        private final Method close = method(socketType, "close");

        Access() throws ReflectiveOperationException {}

        List<Object> openSockets() throws ReflectiveOperationException {
            var cleaners = Class.forName("jdk.internal.ref.CleanerFactory");
            var cleaner = method(cleaners, "cleaner").invoke(null);
            var implementation = field(Cleaner.class, "impl").get(cleaner);
            var list = field(implementation.getClass(), "activeList").get(implementation);
            var referent = field(Reference.class, "referent");
            var sockets = new ArrayList<Object>();
            synchronized (list) { // as all methods of the list's own do
                var node = field(list.getClass(), "head").get(list);
                while (node != null) {
                    int size = field(node.getClass(), "size").getInt(node);
                    var references = (Object[]) field(node.getClass(), "arr").get(node);
                    for (int i = 0; i < size; i++) {
                        var object = referent.get(references[i]);
                        if (socketType.isInstance(object)) {
                            sockets.add(object);
                        }
                    }
                    node = field(node.getClass(), "next").get(node);
                }
            }
            return sockets;
        }

        boolean waits(Thread thread, Object socket) throws ReflectiveOperationException {
            for (var lock : locks) {
                if (owner.invoke(lock.get(socket)) == thread) {
                    return true;
                }
            }
            return false;
        }

        void close(Object socket) throws ReflectiveOperationException {
            close.invoke(socket);
        }

        private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
            JavaBase.open(type);
            var field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        }

        private static Method method(Class<?> type, String name)
                throws ReflectiveOperationException {
            JavaBase.open(type);
            var method = type.getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        }
    }
}
