package io.juggler.server.engine.whole;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Definitions;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.JShellAnalysis;
import io.juggler.server.engine.Kept;
import io.juggler.server.engine.Outcome;
import io.juggler.server.engine.whole.CellCompiler.Part;
import io.juggler.server.worker.CellRunner;
import io.juggler.server.worker.Invocation;
import io.juggler.server.worker.Worker;
import io.juggler.server.worker.WorkerDiedException;
import io.juggler.server.worker.WorkerLaunch;
import io.juggler.wire.ClassBytes;
import io.juggler.wire.CommEvent;
import io.juggler.wire.Spent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Compiles a cell whole, once, into a class of its own, and has the worker run that. Nothing of a
 * cell runs when it does not compile.
 */
public final class WholeCellEngine implements Engine {
    /** How types of cells are named in generated sources. */
    static final Pattern GENERATED = Pattern.compile("\\bnotebook\\.Cell\\w+\\.");

    /** From the quickest on: a cell that comes meanwhile waits for one of them at most. */
    private static final List<String> FIRST_CELLS =
            List.of(
                    "1 + 1",
                    """
                    import java.util.stream.*;
                    record Pair(int left, String right) {}
                    int twice(int n) { return 2 * n; }
                    var pairs = IntStream.range(0, 3).mapToObj(i -> new Pair(twice(i), "" + i)).toList();
                    for (var pair : pairs) { System.out.println(pair.left()); }
                    pairs
                    """);

    private final Worker worker;
    private final CellCompiler compiler;
    private final JShellAnalysis analysis;

    /** The cells that are compiled or run. */
    private final Map<Integer, AtomicReference<State>> cells = new ConcurrentHashMap<>();

    /** How far a cell is. */
    private enum State {
        COMPILING,
        INTERRUPTED,
        RUNNING
    }

    /** Of the cell that a thread ran last. */
    private static final ThreadLocal<Times> TIMES = new ThreadLocal<>();

    // Guarded by this.
    private final LoadedClasses loaded = new LoadedClasses();
    private Names names = new Names();
    private int running;
    private int restarts;

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
            Worker worker, List<Path> classPath, List<String> options, Supplier<JavaTasks> tasks) {
        this.worker = worker;
        this.compiler = new CellCompiler(classPath, options, tasks);
        this.analysis =
                new JShellAnalysis(() -> compiler.defaults().declarations(), options, classPath);
        Thread.ofPlatform().daemon().name("juggler-warm-up").start(this::warmUp);
    }

    /** Compiles what first cells are made of, so that they meet a compiler that is warm. */
    private void warmUp() {
        for (var source : FIRST_CELLS) {
            synchronized (this) {
                if (restarts + loaded.size() > 0 || !cells.isEmpty()) {
                    return;
                }
                compiler.rehearse(source);
            }
        }
    }

    @Override
    public Outcome execute(Cell cell) {
        return execute(cell, worker);
    }

    @Override
    public Outcome executeAside(Cell cell) {
        return execute(cell, worker.aside());
    }

    private Outcome execute(Cell cell, CellRunner runner) {
        var state = new AtomicReference<>(State.COMPILING);
        cells.put(cell.id(), state);
        analysis.begin();
        TIMES.remove();
        try {
            List<Part> parts;
            List<ClassBytes> load;
            Meanings meanings;
            synchronized (this) {
                long start = System.nanoTime();
                var result = compiler.compile(cell, names);
                TIMES.set(new Times(System.nanoTime() - start, 0, 0, 0));
                switch (result) {
                    case CellCompiler.Rejected rejected -> {
                        return new Outcome.CompileError(rejected.problems());
                    }
                    case CellCompiler.Accepted accepted -> parts = accepted.parts();
                }
                if (!state.compareAndSet(State.COMPILING, State.RUNNING)) {
                    return new Outcome.Interrupted(List.of());
                }
                if (parts.isEmpty()) {
                    return new Outcome.Empty();
                }
                load = toLoad(parts);
                meanings = new Meanings(names, restarts);
                running++;
            }
            return execute(cell, parts, load, meanings, runner);
        } finally {
            cells.remove(cell.id());
            analysis.end();
        }
    }

    private Outcome execute(
            Cell cell,
            List<Part> parts,
            List<ClassBytes> load,
            Meanings meanings,
            CellRunner runner) {
        Outcome outcome;
        try {
            outcome = run(cell, parts, load, meanings, runner);
            sweep();
        } catch (WorkerDiedException e) {
            return restart(e, meanings.restarts(), cell);
        } finally {
            synchronized (this) {
                running--;
            }
        }
        analysis.learn(Declarations.of(parts));
        return outcome;
    }

    /** Lets go of what nobody needs; not of what other cells that run have loaded. */
    private synchronized void sweep() throws WorkerDiedException {
        if (running > 1) {
            return;
        }
        var dead = loaded.sweep(names);
        if (!dead.isEmpty()) {
            worker.forget(dead);
            compiler.forget(dead, names);
        }
    }

    /** Gives a new worker what can be given back. */
    private synchronized Outcome restart(WorkerDiedException death, int before, Cell cell) {
        if (restarts != before) {
            return new Outcome.WorkerDied(death.getMessage(), kept(true));
        }
        restarts++;
        boolean variables = names.all().stream().anyMatch(Definition.Variable.class::isInstance);
        var kept = names.copy();
        var again = compiler.withoutVariables(kept);
        names = kept;
        again.forEach(each -> loaded.add(each.load()));
        try {
            worker.replace();
            worker.begin(cell.id(), cell.title());
            giveBack();
            worker.end(cell.id());
        } catch (WorkerDiedException second) {
            return new Outcome.WorkerDied(
                    second.getMessage(), "nothing came back: the new worker died as well");
        }
        return new Outcome.WorkerDied(death.getMessage(), kept(variables));
    }

    /** Starts another worker in another way; with nothing that cells defined, if so asked. */
    synchronized String restart(Cell cell, boolean keep, UnaryOperator<WorkerLaunch> change) {
        worker.launch(change);
        if (!keep) {
            names = new Names();
        }
        var asked = new WorkerDiedException("a restart was asked for", -1);
        return restart(asked, restarts, cell) instanceof Outcome.WorkerDied(var _, var kept)
                ? kept
                : "";
    }

    synchronized Names names() {
        return names;
    }

    /** A variable's value as text. */
    String value(Definition.Variable variable) {
        try {
            return worker.variable(variable.holder(), variable.name());
        } catch (WorkerDiedException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    CellCompiler compiler() {
        return compiler;
    }

    @Override
    public Definitions definitions() {
        return new NotebookScope(this);
    }

    private void giveBack() throws WorkerDiedException {
        var failure = worker.load(loaded.needed(names));
        if (failure != null) {
            throw new IllegalStateException(
                    "a new worker cannot load earlier cells: " + failure.thrown());
        }
        var owners = new LinkedHashSet<String>();
        for (var definition : names.all()) {
            if (definition instanceof Definition.Method method) {
                owners.add(method.owner());
            }
        }
        for (var owner : owners) {
            if (worker.invoke(owner, UnitWriter.BIND, false) instanceof Invocation.Threw threw) {
                throw new IllegalStateException(
                        "a new worker cannot bind earlier cells' methods: " + threw.thrown());
            }
        }
    }

    private String kept(boolean variables) {
        long types = names.all().stream().filter(Definition.Type.class::isInstance).count();
        long methods = names.all().stream().filter(Definition.Method.class::isInstance).count();
        return new Kept(names.allImports().size(), methods, types, variables).text();
    }

    private List<ClassBytes> toLoad(List<Part> parts) {
        var load = new ArrayList<ClassBytes>();
        if (loaded.size() == 0) {
            load.addAll(CellCompiler.links());
        }
        parts.forEach(part -> part.all().forEach(each -> load.addAll(each.load())));
        loaded.add(load);
        return load;
    }

    private Outcome run(
            Cell cell,
            List<Part> parts,
            List<ClassBytes> load,
            Meanings meanings,
            CellRunner runner)
            throws WorkerDiedException {
        if (parts.size() == 1 && parts.getFirst().all().size() == 1) {
            var part = parts.getFirst();
            var own = part.own().getFirst().compiled();
            return outcome(
                    part,
                    meanings,
                    runner.run(
                            cell.id(),
                            cell.title(),
                            load,
                            own.unit().className(),
                            UnitWriter.RUN,
                            own.hasValue()));
        }
        runner.begin(cell.id(), cell.title());
        try {
            long start = System.nanoTime();
            var failure = runner.load(load);
            spent(new Spent(System.nanoTime() - start, 0, 0));
            if (failure != null) {
                return new Outcome.Thrown(failure.thrown());
            }
            Outcome outcome = new Outcome.Empty();
            for (var part : parts) {
                outcome = outcome(part, meanings, run(part, runner));
                if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
                    return outcome;
                }
            }
            return outcome;
        } finally {
            runner.end(cell.id());
        }
    }

    private static Invocation run(Part part, CellRunner runner) throws WorkerDiedException {
        for (var each : part.all().subList(1, part.all().size())) {
            if (each.compiled().unit().hasMethods()) {
                runner.invoke(each.compiled().unit().className(), UnitWriter.BIND, false);
            }
        }
        var own = part.own().getFirst().compiled();
        return runner.invoke(own.unit().className(), UnitWriter.RUN, own.hasValue());
    }

    private void spent(Spent more) {
        var before = TIMES.get();
        TIMES.set(
                new Times(
                        before.compile(),
                        before.load() + more.load(),
                        before.run() + more.run(),
                        before.render() + more.render()));
    }

    /** Takes over what names mean now, as far as the part got. */
    private synchronized Outcome outcome(Part part, Meanings meanings, Invocation invocation) {
        var before = names;
        names = meanings.with(part.names(), names);
        return switch (invocation) {
            case Invocation.Returned(var bundle, boolean isNull, var spent) -> {
                spent(spent);
                yield isNull || bundle == null ? new Outcome.Empty() : new Outcome.Value(bundle);
            }
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
    public CompletableFuture<Void> comm(int number, CommEvent event) {
        return worker.comm(number, event);
    }

    @Override
    public Times times() {
        return TIMES.get();
    }

    @Override
    public boolean interrupt(int cell) {
        var state = cells.get(cell);
        // While it is compiled, it does not run at all; after that it is the worker's.
        return (state != null
                        && (state.compareAndSet(State.COMPILING, State.INTERRUPTED)
                                || state.get() == State.INTERRUPTED))
                || worker.interrupt(cell);
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
        synchronized (this) {
            compiler.addToClassPath(entries);
        }
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
