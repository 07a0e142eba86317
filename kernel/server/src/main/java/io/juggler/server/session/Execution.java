package io.juggler.server.session;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.Outcome;
import io.juggler.server.log.Log;
import io.juggler.server.protocol.Channel;
import io.juggler.server.protocol.ErrorInfo;
import io.juggler.server.protocol.Message;
import io.juggler.server.protocol.Publication;
import io.juggler.server.protocol.Publication.Status.State;
import io.juggler.server.protocol.Reply;
import io.juggler.server.protocol.Request;
import io.juggler.server.transport.Transport;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs cells, one after another, on a thread of its own. {@link #add} and {@link #interrupt} may be
 * called by any thread.
 */
final class Execution implements AutoCloseable {
    private static final Log LOG = Log.of(Execution.class);

    /**
     * The compiler goes down once for each term of an expression, in bytes; what is not used costs
     * nothing.
     */
    private static final long COMPILER_STACK = 128 << 20;

    private final Transport transport;
    private final Outbox outbox;
    private final Outputs<byte[]> outputs;
    private final PendingInput input;
    private final CompletableFuture<Engine> engine;
    private final History history;
    private final Numbers numbers;
    private final Kind kind;
    private final Runnable workerDied;

    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(null, this::run, "juggler-cells", COMPILER_STACK);

    /** How long an interrupt waits for an engine that is about to begin the cell. */
    private static final long BEGINNING_NS = 1_000_000_000;

    /** The number of the cell that runs, or is about to, or 0. */
    private volatile int running;

    /** The number of the latest cell that was to be interrupted. */
    private volatile int interrupted;

    private Failure failure = new Failure("", Instant.MIN);

    /** Whose cells these are. */
    enum Kind {
        MAIN,
        SUBSHELL
    }

    /** A request, and when it came, in {@link System#nanoTime}. */
    private record Task(Message message, Request.Execute request, long came) {
        boolean isEnd() {
            return message == null;
        }
    }

    private static final Task END = new Task(null, null, 0);

    /**
     * A cell that failed.
     *
     * @param session the client that ran it
     * @param answered a moment on that client's clock at which it cannot have seen the error yet
     */
    private record Failure(String session, Instant answered) {

        /**
         * The client's clock was not before the request's date when the request came here, and has
         * gone on since like ours.
         */
        static Failure now(Task failed) {
            var header = failed.message.header();
            return new Failure(
                    header.session(),
                    header.date() == null
                            ? Instant.MIN
                            : header.date().plusNanos(System.nanoTime() - failed.came));
        }

        boolean aborts(Task task) {
            var header = task.message.header();
            return header.date() != null
                    && header.session().equals(session)
                    && header.date().isBefore(answered);
        }
    }

    Execution(
            Transport transport,
            Outbox outbox,
            Outputs<byte[]> outputs,
            PendingInput input,
            CompletableFuture<Engine> engine,
            History history,
            Numbers numbers,
            Kind kind,
            Runnable workerDied) {
        this.transport = transport;
        this.outbox = outbox;
        this.outputs = outputs;
        this.input = input;
        this.engine = engine;
        this.history = history;
        this.numbers = numbers;
        this.kind = kind;
        this.workerDied = workerDied;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(Message message, Request.Execute request) {
        queue.add(new Task(message, request, System.nanoTime()));
    }

    /** Takes no more, and ends once what it has was run. */
    void end() {
        queue.add(END);
    }

    /** Interrupts the cell that runs, if one does. */
    void interrupt() {
        int cell = running;
        if (cell == 0) {
            return;
        }
        interrupted = cell;
        if (!engine.isDone() || engine.isCompletedExceptionally()) {
            return; // The cell looks once the engine is there.
        }
        // Between the cell's look and the engine's own beginning of it there are microseconds.
        long start = System.nanoTime();
        while (running == cell
                && !engine.join().interrupt(cell)
                && System.nanoTime() - start < BEGINNING_NS) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var task = queue.take();
                if (task.isEnd()) {
                    return;
                }
                execute(task);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("an execute request failed; going on", e);
            }
        }
    }

    private void execute(Task task) throws InterruptedException {
        if (failure.aborts(task)) {
            // It was under way when the error was: a notebook that runs all its cells sends them at
            // once, and a cell may fail before the last of them has arrived.
            abort(task);
            return;
        }
        int id = numbers.nextCell();
        // From the first word that anyone hears of the cell, it can be interrupted.
        running = id;
        try {
            answer(task, id);
        } finally {
            running = 0;
        }
    }

    private void answer(Task task, int id) throws InterruptedException {
        var request = task.request;
        var parent = task.message.header().json();
        outbox.tell(new Publication.Status(State.BUSY), parent);
        int number = numbers.count(request.storeHistory());
        if (!request.silent()) {
            outbox.tell(new Publication.ExecuteInput(request.code(), number), parent);
        }
        Reply reply;
        try {
            reply = run(task, id, number);
        } catch (ExecutionException e) {
            reply = new Reply.ExecuteFailed(number, notStarted(e.getCause()));
        } catch (StackOverflowError _) {
            reply = new Reply.ExecuteFailed(number, ErrorText.tooDeep());
        } catch (RuntimeException | Error e) {
            LOG.error("the engine failed", e);
            reply =
                    new Reply.ExecuteFailed(
                            number, ErrorText.internal("The kernel could not run the cell", e));
        }
        var aborted = new ArrayList<Task>();
        if (reply instanceof Reply.ExecuteFailed(_, var error)) {
            if (!request.silent()) {
                outbox.publish(new Publication.Failure(error), parent);
                if (request.stopOnError()) {
                    collectQueued(aborted);
                    failure = Failure.now(task);
                }
            }
        }
        outbox.reply(Channel.SHELL, task.message, reply);
        outbox.tell(new Publication.Status(State.IDLE), parent);
        for (var other : aborted) {
            abort(other);
        }
    }

    private Reply run(Task task, int id, int number)
            throws ExecutionException, InterruptedException {
        var request = task.request;
        var parent = task.message.header().json();
        var cell = new Cell(id, "cell [" + number + "]", request.code());
        var question = HelpQuestion.in(request.code());
        if (question.isPresent()) {
            if (request.storeHistory()) {
                history.add(number, request.code(), null);
            }
            return answer(question.get(), number, parent);
        }
        input.begin(cell.id(), task.message, request.allowStdin());
        try {
            var outcome = evaluateWithMain(cell, parent);
            if (request.storeHistory()) {
                history.add(number, request.code(), textOf(outcome));
            }
            var error = ErrorText.of(cell, outcome);
            if (error.isPresent()) {
                if (!request.silent()) {
                    publishWhole(outcome, parent);
                }
                return new Reply.ExecuteFailed(number, error.get());
            }
            if (outcome instanceof Outcome.Value(var bundle) && !request.silent()) {
                outbox.publish(new Publication.ExecuteResult(bundle, number), parent);
            }
            var times = engine.get().times();
            return new Reply.Executed(
                    number, expressions(request.expressions(), parent), List.of(), times);
        } finally {
            input.end(cell.id());
        }
    }

    /** Runs a cell and, where it is a program and nothing else, the program. */
    private Outcome evaluateWithMain(Cell cell, byte[] parent)
            throws ExecutionException, InterruptedException {
        var outcome = evaluate(cell, parent);
        if (!(outcome instanceof Outcome.Empty || outcome instanceof Outcome.Value)) {
            return outcome;
        }
        var main = MainMethod.in(cell.source());
        if (main.isEmpty()) {
            return outcome;
        }
        var call = main.get().call();
        if (main.get().alone()) {
            return evaluate(new Cell(numbers.nextCell(), cell.title() + "'s main", call), parent);
        }
        outbox.publish(
                new Publication.Stream("stdout", "main is defined and was not run: " + call + "\n"),
                parent);
        return outcome;
    }

    private Reply answer(HelpQuestion question, int number, byte[] parent)
            throws ExecutionException, InterruptedException {
        var name = question.name();
        var found = Answers.documentation(engine.get(), name, name.length(), question.detail());
        if (found.isEmpty()) {
            outbox.publish(
                    new Publication.Stream("stderr", "Nothing is known about " + name + ".\n"),
                    parent);
        }
        return new Reply.Executed(number, Map.of(), found.stream().toList(), null);
    }

    /** Shows what the traceback leaves out of a long stack trace. */
    private void publishWhole(Outcome outcome, byte[] parent) throws InterruptedException {
        if (outcome instanceof Outcome.Thrown(var thrown)) {
            var whole = StackTrace.whole(thrown);
            if (whole.isPresent()) {
                outbox.publish(new Publication.DisplayData(whole.get(), null), parent);
            }
        }
    }

    private Outcome evaluate(Cell cell, byte[] parent)
            throws ExecutionException, InterruptedException {
        if (kind == Kind.MAIN) {
            outputs.begin(cell.id(), parent);
        } else {
            outputs.beginAside(cell.id(), parent);
        }
        running = cell.id();
        try {
            var started = engine.get();
            if (interrupted == cell.id()) {
                return new Outcome.Interrupted(List.of());
            }
            var outcome = kind == Kind.MAIN ? started.execute(cell) : started.executeAside(cell);
            if (outcome instanceof Outcome.WorkerDied) {
                workerDied.run();
            }
            return outcome;
        } finally {
            running = 0;
        }
    }

    private Map<String, Reply.Evaluated> expressions(Map<String, String> expressions, byte[] parent)
            throws ExecutionException, InterruptedException {
        var evaluated = new LinkedHashMap<String, Reply.Evaluated>();
        for (var expression : expressions.entrySet()) {
            var cell =
                    new Cell(
                            numbers.nextCell(),
                            "user expression " + expression.getKey(),
                            expression.getValue());
            var outcome = evaluate(cell, parent);
            var error = ErrorText.of(cell, outcome);
            if (error.isPresent()) {
                evaluated.put(expression.getKey(), new Reply.Evaluated.Failure(error.get()));
            } else if (outcome instanceof Outcome.Value(var bundle)) {
                evaluated.put(expression.getKey(), new Reply.Evaluated.Value(bundle));
            }
        }
        return evaluated;
    }

    /**
     * Takes what is queued, with what has arrived but was not yet read. This is done before the
     * error is answered: what a client sends after it has seen the answer is not aborted.
     */
    private void collectQueued(List<Task> into) throws InterruptedException {
        try {
            transport.received().get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("aborting only what was read so far", e);
        }
        queue.drainTo(into);
        if (into.remove(END)) {
            queue.add(END);
        }
    }

    private void abort(Task task) {
        var parent = task.message.header().json();
        outbox.tell(new Publication.Status(State.BUSY), parent);
        outbox.reply(Channel.SHELL, task.message, new Reply.Aborted("execute_reply"));
        outbox.tell(new Publication.Status(State.IDLE), parent);
    }

    private static String textOf(Outcome outcome) {
        return outcome instanceof Outcome.Value(var bundle) ? bundle.plainText() : null;
    }

    private static ErrorInfo notStarted(Throwable cause) {
        LOG.error("the engine did not start", cause);
        return ErrorText.internal("The process that runs the cells could not be started", cause);
    }
}
