package io.juggler.server.engine.jshell;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.DefaultImports;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.JShellAnalysis;
import io.juggler.server.engine.JShellAnalysis.Declaration;
import io.juggler.server.engine.Outcome;
import io.juggler.server.worker.CellRunner;
import io.juggler.server.worker.Invocation;
import io.juggler.server.worker.Worker;
import io.juggler.server.worker.WorkerDiedException;
import io.juggler.wire.CommEvent;

import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs cells through JShell, one statement after another, in the worker.
 *
 * <p>Threads: as {@link Engine} says. JShell compiles one thing at a time: a thread that has it
 * compile holds the turn, and gives it up while the worker runs what was compiled.
 */
public final class JShellEngine implements Engine {
    private final Worker worker;
    private final DefaultImports imports;
    private final List<String> options;
    private final JShellAnalysis analysis;
    private final ReentrantLock turn = new ReentrantLock();

    /** The cells that run, and whether each was interrupted. */
    private final Map<Integer, AtomicBoolean> running = new ConcurrentHashMap<>();

    // Both belong to whose turn it is.
    private final List<Path> classPath;
    private CellShell shell;

    /**
     * Starts compiling the default imports at once.
     *
     * @param worker the process that runs the cells; closed with this engine
     * @param classPath what cells compile against, the worker's own class path
     * @param options the compiler's options, such as {@code --enable-preview}
     */
    public JShellEngine(Worker worker, List<Path> classPath, List<String> options) {
        this.worker = worker;
        this.classPath = new ArrayList<>(classPath);
        this.options = List.copyOf(options);
        this.imports = DefaultImports.of(classPath);
        this.analysis = new JShellAnalysis(imports::declarations, this.options, classPath);
        this.shell = newShell();
    }

    private CellShell newShell() {
        return new CellShell(worker, turn, imports, classPath, options);
    }

    @Override
    public Outcome executeAside(Cell cell) {
        return execute(cell, worker.aside());
    }

    @Override
    public CompletableFuture<Void> comm(int number, CommEvent event) {
        return worker.comm(number, event);
    }

    @Override
    public Outcome execute(Cell cell) {
        return execute(cell, worker);
    }

    private Outcome execute(Cell cell, CellRunner runner) {
        var interrupted = new AtomicBoolean();
        running.put(cell.id(), interrupted);
        analysis.begin();
        turn.lock();
        try {
            return inTurn(cell, runner, interrupted);
        } finally {
            turn.unlock();
            running.remove(cell.id());
            analysis.end();
        }
    }

    private Outcome inTurn(Cell cell, CellRunner runner, AtomicBoolean interrupted) {
        var own = shell;
        try {
            runner.begin(cell.id(), cell.title());
            var outcome = run(own, runner, cell, interrupted);
            runner.end(cell.id());
            return outcome;
        } catch (WorkerDiedException death) {
            return replaceWorker(own, death);
        }
    }

    private Outcome run(CellShell own, CellRunner runner, Cell cell, AtomicBoolean interrupted)
            throws WorkerDiedException {
        var pieces = own.pieces(cell.source());
        var malformed = pieces.stream().filter(piece -> !piece.wellFormed()).toList();
        if (!malformed.isEmpty()) {
            // JShell only says what is wrong with it: a piece that does not parse does not run.
            pieces = malformed;
        }
        Outcome outcome = new Outcome.Empty();
        for (int i = 0; i < pieces.size(); i++) {
            if (interrupted.get()) {
                return new Outcome.Interrupted(List.of());
            }
            outcome = outcome(own.evaluate(runner, cell, pieces.get(i), i == pieces.size() - 1));
            if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
                return outcome;
            }
        }
        return outcome;
    }

    private Outcome outcome(CellShell.Evaluated evaluated) {
        if (!evaluated.problems().isEmpty()) {
            return new Outcome.CompileError(evaluated.problems());
        }
        if (evaluated.snippet().kind().isPersistent()) {
            analysis.learn(List.of(declaration(evaluated.snippet())));
        }
        return switch (evaluated.invocation()) {
            case null -> new Outcome.Empty();
            case Invocation.Interrupted stopped -> new Outcome.Interrupted(stopped.frames());
            case Invocation.Threw _ -> new Outcome.Thrown(evaluated.thrown());
            case Invocation.Returned value when shows(evaluated.snippet(), value) ->
                    new Outcome.Value(value.bundle());
            case Invocation.Returned _ -> new Outcome.Empty();
        };
    }

    /** As JJava does: an expression's value shows, a declaration's, an assignment's or null not. */
    private static boolean shows(Snippet snippet, Invocation.Returned value) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND ->
                    value.bundle() != null && !value.isNull();
            default -> false;
        };
    }

    /**
     * What completion needs to know of it: a variable's initialiser costs time and adds nothing.
     */
    private static Declaration declaration(Snippet snippet) {
        return switch (snippet) {
            case VarSnippet variable ->
                    new Declaration(
                            "variable " + variable.name(),
                            variable.typeName() + " " + variable.name() + ";");
            case MethodSnippet method ->
                    new Declaration(
                            "method " + method.name() + "(" + method.parameterTypes() + ")",
                            method.source());
            case TypeDeclSnippet type -> new Declaration("type " + type.name(), type.source());
            default -> new Declaration(snippet.source(), snippet.source());
        };
    }

    private Outcome replaceWorker(CellShell dead, WorkerDiedException death) {
        var sources = dead.declarations();
        if (dead != shell) {
            // A cell beside this one found it dead as well, and was first.
            return new Outcome.WorkerDied(death.getMessage(), restored(sources));
        }
        try {
            worker.replace();
            shell.close();
            shell = newShell();
            sources.forEach(shell::restore);
        } catch (WorkerDiedException again) {
            return new Outcome.WorkerDied(
                    death.getMessage(), "a new one could not be started: " + again.getMessage());
        }
        return new Outcome.WorkerDied(death.getMessage(), restored(sources));
    }

    private static String restored(List<String> sources) {
        return "%d imports, methods and types are back; variables are gone, so run the cells that"
                        .formatted(sources.size())
                + " set them again";
    }

    @Override
    public boolean interrupt(int cell) {
        var interrupted = running.get(cell);
        if (interrupted != null) {
            interrupted.set(true);
        }
        return worker.interrupt(cell) || interrupted != null;
    }

    @Override
    public Completions complete(String source, int cursor) {
        return analysis.complete(source, cursor);
    }

    @Override
    public List<Documentation> document(String source, int cursor) {
        return analysis.document(source, cursor);
    }

    @Override
    public Completeness completeness(String source) {
        return analysis.completeness(source);
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        turn.lock();
        try {
            classPath.addAll(entries);
            shell.addToClassPath(entries);
        } finally {
            turn.unlock();
        }
        analysis.addToClassPath(entries);
    }

    @Override
    public void close() {
        worker.close();
        shell.close();
        analysis.close();
    }
}
