package io.juggler.server.engine.whole;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.Outcome;
import io.juggler.server.engine.whole.CellCompiler.Part;
import io.juggler.server.worker.Invocation;
import io.juggler.server.worker.Worker;
import io.juggler.server.worker.WorkerDiedException;
import io.juggler.wire.ClassBytes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Compiles a cell whole, once, into a class of its own, and has the worker run that. Nothing of a
 * cell runs when it does not compile.
 */
public final class WholeCellEngine implements Engine {
    private static final int NONE = -1;

    private final Worker worker;
    private final CellCompiler compiler;
    private final JShellAnalysis analysis;
    private Names names = new Names();
    private volatile int running = NONE;
    private volatile boolean interrupted;
    private final LoadedClasses loaded = new LoadedClasses();

    /**
     * An engine with the fastest compiler that this JVM allows.
     *
     * @param worker runs the cells; closed with the engine
     * @param classPath what cells compile against, besides the JDK: what the worker has on its
     *     class path
     * @param options options for javac, such as {@code --enable-preview}
     */
    public WholeCellEngine(Worker worker, List<Path> classPath, List<String> options) {
        this(worker, classPath, options, JavaTasks::best);
    }

    WholeCellEngine(
            Worker worker,
            List<Path> classPath,
            List<String> options,
            java.util.function.Supplier<JavaTasks> tasks) {
        this.worker = worker;
        this.compiler = new CellCompiler(classPath, options, tasks);
        this.analysis = new JShellAnalysis(compiler.defaults().declarations(), options);
        if (!classPath.isEmpty()) {
            analysis.addToClassPath(classPath);
        }
    }

    @Override
    public Outcome execute(Cell cell) {
        interrupted = false;
        running = cell.id();
        try {
            return switch (compiler.compile(cell, names)) {
                case CellCompiler.Rejected rejected ->
                        new Outcome.CompileError(rejected.problems());
                case CellCompiler.Accepted _ when interrupted -> new Outcome.Interrupted(List.of());
                case CellCompiler.Accepted accepted -> execute(cell, accepted.parts());
            };
        } finally {
            running = NONE;
        }
    }

    private Outcome execute(Cell cell, List<Part> parts) {
        Outcome outcome;
        try {
            outcome = run(cell, parts);
            var dead = loaded.sweep(names);
            if (!dead.isEmpty()) {
                worker.forget(dead);
                compiler.forget(dead, names);
            }
        } catch (WorkerDiedException e) {
            return restart(e);
        }
        analysis.learn(declarations(parts));
        return outcome;
    }

    /**
     * What JShell's analysis has to know; a variable's initialiser costs time and says nothing more
     * than its type.
     */
    private static List<String> declarations(List<Part> parts) {
        var declarations = new ArrayList<String>();
        for (var part : parts) {
            var own = part.own().getFirst();
            for (var piece : own.compiled().unit().pieces()) {
                if (piece instanceof Piece.Import each) {
                    declarations.add(each.text() + ";");
                }
            }
            for (var definition : own.definitions()) {
                var origin = definition.origin();
                declarations.add(
                        definition instanceof Definition.Variable variable
                                ? variable.typeText().replaceAll("\\bnotebook\\.Cell\\w+\\.", "")
                                        + " "
                                        + variable.name()
                                        + ";"
                                : origin.cell()
                                        .substring(origin.piece().start(), origin.piece().end()));
            }
        }
        return declarations;
    }

    /** Gives a new worker what can be given back. */
    private Outcome restart(WorkerDiedException death) {
        var kept = names.copy();
        var again = compiler.withoutVariables(kept);
        names = kept;
        again.forEach(each -> loaded.add(each.load()));
        try {
            worker.replace();
            var failure = worker.load(loaded.needed(names));
            if (failure != null) {
                throw new IllegalStateException(
                        "a new worker cannot load earlier cells: " + failure.thrown());
            }
            var owners = new LinkedHashSet<String>();
            names.all()
                    .forEach(
                            each -> {
                                if (each instanceof Definition.Method method) {
                                    owners.add(method.owner());
                                }
                            });
            for (var owner : owners) {
                worker.invoke(owner, UnitWriter.BIND, false);
            }
        } catch (WorkerDiedException second) {
            return new Outcome.WorkerDied(
                    second.getMessage(), "nothing came back: the new worker died as well");
        }
        return new Outcome.WorkerDied(death.getMessage(), kept());
    }

    private String kept() {
        long types = names.all().stream().filter(Definition.Type.class::isInstance).count();
        long methods = names.all().stream().filter(Definition.Method.class::isInstance).count();
        return names.allImports().size()
                + " imports, "
                + methods
                + " methods and "
                + types
                + " types are back; variables are not: run their cells again";
    }

    private Outcome run(Cell cell, List<Part> parts) throws WorkerDiedException {
        var load = new ArrayList<ClassBytes>();
        if (loaded.size() == 0) {
            load.addAll(CellCompiler.links());
        }
        parts.forEach(part -> part.all().forEach(each -> load.addAll(each.load())));
        loaded.add(load);
        if (parts.size() == 1 && parts.getFirst().all().size() == 1) {
            var part = parts.getFirst();
            var own = part.own().getFirst().compiled();
            return outcome(
                    part,
                    worker.run(
                            cell.id(),
                            cell.title(),
                            load,
                            own.unit().className(),
                            UnitWriter.RUN,
                            own.hasValue()));
        }
        worker.begin(cell.id(), cell.title());
        try {
            var failure = worker.load(load);
            if (failure != null) {
                return new Outcome.Thrown(failure.thrown());
            }
            Outcome outcome = new Outcome.Empty();
            for (var part : parts) {
                outcome = outcome(part, run(part));
                if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
                    return outcome;
                }
            }
            return outcome;
        } finally {
            worker.end(cell.id());
        }
    }

    private Invocation run(Part part) throws WorkerDiedException {
        for (var each : part.all().subList(1, part.all().size())) {
            if (each.compiled().unit().hasMethods()) {
                worker.invoke(each.compiled().unit().className(), UnitWriter.BIND, false);
            }
        }
        var own = part.own().getFirst().compiled();
        return worker.invoke(own.unit().className(), UnitWriter.RUN, own.hasValue());
    }

    /** Takes over what names mean now, as far as the part got. */
    private Outcome outcome(Part part, Invocation invocation) {
        var before = names;
        names = part.names();
        return switch (invocation) {
            case Invocation.Returned(var bundle, boolean isNull) ->
                    isNull || bundle == null ? new Outcome.Empty() : new Outcome.Value(bundle);
            case Invocation.Threw(var thrown) -> {
                Progress.of(part, thrown.frames()).restore(before, names);
                yield new Outcome.Thrown(Frames.clean(thrown));
            }
            case Invocation.Interrupted(var frames) -> {
                Progress.of(part, frames).restore(before, names);
                yield new Outcome.Interrupted(Frames.clean(frames));
            }
        };
    }

    @Override
    public boolean interrupt(int cell) {
        if (running != cell) {
            return false;
        }
        // It may still be compiled: then it does not run at all.
        interrupted = true;
        worker.interrupt(cell);
        return true;
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
        compiler.addToClassPath(entries);
        analysis.addToClassPath(entries);
        try {
            worker.addToClassPath(entries);
        } catch (WorkerDiedException e) {
            // The next cell meets the same and says so; a new worker is given the class path with
            // the rest.
            return;
        }
    }

    @Override
    public void close() {
        analysis.close();
        worker.close();
    }
}
