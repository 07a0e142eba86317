package io.juggler.server.magics;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.Outcome;
import io.juggler.server.engine.whole.TopLevel;
import io.juggler.server.log.Log;
import io.juggler.server.session.ErrorText;
import io.juggler.server.worker.WorkerListener;
import io.juggler.server.worker.WorkerListener.MagicReply;
import io.juggler.wire.CommEvent;
import io.juggler.wire.ThrownInfo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An engine that knows magics: it takes them out of a cell, runs them, and hands the code to
 * another engine, with the line numbers that the user sees.
 *
 * <pre>{@code
 * var engine = MagicEngine.over(listener, folder, l -> new MyEngine(new WorkerProcess(launch, l)));
 * }</pre>
 */
public final class MagicEngine implements Engine {
    private static final Log LOG = Log.of(MagicEngine.class);

    private static final String EVAL = "eval";

    /** How long a magic may take to end that was interrupted. */
    private static final long GRACE_MS = 2_000;

    private final WorkerListener out;
    private final MagicState state;
    private final Engine code;
    private final MagicAnswers answers;
    private final StartUp startUp;
    private boolean started;

    /** Whether the process of the cells may have other relative paths than the magics. */
    private boolean astray;

    /** Class-path entries that a running cell's code asked for, for the compiler. */
    private final ConcurrentLinkedQueue<Path> pending = new ConcurrentLinkedQueue<>();

    /** The threads of magics that wait for something outside, by the cell that they belong to. */
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    /**
     * A magic that waits for something outside, or for code that it runs beside the cell.
     *
     * @param code under which number that code runs; 0 where it waits for something outside
     */
    private record Waiting(int cell, int code, Thread thread, CompletableFuture<Object> done) {}

    /** Ends a magic; what does not listen is left behind after a moment, its result dropped. */
    private void end(Waiting each) {
        if (each.code() == 0) {
            each.thread().interrupt();
        } else {
            // Its thread may be sending to the worker, which an interrupt would cut off.
            interrupt(each.code());
        }
        CompletableFuture.delayedExecutor(GRACE_MS, TimeUnit.MILLISECONDS)
                .execute(() -> each.done().completeExceptionally(new InterruptedException()));
    }

    /** The numbers of cells that have none of the session's. */
    private final AtomicInteger besides = new AtomicInteger();

    /** Whether the class path has grown, and magics may have come that were not told of yet. */
    private volatile boolean grown;

    private volatile int current;
    private volatile int interrupted;

    private MagicEngine(
            WorkerListener out,
            Path folder,
            StartUp startUp,
            Function<WorkerListener, ? extends Engine> engines) {
        this.out = out;
        this.startUp = startUp;
        state = new MagicState(folder, startUp.loadsExtensions());
        code = engines.apply(new MagicListener(out, this));
        answers = new MagicAnswers(code, state, out);
    }

    /**
     * Puts magics in front of an engine.
     *
     * @param out told what cells put out
     * @param folder where cells run
     * @param engines starts the engine for the code; its worker has to be given the listener
     */
    public static Engine over(
            WorkerListener out, Path folder, Function<WorkerListener, ? extends Engine> engines) {
        return over(out, folder, System.getenv(), engines);
    }

    /**
     * @param environment what to take from it, {@link StartUp} says
     */
    static Engine over(
            WorkerListener out,
            Path folder,
            Map<String, String> environment,
            Function<WorkerListener, ? extends Engine> engines) {
        return new MagicEngine(out, folder, StartUp.of(environment), engines);
    }

    @Override
    public Outcome execute(Cell cell) {
        current = cell.id();
        try {
            if (!started) {
                started = true;
                start(cell);
            }
            var outcome = limited(cell);
            state.ran(cell.title(), cell.source());
            return outcome;
        } finally {
            current = 0;
        }
    }

    /** Does what the environment asks for, as a part of the first cell. */
    private void start(Cell cell) {
        var lines = new ArrayList<String>();
        startUp.classPath().forEach(path -> lines.add("%classpath \"" + path + "\""));
        startUp.files().forEach(path -> lines.add("%load \"" + path + "\""));
        lines.addAll(startUp.scripts());
        for (var each : lines) {
            var asCell = new Cell(cell.id(), "start-up script", each);
            ErrorText.of(asCell, run(new Way(asCell, false), each))
                    .ifPresent(
                            error ->
                                    out.text(
                                            cell.id(),
                                            WorkerListener.Stream.STDERR,
                                            "At start-up: "
                                                    + String.join("\n", error.traceback())
                                                    + "\n"));
        }
    }

    /** Runs a cell for as long as it may. */
    private Outcome limited(Cell cell) {
        var way = new Way(cell, false);
        if (startUp.timeout() == null) {
            return run(way, cell.source());
        }
        var over = new AtomicBoolean();
        var timer =
                Thread.ofVirtual()
                        .name("juggler-timeout")
                        .start(
                                () -> {
                                    try {
                                        Thread.sleep(startUp.timeout());
                                        over.set(true);
                                        interrupt(cell.id());
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt(); // it was in time
                                    }
                                });
        var outcome = run(way, cell.source());
        timer.interrupt();
        return over.get() && outcome instanceof Outcome.Interrupted(var frames)
                ? new Outcome.Thrown(
                        new ThrownInfo(
                                "java.util.concurrent.TimeoutException",
                                "longer than "
                                        + startUp.timeout().toMillis()
                                        + " ms, which "
                                        + startUp.timeoutName()
                                        + " allows",
                                frames,
                                null,
                                List.of()))
                : outcome;
    }

    @Override
    public Outcome executeAside(Cell cell) {
        var outcome = run(new Way(cell, true), cell.source());
        state.ran(cell.title(), cell.source());
        return outcome;
    }

    @Override
    public Times times() {
        return code.times();
    }

    @Override
    public CompletableFuture<Void> comm(int number, CommEvent event) {
        return code.comm(number, event);
    }

    /**
     * How a cell runs.
     *
     * @param aside whether beside another
     */
    private record Way(Cell cell, boolean aside) {}

    private Outcome run(Way way, String written) {
        var cell = way.cell();
        var source = state.packages().without(written);
        if (!MagicSource.mayHaveMagics(source)) {
            return inParts(way, source);
        }
        var parsed = MagicSource.parse(source, state.registry()::isKnown);
        if (parsed.mistake() != null) {
            var mistake = parsed.mistake();
            return new Outcome.CompileError(
                    List.of(new Outcome.Problem(mistake.message(), mistake.line(), 1, 2)));
        }
        if (parsed.cell() != null) {
            return magic(way, parsed.cell());
        }
        Outcome outcome = new Outcome.Empty();
        for (var piece : parsed.pieces()) {
            if (interrupted == cell.id()) {
                return new Outcome.Interrupted(List.of());
            }
            outcome =
                    switch (piece) {
                        case MagicSource.Code(var text) -> inParts(way, text);
                        case MagicSource.Line(var call) -> magic(way, call);
                    };
            if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
                return outcome;
            }
        }
        return outcome;
    }

    /**
     * What stands before a call of {@code eval} runs first, as the text that it gets may need it;
     * and what stands behind is compiled behind it, as it may use what that text defines.
     */
    private Outcome inParts(Way way, String source) {
        if (!source.contains(EVAL)) {
            return compiled(way, source);
        }
        Outcome outcome = new Outcome.Empty();
        for (var part : JavaText.placed(TopLevel.cutAtCalls(source, EVAL))) {
            outcome = compiled(way, part);
            if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
                return outcome;
            }
        }
        return outcome;
    }

    private Outcome compiled(Way way, String source) {
        if (astray) {
            // A worker that replaces one that died begins where the kernel did.
            astray = false;
            code.execute(
                    new Cell(
                            way.cell().id(),
                            way.cell().title(),
                            FileMagics.moving(state.folder())));
        }
        var cell = new Cell(way.cell().id(), way.cell().title(), source);
        if (way.aside()) {
            return ShellMagics.hinted(code.executeAside(cell), source);
        }
        var entries = new ArrayList<Path>();
        for (var entry = pending.poll(); entry != null; entry = pending.poll()) {
            entries.add(entry);
        }
        if (!entries.isEmpty()) {
            grow(entries);
        }
        installExtensions(cell);
        var outcome = ShellMagics.hinted(code.execute(cell), source);
        if (outcome instanceof Outcome.WorkerDied) {
            state.workerDied();
            astray = state.hasMoved();
        }
        return outcome;
    }

    private void grow(List<Path> fresh) {
        code.addToClassPath(fresh);
        state.extensions().look(fresh);
    }

    /** Has the libraries set themselves up that came for it, as a part of a cell. */
    private void installExtensions(Cell cell) {
        if (!state.extensions().take()) {
            return;
        }
        for (var source : PeerExtensions.INSTALL) {
            var installing = new Cell(cell.id(), "extensions", source);
            ErrorText.of(installing, code.execute(installing))
                    .ifPresent(
                            error ->
                                    out.text(
                                            cell.id(),
                                            WorkerListener.Stream.STDERR,
                                            String.join("\n", error.traceback()) + "\n"));
        }
    }

    /** Runs a magic that stands alone. */
    private Outcome magic(Way way, Call call) {
        var cell = way.cell();
        if ((grown || state.extensions().areWaiting()) && !state.registry().isKnown(call.name())) {
            // What a library brings is told on another lane: behind a cell's output it was heard.
            grown = false;
            compiled(way, "{}");
        }
        var found = state.registry().kernel(call.name());
        if (found.isEmpty() && state.registry().isUsers(call.name())) {
            return compiled(way, JavaText.at(call.line(), call.java()));
        }
        if (found.isEmpty() || !found.get().kind().fits(call.isCellMagic())) {
            return failed(cell, call, state.registry().undefined(call.name(), call.isCellMagic()));
        }
        var magic = found.get();
        var context = new MagicContext(cell, state, out, new Scope(way), false);
        try {
            var value =
                    magic.waits()
                            ? await(cell, 0, magic, call, context)
                            : run(magic, call, context);
            var fresh = state.addNew(context.added());
            if (way.aside()) {
                pending.addAll(fresh);
            } else if (!fresh.isEmpty()) {
                grown = true;
                grow(fresh);
                installExtensions(cell);
            }
            return switch (value) {
                case Outcome outcome -> outcome;
                case null -> new Outcome.Empty();
                case Object shown when magic.shows() -> {
                    context.print(text(shown));
                    yield new Outcome.Empty();
                }
                default -> new Outcome.Empty();
            };
        } catch (MagicFailure | IOException e) {
            return failed(cell, call, message(e));
        } catch (InterruptedException e) {
            return new Outcome.Interrupted(List.of(place(cell, call)));
        } catch (RuntimeException | LinkageError e) {
            LOG.error(call.title() + " failed", e);
            return failed(cell, call, e.toString());
        }
    }

    private static Object run(KernelMagic magic, Call call, MagicContext context)
            throws MagicFailure, IOException, InterruptedException {
        return magic.body().run(call, context);
    }

    /** Runs a magic on a thread of its own, so that an interrupt can end it. */
    private Object await(Cell cell, int code, KernelMagic magic, Call call, MagicContext context)
            throws MagicFailure, IOException, InterruptedException {
        var done = new CompletableFuture<Object>();
        var thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("juggler-magic")
                        .unstarted(
                                () -> {
                                    try {
                                        done.complete(run(magic, call, context));
                                    } catch (Throwable e) {
                                        done.completeExceptionally(e);
                                    }
                                });
        var each = new Waiting(cell.id(), code, thread, done);
        waiting.add(each);
        try {
            thread.start();
            if (interrupted == cell.id()) {
                end(each);
            }
            return done.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case MagicFailure failure -> throw failure;
                case IOException failure -> throw failure;
                case InterruptedException interrupt -> throw interrupt;
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                default -> throw e;
            }
        } finally {
            waiting.remove(each);
        }
    }

    /** Code of a cell calls a magic and waits; any thread of the worker's listener calls this. */
    void called(int cell, String name, List<String> arguments, String body, MagicReply reply) {
        Thread.ofPlatform()
                .daemon()
                .name("juggler-magic-call")
                .start(() -> answer(cell, name, arguments, body, reply));
    }

    private void answer(
            int cell, String name, List<String> arguments, String body, MagicReply reply) {
        var call = new Call(name, String.join(" ", arguments), arguments, body, 1);
        var found = state.registry().kernel(name);
        if (found.isEmpty() || !found.get().kind().fits(call.isCellMagic())) {
            reply.failed(state.registry().undefined(name, call.isCellMagic()));
            return;
        }
        var asking = new Cell(cell, "", "");
        var way = beside();
        var context = new MagicContext(asking, state, out, new Scope(way), true);
        try {
            int runs = found.get().waits() ? 0 : way.cell().id();
            var value = await(asking, runs, found.get(), call, context);
            var fresh = state.addNew(context.added());
            pending.addAll(fresh);
            reply.done(value instanceof Outcome ? null : value, fresh);
        } catch (MagicFailure | IOException e) {
            reply.failed(call.title() + ": " + message(e));
        } catch (InterruptedException e) {
            reply.failed(call.title() + " was interrupted");
        } catch (RuntimeException | LinkageError e) {
            LOG.error(call.title() + " failed", e);
            reply.failed(call.title() + ": " + e);
        }
    }

    /** The worker has these magics from now on. */
    void defined(List<String> names, List<String> summaries) {
        state.registry().define(names, summaries);
    }

    private static Outcome failed(Cell cell, Call call, String message) {
        return new Outcome.Thrown(
                new ThrownInfo(
                        "MagicException",
                        message.startsWith("there is no magic")
                                ? message
                                : call.title() + ": " + message,
                        List.of(place(cell, call)),
                        null,
                        List.of()));
    }

    private static StackTraceElement place(Cell cell, Call call) {
        return new StackTraceElement("", "", cell.title(), call.line());
    }

    private static String message(Exception failure) {
        return switch (failure) {
            case java.nio.file.NoSuchFileException missing ->
                    "there is no file " + missing.getMessage();
            case java.nio.file.AccessDeniedException denied ->
                    "no access to " + denied.getMessage();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join("\n", list.stream().map(String::valueOf).toList()) + "\n"
                : value + "\n";
    }

    /** A cell that nobody but a magic knows of; what it puts out goes to the latest cell. */
    private Way beside() {
        return new Way(new Cell(besides.decrementAndGet(), "code of a magic", ""), true);
    }

    /** The notebook's scope, for a magic that runs code. */
    private final class Scope implements MagicContext.Running {
        private final Way way;

        Scope(Way way) {
            this.way = way;
        }

        @Override
        public Outcome run(String text) {
            return MagicEngine.this.run(way, text);
        }

        @Override
        public Engine engine() {
            return code;
        }
    }

    @Override
    public boolean interrupt(int cell) {
        boolean found = current == cell;
        if (found) {
            interrupted = cell;
        }
        for (var each : waiting) {
            if (each.cell() == cell) {
                end(each);
                found = true;
            }
        }
        return code.interrupt(cell) || found;
    }

    @Override
    public Completions complete(String source, int cursor) {
        return answers.complete(source, cursor);
    }

    @Override
    public List<Documentation> document(String source, int cursor) {
        return answers.document(source, cursor);
    }

    @Override
    public Completeness completeness(String source) {
        return answers.completeness(source);
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        grow(state.addNew(entries));
    }

    @Override
    public void close() {
        waiting.forEach(this::end);
        code.close();
    }
}
