package io.juggler.server.engine.whole;

import com.sun.source.util.JavacTask;

import io.juggler.server.engine.whole.UnitCompiler.Complaint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;

/** Runs javac over generated sources. */
final class Javac {
    /**
     * javac calls itself for each level of nesting; an expression of 5,000 terms has as many. Only
     * what is used of it is ever taken from the system.
     */
    private static final long DEEP_STACK_BYTES = 64L << 20;

    private final JavaTasks tasks;
    private final CellClasses classes;
    private final List<String> options;

    /** A unit with its generated text. */
    record Source(Unit unit, MappedSource text) {}

    Javac(JavaTasks tasks, CellClasses classes, List<String> options) {
        this.tasks = tasks;
        this.classes = classes;
        this.options = List.copyOf(options);
    }

    /**
     * Compiles as far as {@code use} says.
     *
     * @param complaints takes the errors
     */
    void run(List<Source> sources, List<Complaint> complaints, Consumer<JavacTask> use) {
        var files = new LinkedHashMap<JavaFileObject, Source>();
        sources.forEach(
                source ->
                        files.put(
                                new CellClasses.Source(
                                        source.unit().simpleName(), source.text().text()),
                                source));
        try {
            run(tasks, files, complaints, use);
        } catch (IllegalStateException | StackOverflowError crash) {
            // javac fails on what it has told before; a compiler that has told nothing yet says
            // what is wrong.
            complaints.clear();
            classes.written();
            deep(() -> run(JavaTasks.fresh(), files, complaints, use), sources, complaints);
        }
    }

    private void run(
            JavaTasks from,
            Map<JavaFileObject, Source> files,
            List<Complaint> complaints,
            Consumer<JavacTask> use) {
        DiagnosticListener<JavaFileObject> collector =
                diagnostic -> {
                    if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                        var source = files.get(diagnostic.getSource());
                        complaints.add(
                                Complaints.of(
                                        diagnostic,
                                        source == null
                                                ? files.values().iterator().next()
                                                : source));
                    }
                };
        from.with(classes, collector, options, List.copyOf(files.keySet()), use);
    }

    /** Once more, with so much stack that only a program that is no human's needs more. */
    private static void deep(
            Runnable compilation, List<Source> sources, List<Complaint> complaints) {
        var failure = new AtomicReference<Throwable>();
        var thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                compilation.run();
                            } catch (RuntimeException | Error e) {
                                failure.set(e);
                            }
                        },
                        "juggler-deep-compilation",
                        DEEP_STACK_BYTES);
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case null -> {}
            case Throwable e when isOverflow(e) -> {
                complaints.clear();
                complaints.add(
                        new Complaint(
                                sources.getFirst().unit(),
                                "juggler.too.deep",
                                "too deeply nested for the compiler: make it several statements",
                                0,
                                1));
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private static boolean isOverflow(Throwable thrown) {
        return thrown instanceof StackOverflowError
                || (thrown.getCause() != null && isOverflow(thrown.getCause()));
    }
}
