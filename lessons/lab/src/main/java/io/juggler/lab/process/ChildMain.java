package io.juggler.lab.process;

import io.juggler.lab.process.Message.Kind;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * The main class of a JVM that works for another: it is sent work once, and then told by index what
 * to do. When the other's pipe ends, so does this JVM.
 *
 * <p>One thread reads, the main thread works; any thread may print or need a class.
 */
public final class ChildMain {
    private final DataInputStream in;
    private final DataOutputStream out;
    private final LinkedBlockingQueue<Message> orders = new LinkedBlockingQueue<>();
    private final SynchronousQueue<byte[]> classFile = new SynchronousQueue<>();
    private final Object askingForClasses = new Object();
    private final ChildLoader loader = new ChildLoader(this::classFile);
    private RemoteWork work;

    private ChildMain(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Started by {@link ChildProcess}. */
    public static void main(String[] args) throws InterruptedException {
        var child = new ChildMain(new DataInputStream(System.in), new DataOutputStream(System.out));
        System.setIn(InputStreams.EMPTY);
        var printed = new PrintStream(child.new Printed(), true, StandardCharsets.UTF_8);
        System.setOut(printed);
        System.setErr(printed);
        Thread.ofPlatform().name("orders").daemon().start(child::read);
        Thread.currentThread().setContextClassLoader(child.loader);
        for (; ; ) {
            child.obey(child.orders.take());
        }
    }

    private static final class InputStreams {
        static final java.io.InputStream EMPTY = java.io.InputStream.nullInputStream();
    }

    private void read() {
        try {
            for (var message = Message.read(in); message != null; message = Message.read(in)) {
                if (message.kind() == Kind.CLASS) {
                    classFile.put(message.bytes());
                } else {
                    orders.add(message);
                }
            }
        } catch (IOException e) {
            // As at the end of the pipe: there is nobody to work for.
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but somebody who wants this JVM to end.
        }
        Runtime.getRuntime().halt(0);
    }

    private void obey(Message order) {
        try {
            if (order.kind() == Kind.LOAD) {
                work = Cargo.unpack(order.bytes(), loader);
                send(new Message(Kind.LOADED));
            } else {
                var result = work.run((int) order.number());
                send(new Message(Kind.DONE, cpu(), Parcel.of(result).bytes()));
            }
        } catch (Throwable thrown) {
            send(new Message(Kind.FAILED, cpu(), packed(thrown)));
        }
    }

    /** What was thrown or, where it cannot cross, something that says the same. */
    private static byte[] packed(Throwable thrown) {
        try {
            return Parcel.of(thrown).bytes();
        } catch (RuntimeException e) {
            return Parcel.of(RemoteFailureException.of(thrown)).bytes();
        }
    }

    private byte[] classFile(String name) {
        synchronized (askingForClasses) {
            send(new Message(Kind.WANT_CLASS, 0, name.getBytes(StandardCharsets.UTF_8)));
            boolean interrupted = false;
            try {
                for (; ; ) {
                    try {
                        return classFile.take();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void send(Message message) {
        try {
            message.write(out);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L);
    }

    /** What this JVM prints is sent. */
    private final class Printed extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] text, int from, int length) {
            send(
                    new Message(
                            Kind.PRINTED,
                            0,
                            java.util.Arrays.copyOfRange(text, from, from + length)));
        }
    }
}
