package io.juggler.server.worker;

import io.juggler.server.log.Log;
import io.juggler.wire.CommEvent;
import io.juggler.wire.LaneChannel;
import io.juggler.wire.Reply;
import io.juggler.wire.Report;
import io.juggler.wire.Request;
import io.juggler.wire.Signal;
import io.juggler.wire.WireException;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One worker process, from spawn to kill. A thread of its own spawns it and accepts its lanes; the
 * output and the control lane each have a thread that reads; the evaluation lane is used by the
 * engine's thread alone.
 */
final class RunningWorker {
    private static final Log LOG = Log.of(RunningWorker.class);

    /**
     * How long a JVM may take to start and connect; a machine under load starts one in seconds, not
     * in minutes.
     */
    private static final int START_SECONDS = 60;

    /** How long a process may take to be gone once its lanes are closed or it was killed. */
    private static final int GONE_SECONDS = 10;

    private static final int DUMP_SECONDS = 2;

    private final WorkerListener listener;
    private final CompletableFuture<WorkerChild> child = new CompletableFuture<>();
    private final WorkerLanes lanes = new WorkerLanes();
    private final CellMarks marks = new CellMarks();

    /** Done when the thread that spawns and accepts has ended. */
    private final CompletableFuture<Void> spawnEnded = new CompletableFuture<>();

    private final Map<Integer, CompletableFuture<Reply>> repliesAside = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<String>> dumps = new ConcurrentHashMap<>();
    private final AtomicLong dumpIds = new AtomicLong();
    private volatile Report.Exiting.Cause announced;
    private volatile String killedBecause;

    private RunningWorker(WorkerListener listener) {
        this.listener = listener;
    }

    static RunningWorker start(
            WorkerLaunch launch,
            WorkerListener listener,
            List<Path> added,
            LaneListener.Opening opening) {
        var worker = new RunningWorker(listener);
        var classPath = List.copyOf(added);
        daemon("start", () -> worker.spawn(launch, classPath, opening));
        return worker;
    }

    /** Waits until the process was spawned. */
    long pid() throws WorkerDiedException {
        return await(child).pid();
    }

    void send(Request request) throws WorkerDiedException {
        try {
            await(lanes.evaluation).send(request);
        } catch (IOException e) {
            throw death();
        }
    }

    Reply ask(Request request) throws WorkerDiedException {
        var lane = await(lanes.evaluation);
        try {
            lane.send(request);
            if (lane.receive() instanceof Reply reply) {
                return reply;
            }
            throw new WireException("a frame that does not belong on the evaluation lane");
        } catch (IOException e) {
            throw death(); // the lane has ended
        }
    }

    /** Sends a request of a cell that runs beside the others. */
    void sendAside(int cell, Request request) throws WorkerDiedException {
        try {
            await(lanes.aside).send(new Request.Aside(cell, request));
        } catch (IOException e) {
            throw death();
        }
    }

    /** As {@link #sendAside}, and waits for the reply. */
    Reply askAside(int cell, Request request) throws WorkerDiedException {
        var reply = new CompletableFuture<Reply>();
        repliesAside.put(cell, reply);
        try {
            sendAside(cell, request);
            CompletableFuture.anyOf(reply, lanes.asideEnded).join();
            if (!reply.isDone()) {
                throw death();
            }
            return reply.join();
        } finally {
            repliesAside.remove(cell);
        }
    }

    /** Hands on what the front end did to a comm. */
    CompletableFuture<Void> comm(int number, CommEvent event) {
        var mark = marks.expect(number);
        signal(new Signal.Comm(number, event));
        return CompletableFuture.anyOf(mark, lanes.outputEnded)
                .handle(
                        (done, failure) -> {
                            marks.forget(number);
                            return null;
                        });
    }

    /** Sends a signal as soon as there is a lane for it; does not wait. */
    void signal(Signal signal) {
        var _ =
                lanes.control.thenAccept(
                        lane -> {
                            try {
                                lane.send(signal);
                            } catch (IOException e) {
                                return; // the lane has ended: who waits for the worker is told
                            }
                        });
    }

    /** To be called before a cell begins, so that its mark is not missed. */
    void expectMark(int cell) {
        var _ = marks.expect(cell);
    }

    /**
     * Waits for the mark behind the cell's output. That takes as long as the listener needs for the
     * output, which has no limit (a stalled front end); it ends when the process does.
     */
    void awaitMark(int cell) throws WorkerDiedException {
        var mark = marks.of(cell);
        try {
            CompletableFuture.anyOf(mark, lanes.outputEnded).join();
            if (!mark.isDone()) {
                throw death();
            }
        } finally {
            marks.forget(cell);
        }
    }

    String threadDump() {
        long id = dumpIds.incrementAndGet();
        var text = new CompletableFuture<String>();
        dumps.put(id, text);
        try {
            signal(new Signal.DumpThreads(id));
            return text.get(DUMP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return "(the worker did not answer within " + DUMP_SECONDS + " s)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(interrupted while waiting for the worker's answer)";
        } finally {
            dumps.remove(id);
        }
    }

    /**
     * Kills the process; whoever waits for it gets a {@link WorkerDiedException} with that reason.
     */
    void kill(String reason) {
        end(reason, 0);
    }

    /**
     * Lets the process end by itself, which it does when its lanes are closed; kills it after that
     * time.
     */
    void close(int graceMillis) {
        end("the worker was closed", graceMillis);
    }

    private void end(String reason, int graceMillis) {
        if (killedBecause == null) {
            killedBecause = reason;
        }
        child.completeExceptionally(new IOException(reason));
        if (child.isCompletedExceptionally()) {
            // It is about to be spawned, or could not be: the thread that does it cleans up.
            lanes.close();
            awaitSpawnEnd();
            return;
        }
        if (graceMillis > 0) {
            lanes.close();
            child.join().awaitExit(graceMillis);
        }
        child.join().kill(GONE_SECONDS);
        lanes.close();
    }

    private void awaitSpawnEnd() {
        try {
            spawnEnded.get(GONE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warning("the start of a worker does not end: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spawn(WorkerLaunch launch, List<Path> classPath, LaneListener.Opening opening) {
        try {
            var spawned = WorkerChild.spawn(launch);
            // Its JVM starts while the lanes are opened, and waits for what it is sent.
            try (var opened = opening.open()) {
                if (child.complete(spawned)) {
                    connect(spawned, opened, classPath);
                }
            } finally {
                if (!child.isDone() || child.isCompletedExceptionally()) {
                    spawned.kill(GONE_SECONDS); // closed in the meantime, or no lanes can be had
                }
            }
        } catch (IOException e) {
            // The usual end: all lanes are connected and the listener was closed. Otherwise those
            // who wait are told.
            child.completeExceptionally(e);
            if (!lanes.areSettled()) {
                lanes.lost();
            }
        } finally {
            spawnEnded.complete(null);
        }
    }

    /** Accepts connections until the listener is closed. */
    private void connect(WorkerChild spawned, LaneListener opened, List<Path> classPath)
            throws IOException {
        spawned.onExit(
                () -> {
                    WorkerLanes.closeQuietly(opened::close);
                    lanes.lost();
                });
        spawned.sendSetup(opened.setup(classPath));
        var _ =
                lanes.allOpened()
                        .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                        .whenComplete((done, failure) -> WorkerLanes.closeQuietly(opened::close));
        while (true) {
            var socket = opened.accept();
            daemon("lane", () -> serve(socket, opened));
        }
    }

    /** Serves one connection until it ends. What does not know the secret is dropped. */
    private void serve(SocketChannel socket, LaneListener opened) {
        var channel = new LaneChannel(socket);
        try {
            var hello = channel.receiveHello();
            if (!opened.admits(socket, hello) || !lanes.opened(hello, channel)) {
                throw new WireException("a connection that this server did not ask for");
            }
            switch (hello.lane()) {
                case EVALUATION -> {}
                case OUTPUT -> readOutput(channel);
                case CONTROL -> readControl(channel);
                case ASIDE -> readAside(channel);
            }
        } catch (IOException e) {
            // It has ended, as every connection of a worker's does.
            WorkerLanes.closeQuietly(channel::close);
        }
    }

    private void readOutput(LaneChannel lane) throws IOException {
        try {
            new OutputReader(listener, marks, this::signal).readAll(lane);
        } finally {
            lanes.outputEnded.complete(null);
        }
    }

    private void readAside(LaneChannel lane) throws IOException {
        try {
            while (true) {
                if (!(lane.receive() instanceof Reply.Aside(int cell, var reply))) {
                    throw new WireException("a frame that does not belong on the lane aside");
                }
                var waiting = repliesAside.get(cell);
                if (waiting != null) {
                    waiting.complete(reply);
                }
            }
        } finally {
            lanes.asideEnded.complete(null);
        }
    }

    private void readControl(LaneChannel lane) throws IOException {
        while (true) {
            if (!(lane.receive() instanceof Report report)) {
                throw new WireException("a frame that does not belong on the control lane");
            }
            try {
                handOn(report);
            } catch (RuntimeException e) {
                // A listener that throws must not end the lane.
                LOG.error("a listener failed on " + report.getClass().getSimpleName(), e);
            }
        }
    }

    private void handOn(Report report) {
        switch (report) {
            case Report.Threads(long id, var text) -> {
                var dump = dumps.get(id);
                if (dump != null) {
                    dump.complete(text);
                }
            }
            case Report.StillRunning(int cell, var threads) -> listener.stillRunning(cell, threads);
            case Report.Exiting(var cause) -> {
                announced = cause;
                // A shutdown hook of the user's may never return.
                daemon("exit", () -> child.join().endWithin(GONE_SECONDS));
            }
        }
    }

    /**
     * What to tell whoever needs the process: why it is gone. Waits until it is, and until its last
     * output was handed on.
     */
    private WorkerDiedException death() {
        WorkerChild dead;
        try {
            dead = child.join();
        } catch (java.util.concurrent.CompletionException e) {
            String reason =
                    killedBecause != null
                            ? killedBecause
                            : "the worker did not start: " + e.getCause().getMessage();
            return new WorkerDiedException(reason, -1);
        }
        dead.endWithin(GONE_SECONDS);
        try {
            lanes.outputEnded.get(GONE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warning("the output of the ended worker cannot be read to its end: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.close();
        String reason =
                killedBecause != null
                        ? killedBecause
                        : dead.reason(announced, lanes.evaluation.isCompletedExceptionally());
        return new WorkerDiedException(reason, dead.exitStatus());
    }

    private <T> T await(CompletableFuture<T> future) throws WorkerDiedException {
        try {
            return future.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw death();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerDiedException("interrupted while waiting for the worker to start", -1);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread.ofPlatform().daemon().name("juggler-worker-" + name).start(task);
    }
}
