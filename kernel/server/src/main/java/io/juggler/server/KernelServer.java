package io.juggler.server;

import io.juggler.server.engine.Engine;
import io.juggler.server.engine.EngineFactory;
import io.juggler.server.log.Log;
import io.juggler.server.log.LogFile;
import io.juggler.server.log.StateFolder;
import io.juggler.server.protocol.Codec;
import io.juggler.server.protocol.Reply;
import io.juggler.server.session.Session;
import io.juggler.server.session.StoredHistory;
import io.juggler.server.transport.ConnectionFile;
import io.juggler.server.transport.ZmqTransport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A kernel, from the connection file that its client wrote to its end.
 *
 * <pre>{@code
 * KernelServer.run(Path.of(connectionFile), listener -> new MyEngine(listener));
 * Runtime.getRuntime().halt(0);
 * }</pre>
 */
public final class KernelServer {
    private static final Log LOG = Log.of(KernelServer.class);

    /** How long a client may stop reading before it misses output. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long the engine may take to end its worker; the worker ends by itself as well. */
    private static final Duration ENDING = Duration.ofMillis(150);

    private KernelServer() {}

    /**
     * Serves until the kernel is asked to shut down, or the process that started it (environment
     * variable {@code JPY_PARENT_PID}) is gone. The caller then ends the process at once.
     *
     * @param connectionFile where to listen
     * @param engines starts what runs the cells; called once, on a thread of its own, so that
     *     clients are answered while it starts
     * @throws IOException where the connection file cannot be used or a port cannot be had; its
     *     message is one line that says which and why. The caller ends the process then, too: the
     *     engine may have started
     */
    public static void run(Path connectionFile, EngineFactory engines) throws IOException {
        LogFile.use();
        var connection = ConnectionFile.read(connectionFile);
        // At once, and the session beside it: a compiler takes longer to get ready than all else.
        var listener = new LateListener();
        var parentGone = new CompletableFuture<Void>();
        var engine =
                start(
                        () -> {
                            // Before there is a worker: from then on somebody has to see to its
                            // end, and a parent that is gone by then could not be told from one
                            // that cannot be seen.
                            ParentWatch.start(parentGone);
                            return engines.start(listener);
                        });
        var transport = new ZmqTransport(connection, PATIENCE);
        var history = StoredHistory.ofUser(StateFolder.path());
        var session =
                new Session(
                        new Codec(connection.key()),
                        transport,
                        engine,
                        history,
                        KernelVersion.info(),
                        new Reply.Connected(
                                connection.shell(),
                                connection.iopub(),
                                connection.stdin(),
                                connection.heartbeat(),
                                connection.control()));
        listener.become(session.listener());
        session.start();
        CompletableFuture.anyOf(session.ended(), parentGone).join();
        var ending = List.of(closeEngine(engine), inBackground("history-end", history::close));
        session.close();
        transport.close();
        try {
            long end = System.nanoTime() + ENDING.toNanos();
            for (var thread : ending) {
                if (thread.getState() != Thread.State.NEW
                        && !thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    LOG.info(thread.getName() + " takes long, and ends with the process");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Engine> start(Callable<Engine> start) {
        var engine = new CompletableFuture<Engine>();
        Thread.ofPlatform()
                .daemon()
                .name("juggler-engine-start")
                .start(
                        () -> {
                            try {
                                engine.complete(start.call());
                            } catch (Exception | Error e) {
                                engine.completeExceptionally(e);
                            }
                        });
        return engine;
    }

    private static Thread closeEngine(CompletableFuture<Engine> engine) {
        return inBackground(
                "engine-end",
                () -> {
                    if (engine.isDone() && !engine.isCompletedExceptionally()) {
                        engine.join().close();
                    }
                });
    }

    private static Thread inBackground(String name, Runnable work) {
        var thread = Thread.ofPlatform().daemon().name("juggler-" + name).unstarted(work);
        try {
            thread.start();
        } catch (OutOfMemoryError _) {
            // A cell has taken all threads that there are.
            work.run();
        }
        return thread;
    }
}
