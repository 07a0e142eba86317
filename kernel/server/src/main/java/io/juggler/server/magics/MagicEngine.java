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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    private final WorkerListener out;
    private final MagicState state;
    private final Engine code;
    private final MagicAnswers answers;
    private final StartUp startUp;
    private final WaitingCalls waiting;
    private boolean started;

    /** Whether the process of the cells may have other relative paths than the magics. */
    private boolean astray;

    /** Class-path entries that a running cell's code asked for, for the compiler. */
    private final ConcurrentLinkedQueue<Path> pending = new ConcurrentLinkedQueue<>();

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
        waiting = new WaitingCalls(cell -> interrupted == cell, this::interrupt);
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
        for (var each : startUp.cells()) {
            var asCell = new Cell(cell.id(), "start-up script", each);
            tell(cell.id(), "At start-up: ", asCell, run(new Way(asCell, false), each));
        }
    }

    /** Tells of an error in a cell that nobody wrote, and that must not end the one it is in. */
    private void tell(int cell, String when, Cell unwritten, Outcome outcome) {
        ErrorText.of(unwritten, outcome)
                .ifPresent(
                        error ->
                                out.text(
                                        cell,
                                        WorkerListener.Stream.STDERR,
                                        when + String.join("\n", error.traceback()) + "\n"));
    }

    /** Runs a cell for as long as it may. */
    private Outcome limited(Cell cell) {
        var way = new Way(cell, false);
        return startUp.limit() == null
                ? run(way, cell.source())
                : startUp.limit().hold(() -> run(way, cell.source()), () -> interrupt(cell.id()));
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
            tell(cell.id(), "", installing, code.execute(installing));
        }
    }

    /** Runs a magic that stands alone. */
    private Outcome magic(Way way, Call call) {
        var cell = way.cell();
        var failed = new FailedCall(cell, call);
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
            return failed.because(state.registry().undefined(call.name(), call.isCellMagic()));
        }
        var magic = found.get();
        var context = new MagicContext(cell, state, out, new Scope(way), false);
        try {
            var value =
                    magic.waits()
                            ? waiting.await(cell.id(), 0, () -> magic.body().run(call, context))
                            : magic.body().run(call, context);
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
            return failed.because(FailedCall.reason(e));
        } catch (InterruptedException e) {
            return failed.interrupted();
        } catch (RuntimeException | LinkageError e) {
            LOG.error(call.title() + " failed", e);
            return failed.because(e.toString());
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
            var value = waiting.await(cell, runs, () -> found.get().body().run(call, context));
            var fresh = state.addNew(context.added());
            pending.addAll(fresh);
            reply.done(value instanceof Outcome ? null : value, fresh);
        } catch (MagicFailure | IOException e) {
            reply.failed(call.title() + ": " + FailedCall.reason(e));
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
        found |= waiting.interrupt(cell);
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
        waiting.endAll();
        code.close();
    }
}
