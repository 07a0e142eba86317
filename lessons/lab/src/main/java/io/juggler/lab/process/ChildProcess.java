package io.juggler.lab.process;

import io.juggler.lab.process.Message.Kind;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM that does work for this one. One thread uses it; any thread may {@link #close} it,
 * which ends it at once.
 */
public final class ChildProcess implements AutoCloseable {

    /** Options of this JVM that another needs to run the same code. */
    private static final List<String> PASSED_ON =
            List.of("--enable-preview", "--add-", "--enable-native-access", "-Xmx", "-Xss");

    private static final int ENDS_WITHIN_SECONDS = 5;
    private static final int COMPLAINT_BYTES = 2_000;

    private final Shipment shipment;
    private final OutputStream prints;
    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Complaints complaints;
    private long cpuNanos;
    private long cpuAsked;

    /**
     * Starts a JVM.
     *
     * @param options more options for the JVM
     * @param wrapper a command to start it with, such as one that limits its cores; may be empty
     * @param prints where what it prints goes
     * @throws IOException when it cannot be started
     */
    public ChildProcess(
            Shipment shipment, List<String> options, List<String> wrapper, OutputStream prints)
            throws IOException {
        this.shipment = shipment;
        this.prints = prints;
        var builder = new ProcessBuilder(command(shipment, options, wrapper));
        // Else the JVM would print that it picked them up.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        process = builder.start();
        in = new DataInputStream(process.getInputStream());
        out = new DataOutputStream(new java.io.BufferedOutputStream(process.getOutputStream()));
        complaints = new Complaints(process);
    }

    /**
     * Sends it the work.
     *
     * @throws IOException when it ends before it has the work, or cannot load it
     */
    public void load() throws IOException {
        try {
            new Message(Kind.LOAD, 0, shipment.cargo()).write(out);
            answer();
        } catch (IOException e) {
            throw new IOException(ended().getMessage(), e);
        } catch (Exception e) {
            throw new IOException("another JVM cannot load the task: " + e, e);
        }
    }

    private static List<String> command(
            Shipment shipment, List<String> options, List<String> wrapper) {
        var command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (var option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (PASSED_ON.stream().anyMatch(option::startsWith)) {
                command.add(option);
            }
        }
        command.add("-XX:-UsePerfData");
        command.addAll(options);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, shipment.classPath()));
        command.add(ChildMain.class.getName());
        return command;
    }

    /**
     * Has it do the work of that index, and waits for the result.
     *
     * @throws RemoteFailureException when it ended meanwhile, or when what was thrown cannot come
     *     back
     * @throws Exception what the work threw
     */
    public Object call(int index) throws Exception {
        try {
            new Message(Kind.CALL, index, new byte[0]).write(out);
        } catch (IOException e) {
            throw ended();
        }
        return answer();
    }

    /** Serves the other JVM until it answers. */
    private Object answer() throws Exception {
        for (; ; ) {
            var message = Message.read(in);
            switch (message == null ? null : message.kind()) {
                case null -> throw ended();
                case WANT_CLASS -> {
                    var name = new String(message.bytes(), StandardCharsets.UTF_8);
                    new Message(Kind.CLASS, 0, shipment.classFile(name)).write(out);
                }
                case PRINTED -> prints.write(message.bytes());
                case LOADED -> {
                    return null;
                }
                case DONE -> {
                    cpuNanos = message.number();
                    return unpack(message.bytes());
                }
                case FAILED -> {
                    cpuNanos = message.number();
                    switch (unpack(message.bytes())) {
                        case Exception thrown -> throw thrown;
                        case Error error -> throw error;
                        case Object other -> throw new RemoteFailureException(other.toString());
                    }
                }
                default -> throw new IOException("not an answer: " + message.kind());
            }
        }
    }

    private Object unpack(byte[] bytes) throws RemoteFailureException {
        try {
            return Parcel.unpack(bytes, shipment::find);
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw new RemoteFailureException("what came back cannot be read: " + e);
        }
    }

    private RemoteFailureException ended() {
        try {
            if (process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                return new RemoteFailureException(
                        "the process ended with exit status "
                                + process.exitValue()
                                + complaints.text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new RemoteFailureException("the process does not answer any more");
    }

    /**
     * CPU time that it has used since this was last asked, as of its last answer, in ns; the first
     * time the JVM's start is included.
     */
    public long cpuSinceAsked() {
        long since = cpuNanos - cpuAsked;
        cpuAsked = cpuNanos;
        return since;
    }

    /** Whether it goes on. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What the JVM itself prints to its standard error, such as a wrong option. */
    private static final class Complaints {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final Thread reader;

        Complaints(Process process) {
            reader =
                    Thread.ofPlatform()
                            .name("lab-process-errors")
                            .daemon()
                            .start(() -> read(process));
        }

        private void read(Process process) {
            try (var errors = process.getErrorStream()) {
                byte[] buffer = new byte[COMPLAINT_BYTES];
                for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
                    synchronized (text) {
                        text.write(buffer, 0, Math.min(n, COMPLAINT_BYTES - text.size()));
                    }
                }
            } catch (IOException e) {
                // It has ended.
            }
        }

        String text() throws InterruptedException {
            reader.join(1_000);
            synchronized (text) {
                var all = text.toString(StandardCharsets.UTF_8).strip();
                return all.isEmpty() ? "" : ": " + all;
            }
        }
    }
}
