package io.juggler.server.worker;

import io.juggler.server.log.Log;
import io.juggler.wire.CommEvent;
import io.juggler.wire.Frame;
import io.juggler.wire.Hello;
import io.juggler.wire.LaneChannel;
import io.juggler.wire.OutputFrame;
import io.juggler.wire.Reply;
import io.juggler.wire.Report;
import io.juggler.wire.Request;
import io.juggler.wire.Signal;
import io.juggler.wire.WireException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final CompletableFuture<LaneChannel> evaluation = new CompletableFuture<>();
    private final CompletableFuture<LaneChannel> output = new CompletableFuture<>();
    private final CompletableFuture<LaneChannel> control = new CompletableFuture<>();
    private final CompletableFuture<LaneChannel> aside = new CompletableFuture<>();

    /** Done when the output lane has ended: nothing more will reach the listener. */
    private final CompletableFuture<Void> outputEnded = new CompletableFuture<>();

    /** Done when the lane for cells beside the others has ended. */
    private final CompletableFuture<Void> asideEnded = new CompletableFuture<>();

    /** Done when the thread that spawns and accepts has ended. */
    private final CompletableFuture<Void> spawnEnded = new CompletableFuture<>();

    private final Map<Integer, CompletableFuture<Void>> marks = new ConcurrentHashMap<>();
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
            await(evaluation).send(request);
        } catch (IOException e) {
            throw death();
        }
    }

    Reply ask(Request request) throws WorkerDiedException {
        var lane = await(evaluation);
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
            await(aside).send(new Request.Aside(cell, request));
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
            CompletableFuture.anyOf(reply, asideEnded).join();
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
        expectMark(number);
        var mark = marks.get(number);
        signal(new Signal.Comm(number, event));
        return CompletableFuture.anyOf(mark, outputEnded)
                .handle(
                        (done, failure) -> {
                            marks.remove(number);
                            return null;
                        });
    }

    /** Sends a signal as soon as there is a lane for it; does not wait. */
    void signal(Signal signal) {
        var _ =
                control.thenAccept(
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
        marks.put(cell, new CompletableFuture<>());
    }

    /**
     * Waits for the mark behind the cell's output. That takes as long as the listener needs for the
     * output, which has no limit (a stalled front end); it ends when the process does.
     */
    void awaitMark(int cell) throws WorkerDiedException {
        var mark = marks.get(cell);
        if (mark == null) {
            throw new IllegalStateException("cell " + cell + " has not begun in this worker");
        }
        try {
            CompletableFuture.anyOf(mark, outputEnded).join();
            if (!mark.isDone()) {
                throw death();
            }
        } finally {
            marks.remove(cell);
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
            closeLanes();
            awaitSpawnEnd();
            return;
        }
        if (graceMillis > 0) {
            closeLanes();
            child.join().awaitExit(graceMillis);
        }
        child.join().kill(GONE_SECONDS);
        closeLanes();
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
            try (var lanes = opening.open()) {
                if (child.complete(spawned)) {
                    connect(spawned, lanes, classPath);
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
            if (!(evaluation.isDone() && output.isDone() && control.isDone() && aside.isDone())) {
                gone();
            }
        } finally {
            spawnEnded.complete(null);
        }
    }

    /** Accepts connections until the listener is closed. */
    private void connect(WorkerChild spawned, LaneListener lanes, List<Path> classPath)
            throws IOException {
        spawned.onExit(
                () -> {
                    closeQuietly(lanes::close);
                    gone();
                });
        spawned.sendSetup(lanes.setup(classPath));
        var _ =
                CompletableFuture.allOf(evaluation, output, control, aside)
                        .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                        .whenComplete((done, failure) -> closeQuietly(lanes::close));
        while (true) {
            var socket = lanes.accept();
            daemon("lane", () -> serve(socket, lanes));
        }
    }

    /** Serves one connection until it ends. What does not know the secret is dropped. */
    private void serve(SocketChannel socket, LaneListener lanes) {
        var channel = new LaneChannel(socket);
        try {
            var hello = channel.receiveHello();
            if (!lanes.admits(socket, hello) || !laneOf(hello).complete(channel)) {
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
            closeQuietly(channel::close);
        }
    }

    private CompletableFuture<LaneChannel> laneOf(Hello hello) {
        return switch (hello.lane()) {
            case EVALUATION -> evaluation;
            case OUTPUT -> output;
            case CONTROL -> control;
            case ASIDE -> aside;
        };
    }

    private void readOutput(LaneChannel lane) throws IOException {
        try {
            while (true) {
                if (!(lane.receive() instanceof OutputFrame frame)) {
                    throw new WireException("a frame that does not belong on the output lane");
                }
                guarded(frame, () -> handOn(frame));
            }
        } finally {
            outputEnded.complete(null);
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
            asideEnded.complete(null);
        }
    }

    private void readControl(LaneChannel lane) throws IOException {
        while (true) {
            if (!(lane.receive() instanceof Report report)) {
                throw new WireException("a frame that does not belong on the control lane");
            }
            guarded(report, () -> handOn(report));
        }
    }

    /** A listener that throws must not end the lane. */
    private static void guarded(Frame frame, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("a listener failed on " + frame.getClass().getSimpleName(), e);
        }
    }

    private void handOn(OutputFrame frame) {
        switch (frame) {
            case OutputFrame.Printed(int cell, boolean toStderr, var text) ->
                    listener.text(
                            cell,
                            toStderr ? WorkerListener.Stream.STDERR : WorkerListener.Stream.STDOUT,
                            text);
            case OutputFrame.Shown(int cell, var bundle, var displayId, boolean update) ->
                    listener.display(cell, bundle, displayId, update);
            case OutputFrame.Cleared(int cell, boolean deferred) -> listener.clear(cell, deferred);
            case OutputFrame.InputWanted(int cell, long id, var prompt, boolean password) ->
                    listener.input(cell, prompt, password, new Reader(id));
            case OutputFrame.MagicWanted(int cell, long id, var name, var arguments, var body) ->
                    listener.magic(cell, name, arguments, body, new Caller(id));
            case OutputFrame.MagicsDefined(int _, var names, var summaries) ->
                    listener.magicsDefined(names, summaries);
            case OutputFrame.Comm(int cell, var event) -> listener.comm(cell, event);
            case OutputFrame.Mark(int cell) -> {
                var mark = marks.get(cell);
                if (mark != null) {
                    mark.complete(null);
                }
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

    /** Whoever reads a cell's standard input, as the listener sees it. */
    private final class Reader implements WorkerListener.InputReply {
        private final long id;

        Reader(long id) {
            this.id = id;
        }

        @Override
        public void line(String text) {
            signal(new Signal.Input(id, text, null));
        }

        @Override
        public void refused(String reason) {
            signal(new Signal.Input(id, null, reason));
        }
    }

    /** Code that called a magic, as the listener sees it. */
    private final class Caller implements WorkerListener.MagicReply {
        private final long id;

        Caller(long id) {
            this.id = id;
        }

        @Override
        public void done(Object value, List<Path> classPath) {
            var entries = classPath.stream().map(Path::toString).toList();
            signal(
                    switch (value) {
                        case null -> new Signal.MagicDone(id, List.of(), false, null, entries);
                        case List<?> list ->
                                new Signal.MagicDone(
                                        id,
                                        list.stream().map(String::valueOf).toList(),
                                        true,
                                        null,
                                        entries);
                        default ->
                                new Signal.MagicDone(
                                        id, List.of(value.toString()), false, null, entries);
                    });
        }

        @Override
        public void failed(String reason) {
            signal(new Signal.MagicDone(id, List.of(), false, reason, List.of()));
        }
    }

    /** The process is gone, or never came: nobody waits for it any longer. */
    private void gone() {
        var reason = new IOException("the worker process has ended");
        evaluation.completeExceptionally(reason);
        control.completeExceptionally(reason);
        if (aside.completeExceptionally(reason)) {
            asideEnded.complete(null);
        }
        if (output.completeExceptionally(reason)) {
            outputEnded.complete(null);
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
            outputEnded.get(GONE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warning("the output of the ended worker cannot be read to its end: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeLanes();
        String reason =
                killedBecause != null
                        ? killedBecause
                        : dead.reason(announced, evaluation.isCompletedExceptionally());
        return new WorkerDiedException(reason, dead.exitStatus());
    }

    private void closeLanes() {
        var lanes = new ArrayList<>(List.of(evaluation, output, control, aside));
        for (var lane : lanes) {
            if (lane.isDone() && !lane.isCompletedExceptionally()) {
                closeQuietly(lane.join()::close);
            } else {
                lane.completeExceptionally(new IOException("the worker was closed"));
            }
        }
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

    /** Closes something that may be closed, or broken, already. */
    private static void closeQuietly(Closing closing) {
        try {
            closing.close();
        } catch (IOException | UncheckedIOException e) {
            return; // it is as good as closed
        }
    }

    @FunctionalInterface
    private interface Closing {
        void close() throws IOException;
    }
}
