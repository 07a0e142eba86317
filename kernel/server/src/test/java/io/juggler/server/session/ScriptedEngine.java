package io.juggler.server.session;

import io.juggler.api.MimeBundle;
import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.Outcome;
import io.juggler.server.worker.WorkerListener;
import io.juggler.wire.CommEvent;
import io.juggler.wire.ThrownInfo;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An engine for tests: a cell is lines of commands, run one after another. The last word of a line
 * is what the command is about.
 */
public final class ScriptedEngine implements Engine {
    private static final long LIMIT_S = 20;

    private final WorkerListener listener;
    private final ConcurrentHashMap<Integer, CompletableFuture<Void>> interrupts =
            new ConcurrentHashMap<>();
    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    public ScriptedEngine(WorkerListener listener) {
        this.listener = listener;
    }

    /** Lets a cell that waits in {@code await} go on. */
    public void signal() {
        signals.add("signal");
    }

    /** Whether it was closed. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public Outcome execute(Cell cell) {
        var interrupted = new CompletableFuture<Void>();
        interrupts.put(cell.id(), interrupted);
        try {
            Outcome outcome = new Outcome.Empty();
            for (var line : cell.source().lines().toList()) {
                outcome = run(cell, line, interrupted);
                if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
                    return outcome;
                }
            }
            return outcome;
        } catch (InterruptedException _) {
            return new Outcome.Interrupted(List.of());
        } finally {
            interrupts.remove(cell.id());
        }
    }

    private Outcome run(Cell cell, String line, CompletableFuture<Void> interrupted)
            throws InterruptedException {
        var words = line.split(" ", 2);
        var rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "out" -> listener.text(cell.id(), WorkerListener.Stream.STDOUT, rest + "\n");
            case "err" -> listener.text(cell.id(), WorkerListener.Stream.STDERR, rest + "\n");
            case "flood" -> {
                int n = Integer.parseInt(rest);
                for (int i = 0; i < n; i++) {
                    listener.text(cell.id(), WorkerListener.Stream.STDOUT, "line " + i + "\n");
                }
            }
            case "late" ->
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        await();
                                        listener.text(
                                                cell.id(),
                                                WorkerListener.Stream.STDOUT,
                                                rest + "\n");
                                    });
            case "display" -> listener.display(cell.id(), MimeBundle.text(rest), "d1", false);
            case "update" -> listener.display(cell.id(), MimeBundle.text(rest), "d1", true);
            case "clear" -> listener.clear(cell.id(), true);
            case "await" -> await();
            case "loop" -> {
                try {
                    interrupted.get(LIMIT_S, TimeUnit.SECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    throw new IllegalStateException("nobody interrupted the loop", e);
                }
                return new Outcome.Interrupted(List.of());
            }
            case "ask", "secret" -> {
                var answer = new CompletableFuture<String>();
                listener.input(
                        cell.id(),
                        rest,
                        words[0].equals("secret"),
                        new WorkerListener.InputReply() {
                            @Override
                            public void line(String text) {
                                answer.complete("got " + text);
                            }

                            @Override
                            public void refused(String reason) {
                                answer.complete("refused: " + reason);
                            }
                        });
                var text =
                        CompletableFuture.anyOf(answer, interrupted)
                                .orTimeout(LIMIT_S, TimeUnit.SECONDS)
                                .join();
                if (text == null) {
                    return new Outcome.Interrupted(List.of());
                }
                listener.text(cell.id(), WorkerListener.Stream.STDOUT, text + "\n");
            }
            case "value" -> {
                return new Outcome.Value(MimeBundle.text(rest));
            }
            case "throw" -> {
                return new Outcome.Thrown(
                        new ThrownInfo(
                                "java.lang.IllegalStateException",
                                rest,
                                List.of(new StackTraceElement("cell", "", cell.title(), 1)),
                                null,
                                List.of()));
            }
            case "wrong" -> {
                return new Outcome.CompileError(List.of(new Outcome.Problem(rest, 1, 1, 5)));
            }
            case "die" -> {
                return new Outcome.WorkerDied(rest, "2 imports came back.");
            }
            case "bug" -> throw new IllegalStateException(rest);
            default -> throw new IllegalArgumentException("no command: " + line);
        }
        return new Outcome.Empty();
    }

    private void await() {
        try {
            if (signals.poll(LIMIT_S, TimeUnit.SECONDS) == null) {
                throw new IllegalStateException("nobody signalled");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Outcome executeAside(Cell cell) {
        return execute(cell);
    }

    @Override
    public CompletableFuture<Void> comm(int number, CommEvent event) {
        // An echo.
        if (event.kind() == CommEvent.Kind.MESSAGE) {
            listener.comm(number, event);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean interrupt(int cell) {
        var waiting = interrupts.get(cell);
        return waiting != null && waiting.complete(null);
    }

    @Override
    public Completions complete(String source, int cursor) {
        return new Completions(
                cursor,
                cursor,
                List.of(new Completions.Item("length", "function", "int length()")));
    }

    @Override
    public List<Documentation> document(String source, int cursor) {
        return source.startsWith("String")
                ? List.of(new Documentation("class String", "Text."))
                : List.of();
    }

    @Override
    public Completeness completeness(String source) {
        return switch (source) {
            case "{" -> new Completeness.Incomplete("    ");
            case ")" -> new Completeness.Invalid();
            case "?" -> new Completeness.Unknown();
            default -> new Completeness.Complete();
        };
    }

    @Override
    public void addToClassPath(List<Path> entries) {}

    @Override
    public void close() {
        closed.complete(null);
    }
}
