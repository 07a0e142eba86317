package io.juggler.worker;

import io.juggler.wire.OutputFrame;
import io.juggler.wire.Reply;
import io.juggler.wire.Request;
import io.juggler.wire.Spent;
import io.juggler.wire.ThrownInfo;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Runs the requests of a lane, on the thread that calls {@link #run}. That thread is the user's: it
 * may be left interrupted at any time, so it never touches a socket; the lane's own thread hands it
 * one request after the other through {@link #execute}.
 */
final class CellThread {
    private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Optional<Reply>> replies = new ArrayBlockingQueue<>(1);
    private final Cells cells;
    private final CellClasses classes;
    private final Renderers renderers;
    private final CellMagics magics;
    private final OutputLane output;
    private final Interrupts interrupts;
    private final boolean aside;
    private CellTag cell = CellTag.NONE;
    private Interrupts.Turn turn;

    /**
     * @param aside whether it runs one cell beside the others, and ends with it
     */
    CellThread(
            Cells cells,
            CellClasses classes,
            Renderers renderers,
            CellMagics magics,
            OutputLane output,
            Interrupts interrupts,
            boolean aside) {
        this.cells = cells;
        this.classes = classes;
        this.renderers = renderers;
        this.magics = magics;
        this.output = output;
        this.interrupts = interrupts;
        this.aside = aside;
    }

    /**
     * Has a request run and waits for its end; called by the evaluation lane's thread. Null where
     * there is no reply.
     */
    Reply execute(Request request) throws InterruptedException {
        requests.put(request);
        return replies.take().orElse(null);
    }

    /** Runs what comes: for good, or up to the end of its one cell. */
    void run() {
        try {
            serve();
        } catch (Throwable e) {
            // What a cell throws is a reply. Here even that could not be made, for lack of memory
            // or
            // of metaspace for its classes, and the server would wait for it for ever.
            Ending.outOfMemory();
        }
    }

    private void serve() {
        turn = interrupts.ofNoCell();
        while (true) {
            var request = next();
            Optional<Reply> reply;
            try {
                reply = Optional.ofNullable(handle(request));
            } catch (OutOfMemoryError e) {
                if (request instanceof Request.Begin || request instanceof Request.End) {
                    Ending.outOfMemory(); // no reply could tell it
                }
                // What the cell held is free by now, or fills the heap for good: that shows when
                // the reply is sent.
                reply =
                        Optional.of(
                                new Reply.Threw(
                                        new ThrownInfo(
                                                OutOfMemoryError.class.getName(),
                                                e.getMessage(),
                                                List.of(),
                                                null,
                                                List.of())));
            } catch (Throwable e) {
                reply = Optional.of(new Reply.Threw(Thrown.describe(e)));
            }
            replies.add(reply);
            if (aside && isLast(request)) {
                return;
            }
        }
    }

    /** Whether a cell ends with that request. */
    static boolean isLast(Request request) {
        return request instanceof Request.Run || request instanceof Request.End;
    }

    private Request next() {
        while (true) {
            try {
                return requests.take();
            } catch (InterruptedException e) {
                // Some thread of an earlier cell interrupts this one. Nothing of its business runs
                // now.
            }
        }
    }

    private Reply handle(Request request) {
        return switch (request) {
            case Request.Begin begin -> {
                begin(begin);
                yield null;
            }
            case Request.Load load -> {
                var threw = load(load);
                yield threw != null ? threw : new Reply.Done();
            }
            case Request.Invoke invoke -> invoke(invoke);
            case Request.Run(var begin, var load, var invoke) -> {
                begin(begin);
                try {
                    long start = System.nanoTime();
                    var threw = load(load);
                    long loaded = System.nanoTime() - start;
                    yield threw != null ? threw : withLoad(loaded, invoke(invoke));
                } finally {
                    end(begin.cell());
                }
            }
            case Request.Variable variable -> variable(variable);
            case Request.AddToClassPath(var entries) -> addToClassPath(entries);
            case Request.Forget(var packages) -> {
                classes.forget(packages);
                yield new Reply.Done();
            }
            case Request.End(int ended) -> {
                end(ended);
                yield null;
            }
            case Request.Aside other ->
                    throw new IllegalStateException("not on this lane: " + other);
        };
    }

    private void begin(Request.Begin begin) {
        Thread.currentThread().setContextClassLoader(classes.contextLoader());
        cell =
                aside
                        ? cells.beginAside(begin.cell(), begin.title())
                        : cells.begin(begin.cell(), begin.title());
        turn = interrupts.begin(cell);
    }

    private void end(int ended) {
        try {
            interrupts.end(turn);
            turn = interrupts.ofNoCell();
            if (aside) {
                cells.endAside();
            } else {
                cells.end();
            }
            output.putUrgent(new OutputFrame.Mark(ended));
        } catch (OutOfMemoryError e) {
            Ending.outOfMemory(); // the server waits for the mark
        }
    }

    private Reply.Threw load(Request.Load load) {
        try {
            classes.define(cell, load.classes());
            return null;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return new Reply.Threw(Thrown.describe(e));
        }
    }

    private Reply invoke(Request.Invoke invoke) {
        if (!interrupts.enter(turn)) {
            return new Reply.Interrupted(List.of());
        }
        Throwable thrown;
        try {
            return call(invoke);
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
        } catch (Throwable e) {
            thrown = e;
        } finally {
            interrupts.leave(turn);
        }
        var stoppedAt = interrupts.stoppedAt(turn);
        return stoppedAt != null
                ? new Reply.Interrupted(stoppedAt)
                : new Reply.Threw(Thrown.describe(thrown));
    }

    private Reply call(Request.Invoke invoke) throws ReflectiveOperationException {
        var method = classes.find(invoke.className()).getMethod(invoke.methodName());
        // The classes that JShell wraps snippets in are not public, their methods are.
        method.setAccessible(true);
        long start = System.nanoTime();
        var value = method.invoke(null);
        long returned = System.nanoTime();
        if (!invoke.render() || method.getReturnType() == void.class) {
            return new Reply.Returned(null, value == null, new Spent(0, returned - start, 0));
        }
        boolean before = interrupts.stoppedAt(turn) != null;
        var bundle = renderers.render(value);
        var spent = new Spent(0, returned - start, System.nanoTime() - returned);
        var stoppedAt = interrupts.stoppedAt(turn);
        // What a renderer throws is shown in the value's place, and so an interrupt is not seen.
        return stoppedAt != null && !before
                ? new Reply.Interrupted(stoppedAt)
                : new Reply.Returned(bundle, value == null, spent);
    }

    private static Reply withLoad(long ns, Reply reply) {
        return reply instanceof Reply.Returned(var bundle, boolean isNull, var spent)
                ? new Reply.Returned(bundle, isNull, new Spent(ns, spent.run(), spent.render()))
                : reply;
    }

    private Reply variable(Request.Variable variable) {
        try {
            var field = classes.find(variable.className()).getField(variable.fieldName());
            field.setAccessible(true);
            return new Reply.Text(renderers.text(field.get(null)));
        } catch (ReflectiveOperationException | LinkageError e) {
            return new Reply.Threw(Thrown.describe(e));
        }
    }

    private Reply addToClassPath(List<String> entries) {
        try {
            magics.addToClassPath(entries.stream().map(Path::of).toList());
            return new Reply.Done();
        } catch (IOException | RuntimeException e) {
            return new Reply.Threw(Thrown.describe(e));
        }
    }
}
