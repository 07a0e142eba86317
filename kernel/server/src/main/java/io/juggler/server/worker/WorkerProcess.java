package io.juggler.server.worker;

import io.juggler.wire.ClassBytes;
import io.juggler.wire.CommEvent;
import io.juggler.wire.Reply;
import io.juggler.wire.Request;
import io.juggler.wire.Signal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The worker as a process: started when this is made, and again by {@link #replace}. The process
 * starts beside its caller; a call waits only where it needs what is not there yet.
 */
public final class WorkerProcess implements Worker {

    /** How long the process may take to be gone after {@link #close}, before it is killed. */
    private static final Duration CLOSE = Duration.ofMillis(500);

    private volatile WorkerLaunch launch;
    private final WorkerListener listener;
    private final Duration closing;
    private final LaneListener.Opening lanes;
    private final List<Path> added = new CopyOnWriteArrayList<>();
    private volatile RunningWorker current;

    /** Cells that run beside that one, and messages of comms that are dealt with. */
    private final Set<Integer> beside = ConcurrentHashMap.newKeySet();

    /** The cell between {@link #begin} and {@link #end}; 0 where there is none. */
    private volatile int cell;

    private volatile boolean closed;

    /**
     * Starts the process; returns at once. What goes wrong is thrown by the first call that needs
     * it.
     *
     * @param launch how
     * @param listener takes what the worker puts out, of this process and of those that replace it
     */
    public WorkerProcess(WorkerLaunch launch, WorkerListener listener) {
        this(launch, listener, CLOSE);
    }

    /**
     * Starts a process that may take its time to end, as one that writes an AOT cache does.
     *
     * @param closing how long it may take to be gone after {@link #close}, before it is killed
     */
    public WorkerProcess(WorkerLaunch launch, WorkerListener listener, Duration closing) {
        this(launch, listener, closing, LaneListener::open);
    }

    /**
     * @param lanes opens what a worker connects to
     */
    WorkerProcess(
            WorkerLaunch launch,
            WorkerListener listener,
            Duration closing,
            LaneListener.Opening lanes) {
        this.launch = launch;
        this.listener = listener;
        this.closing = closing;
        this.lanes = lanes;
        current = RunningWorker.start(launch, listener, added, lanes);
    }

    @Override
    public void begin(int cell, String title) throws WorkerDiedException {
        var worker = current;
        worker.expectMark(cell);
        this.cell = cell;
        worker.send(new Request.Begin(cell, title));
    }

    @Override
    public Invocation.Threw load(List<ClassBytes> classes) throws WorkerDiedException {
        return threwOrDone(current.ask(new Request.Load(classes)));
    }

    @Override
    public Invocation invoke(String className, String methodName, boolean render)
            throws WorkerDiedException {
        return invocation(current.ask(new Request.Invoke(className, methodName, render)));
    }

    @Override
    public Invocation run(
            int cell,
            String title,
            List<ClassBytes> classes,
            String className,
            String methodName,
            boolean render)
            throws WorkerDiedException {
        var worker = current;
        worker.expectMark(cell);
        this.cell = cell;
        try {
            var reply =
                    worker.ask(
                            new Request.Run(
                                    new Request.Begin(cell, title),
                                    new Request.Load(classes),
                                    new Request.Invoke(className, methodName, render)));
            worker.awaitMark(cell);
            return invocation(reply);
        } finally {
            this.cell = 0;
        }
    }

    @Override
    public String variable(String className, String fieldName) throws WorkerDiedException {
        return switch (current.ask(new Request.Variable(className, fieldName))) {
            case Reply.Text(var text) -> text;
            case Reply.Threw(var thrown) ->
                    "(cannot be read: " + thrown.type() + ": " + thrown.message() + ")";
            case Reply other -> throw unexpected(other);
        };
    }

    @Override
    public void addToClassPath(List<Path> entries) throws WorkerDiedException {
        var absolute = entries.stream().map(Path::toAbsolutePath).toList();
        var threw =
                threwOrDone(
                        current.ask(
                                new Request.AddToClassPath(
                                        absolute.stream().map(Path::toString).toList())));
        if (threw != null) {
            throw new IllegalArgumentException(
                    threw.thrown().type() + ": " + threw.thrown().message());
        }
        added.addAll(absolute);
    }

    @Override
    public void forget(List<String> packages) throws WorkerDiedException {
        threwOrDone(current.ask(new Request.Forget(packages)));
    }

    @Override
    public void end(int cell) throws WorkerDiedException {
        var worker = current;
        try {
            worker.send(new Request.End(cell));
            worker.awaitMark(cell);
        } finally {
            this.cell = 0;
        }
    }

    @Override
    public boolean interrupt(int cell) {
        if (cell == 0 || (this.cell != cell && !beside.contains(cell))) {
            return false;
        }
        current.signal(new Signal.Interrupt(cell));
        return true;
    }

    @Override
    public CellRunner aside() {
        return new Aside();
    }

    @Override
    public CompletableFuture<Void> comm(int cell, CommEvent event) {
        beside.add(cell);
        return current.comm(cell, event).whenComplete((done, failure) -> beside.remove(cell));
    }

    /** Runs a cell beside the others, in the process that it began in. */
    private final class Aside implements CellRunner {
        private RunningWorker worker;
        private int running;

        @Override
        public void begin(int cell, String title) throws WorkerDiedException {
            worker = current;
            worker.expectMark(cell);
            running = cell;
            beside.add(cell);
            worker.sendAside(cell, new Request.Begin(cell, title));
        }

        @Override
        public Invocation.Threw load(List<ClassBytes> classes) throws WorkerDiedException {
            return threwOrDone(worker.askAside(running, new Request.Load(classes)));
        }

        @Override
        public Invocation invoke(String className, String methodName, boolean render)
                throws WorkerDiedException {
            return invocation(
                    worker.askAside(running, new Request.Invoke(className, methodName, render)));
        }

        @Override
        public Invocation run(
                int cell,
                String title,
                List<ClassBytes> classes,
                String className,
                String methodName,
                boolean render)
                throws WorkerDiedException {
            worker = current;
            worker.expectMark(cell);
            beside.add(cell);
            try {
                var reply =
                        worker.askAside(
                                cell,
                                new Request.Run(
                                        new Request.Begin(cell, title),
                                        new Request.Load(classes),
                                        new Request.Invoke(className, methodName, render)));
                worker.awaitMark(cell);
                return invocation(reply);
            } finally {
                beside.remove(cell);
            }
        }

        @Override
        public void end(int cell) throws WorkerDiedException {
            try {
                worker.sendAside(cell, new Request.End(cell));
                worker.awaitMark(cell);
            } finally {
                beside.remove(cell);
            }
        }
    }

    @Override
    public String threadDump() {
        return current.threadDump();
    }

    @Override
    public void kill(String reason) {
        current.kill(reason);
    }

    @Override
    public synchronized void launch(UnaryOperator<WorkerLaunch> change) {
        launch = change.apply(launch);
    }

    @Override
    public synchronized void replace() throws WorkerDiedException {
        if (closed) {
            throw new WorkerDiedException("the worker was closed", -1);
        }
        current.kill("the worker was replaced");
        cell = 0;
        current = RunningWorker.start(launch, listener, added, lanes);
    }

    @Override
    public synchronized void close() {
        closed = true;
        current.close((int) closing.toMillis());
    }

    /** The process's id, for messages and tests; waits until it was spawned. */
    long pid() throws WorkerDiedException {
        return current.pid();
    }

    private static Invocation.Threw threwOrDone(Reply reply) {
        return switch (reply) {
            case Reply.Done() -> null;
            case Reply.Threw(var thrown) -> new Invocation.Threw(thrown);
            case Reply other -> throw unexpected(other);
        };
    }

    private static Invocation invocation(Reply reply) {
        return switch (reply) {
            case Reply.Returned(var bundle, boolean isNull, var spent) ->
                    new Invocation.Returned(bundle, isNull, spent);
            case Reply.Threw(var thrown) -> new Invocation.Threw(thrown);
            case Reply.Interrupted(var frames) -> new Invocation.Interrupted(frames);
            case Reply other -> throw unexpected(other);
        };
    }

    private static IllegalStateException unexpected(Reply reply) {
        return new IllegalStateException(
                "a reply that does not fit the request: " + reply.getClass().getSimpleName());
    }
}
