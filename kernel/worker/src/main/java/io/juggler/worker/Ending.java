package io.juggler.worker;

import io.juggler.wire.Report;
import io.juggler.wire.WorkerSetup;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How this process ends: never later than its server, and telling it why where there is time. */
final class Ending {
    /** How long shutdown hooks of a user's may take when the server is gone. */
    private static final int HOOKS_MS = 300;

    private static final int DRAIN_MS = 1000;
    private static final int MEMORY_TRIES = 40;
    private static final int MEMORY_MS = 50;

    private final OutputLane output;
    private final Reports reports;
    private volatile boolean serverGone;

    Ending(OutputLane output, Reports reports) {
        this.output = output;
        this.reports = reports;
    }

    /**
     * Has the process end when that one does, and tells the server about exits that it did not ask
     * for.
     */
    void watch(long server) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("juggler-exit").unstarted(this::tell));
        // The lanes' end tells the same, and sooner. This is for a server whose sockets a child of
        // its still holds.
        var process = ProcessHandle.of(server);
        if (process.isEmpty()) {
            serverGone();
            return;
        }
        var _ = process.get().onExit().thenRun(this::serverGone);
    }

    /** Ends the process; returns at once. */
    void serverGone() {
        serverGone = true;
        // In threads of their own: the call may come from one that an exit would wait for, and
        // hooks may never return.
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("juggler-end")
                    .start(() -> Runtime.getRuntime().exit(0));
            Thread.ofPlatform().daemon().name("juggler-halt").start(Ending::haltLater);
        } catch (OutOfMemoryError _) {
            // A cell has taken all threads that there are.
            Runtime.getRuntime().halt(0);
        }
    }

    private static void haltLater() {
        try {
            TimeUnit.MILLISECONDS.sleep(HOOKS_MS);
        } catch (InterruptedException _) {
            // Then at once.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Ends the process at once: there is no memory left to serve the server. */
    static void outOfMemory() {
        Runtime.getRuntime().halt(WorkerSetup.OUT_OF_MEMORY_STATUS);
    }

    /**
     * Sends something, and tries again while there is no memory for it: a cell that fills the heap
     * usually ends by that, and lets go of it.
     */
    static void withMemory(Sending sending) throws IOException, InterruptedException {
        for (int tries = 0; tries < MEMORY_TRIES; tries++) {
            try {
                sending.send();
                return;
            } catch (OutOfMemoryError e) {
                TimeUnit.MILLISECONDS.sleep(MEMORY_MS);
            }
        }
        outOfMemory();
    }

    /** Something that is sent as a whole or, where memory fails, not at all. */
    @FunctionalInterface
    interface Sending {
        void send() throws IOException;
    }

    private void tell() {
        if (serverGone) {
            return;
        }
        var cause = isSignalled() ? Report.Exiting.Cause.ASKED : Report.Exiting.Cause.CALLED;
        output.drain(DRAIN_MS);
        reports.send(new Report.Exiting(cause));
    }

    /**
     * Whether the exit comes from a signal: the JVM runs it on a thread that it starts for that.
     */
    private static boolean isSignalled() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("SIG"))
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Terminator$1"));
    }
}
