package io.juggler.server.engine.jshell;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.DefaultImports;
import io.juggler.server.engine.Outcome;
import io.juggler.server.worker.CellRunner;
import io.juggler.server.worker.Invocation;
import io.juggler.server.worker.Worker;
import io.juggler.server.worker.WorkerDiedException;
import io.juggler.wire.ThrownInfo;

import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One JShell over one worker process, with where each snippet stands in its cell. It does not
 * outlive the process: the engine makes another for the next one.
 */
final class CellShell implements AutoCloseable {
    private static final String UNRESOLVED = "jdk.jshell.spi.SPIResolutionException";

    /**
     * How one piece ended.
     *
     * @param snippet what JShell made of it
     * @param problems why it does not compile; empty where it does
     * @param invocation how running it ended; null where there was nothing to run
     * @param thrown what it threw, with the cells' lines in its frames, or null
     */
    record Evaluated(
            Snippet snippet,
            List<Outcome.Problem> problems,
            Invocation invocation,
            ThrownInfo thrown) {}

    private final Worker worker;
    private final RemoteExecution execution;
    private final DefaultImports imports;
    private final JShell shell;
    private final LabImports lab;
    private final CellFrames frames;
    private final int startUp;

    /**
     * @param turn held by whoever calls this object, but for this constructor; see {@link
     *     RemoteExecution}
     */
    CellShell(
            Worker worker,
            ReentrantLock turn,
            DefaultImports imports,
            List<Path> classPath,
            List<String> options) {
        this.worker = worker;
        this.execution = new RemoteExecution(worker, turn);
        this.imports = imports;
        this.shell =
                JShell.builder()
                        .executionEngine(new Provider(), Map.of())
                        .compilerOptions(options.toArray(String[]::new))
                        .build();
        // The worker has these already; only JShell's compiler needs to be told.
        classPath.forEach(entry -> shell.addToClasspath(entry.toString()));
        execution.open();
        this.lab = new LabImports(imports, shell);
        this.frames = new CellFrames(shell);
        imports.declarations().forEach(shell::eval);
        this.startUp = (int) shell.snippets().count();
    }

    List<Piece> pieces(String source) {
        return Piece.of(source, shell.sourceCodeAnalysis());
    }

    /**
     * Compiles and runs one piece.
     *
     * @throws WorkerDiedException where the worker died under it; this object is then of no use
     */
    Evaluated evaluate(CellRunner runner, Cell cell, Piece piece, boolean render)
            throws WorkerDiedException {
        lab.giveWay(shell.sourceCodeAnalysis().sourceToSnippets(piece.source()));
        var event = evaluate(runner, piece.source(), render);
        var errors = errors(event.snippet());
        // A name may be missed only once another is there: javac stops at the first it lacks.
        while (lab.supply(event.snippet(), errors) && event.status() == Status.REJECTED) {
            event = evaluate(runner, piece.source(), render);
            errors = errors(event.snippet());
        }
        var snippet = event.snippet();
        frames.place(snippet, cell.title(), line(cell.source(), piece.offset()));
        if (event.status() == Status.REJECTED) {
            return new Evaluated(
                    snippet,
                    errors.stream().map(error -> problem(cell, piece, error)).toList(),
                    null,
                    null);
        }
        return new Evaluated(snippet, List.of(), execution.last(), thrown());
    }

    private SnippetEvent evaluate(CellRunner runner, String source, boolean render)
            throws WorkerDiedException {
        execution.prepare(runner, render);
        var events = shell.eval(source);
        if (execution.death() != null) {
            throw execution.death();
        }
        return events.stream()
                .filter(event -> event.causeSnippet() == null)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("JShell evaluated nothing of " + source));
    }

    private List<Diag> errors(Snippet snippet) {
        return shell.diagnostics(snippet).filter(Diag::isError).toList();
    }

    private Outcome.Problem problem(Cell cell, Piece piece, Diag diagnostic) {
        int at = Math.clamp(piece.offset() + diagnostic.getPosition(), 0, cell.source().length());
        int length = (int) (diagnostic.getEndPosition() - diagnostic.getPosition());
        int lineStart = cell.source().lastIndexOf('\n', at - 1) + 1;
        // JShell's wrapper is no place that the user knows.
        var message =
                diagnostic.getMessage(null).replaceFirst("\\n\\s*location: class\\s*$", "")
                        + hint(piece, diagnostic);
        return new Outcome.Problem(
                message, line(cell.source(), at), at - lineStart + 1, Math.max(1, length));
    }

    /** What the lab has to say to a call that does not compile. */
    private String hint(Piece piece, Diag diagnostic) {
        if (!diagnostic.getCode().startsWith("compiler.err.cant.apply")
                && !diagnostic.getCode().startsWith("compiler.err.prob.found.req")) {
            return "";
        }
        var name = LabImports.nameAt(piece.source(), (int) diagnostic.getStartPosition());
        var hiding =
                shell.methods()
                        .filter(method -> method.name().equals(name))
                        .flatMap(method -> frames.cell(method).stream())
                        .findFirst();
        return hiding.map(cell -> imports.hiddenLabMethod(name, cell))
                .orElseGet(() -> imports.voidTask(name))
                .map(text -> "\n" + text)
                .orElse("");
    }

    private static int line(String source, int offset) {
        return 1 + (int) source.chars().limit(offset).filter(c -> c == '\n').count();
    }

    /** What the piece threw, with the cells' lines in its frames; null where it threw nothing. */
    private ThrownInfo thrown() {
        return switch (execution.last()) {
            case Invocation.Threw(ThrownInfo thrown) when thrown.type().equals(UNRESOLVED) ->
                    unresolved(thrown);
            case Invocation.Threw(ThrownInfo thrown) -> frames.translate(thrown);
            case null, default -> null;
        };
    }

    private ThrownInfo unresolved(ThrownInfo thrown) {
        var message =
                frames.snippet(thrown.frames().getFirst())
                        .filter(DeclarationSnippet.class::isInstance)
                        .map(DeclarationSnippet.class::cast)
                        .map(this::missing)
                        .orElse("something that is not defined yet is used here");
        return new ThrownInfo(
                "UnresolvedReferenceException",
                message,
                frames.translate(thrown).frames(),
                null,
                List.of());
    }

    private String missing(DeclarationSnippet snippet) {
        var names = String.join(", ", shell.unresolvedDependencies(snippet).toList());
        var what = snippet instanceof MethodSnippet ? "the method " : "";
        return what + snippet.name() + " needs " + names + ", which is not defined yet";
    }

    /** The sources of the cells' imports, methods and types that are alive, oldest first. */
    List<String> declarations() {
        return shell.snippets()
                .skip(startUp)
                .filter(snippet -> shell.status(snippet).isActive())
                .filter(snippet -> !lab.supplied(snippet))
                .filter(
                        snippet ->
                                switch (snippet.kind()) {
                                    case IMPORT, METHOD, TYPE_DECL -> true;
                                    default -> false;
                                })
                .map(Snippet::source)
                .toList();
    }

    /** Evaluates a declaration that an earlier worker had. */
    void restore(String declaration) {
        execution.prepare(worker, false);
        shell.eval(declaration);
    }

    void addToClassPath(List<Path> entries) {
        entries.forEach(entry -> shell.addToClasspath(entry.toString()));
    }

    @Override
    public void close() {
        shell.close();
    }

    private final class Provider implements ExecutionControlProvider {
        @Override
        public String name() {
            return "worker";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return execution;
        }
    }
}
