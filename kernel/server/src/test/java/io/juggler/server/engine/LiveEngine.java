package io.juggler.server.engine;

import io.juggler.api.MimeBundle;
import io.juggler.server.worker.LiveWorker;
import io.juggler.server.worker.Worker;
import io.juggler.server.worker.WorkerLaunch;
import io.juggler.server.worker.WorkerListener;
import io.juggler.server.worker.WorkerProcess;
import io.juggler.wire.CommEvent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** An engine over a real worker process, and what its cells put out. */
public final class LiveEngine implements AutoCloseable {
    private final StringBuilder printed = new StringBuilder();
    private final StringBuilder everything = new StringBuilder();
    private final List<MimeBundle> shown = new ArrayList<>();
    private final Path folder;
    private final Engine engine;
    private int cells;

    /** Makes the engine, the worker of which tells the listener. */
    @FunctionalInterface
    public interface Started {
        Engine over(WorkerLaunch launch, WorkerListener listener);
    }

    /**
     * @param folder where the worker runs and logs
     * @param more what cells see beside the worker's own classes
     * @param engines makes the engine from the worker and its class path
     */
    public LiveEngine(
            Path folder, List<Path> more, BiFunction<Worker, List<Path>, ? extends Engine> engines)
            throws IOException {
        this(folder, more, List.of(), engines);
    }

    /**
     * @param flags for the worker's JVM
     */
    public LiveEngine(
            Path folder,
            List<Path> more,
            List<String> flags,
            BiFunction<Worker, List<Path>, ? extends Engine> engines)
            throws IOException {
        this(
                LiveWorker.launch(folder, more, flags),
                (launch, listener) ->
                        engines.apply(new WorkerProcess(launch, listener), launch.classPath()));
    }

    public LiveEngine(WorkerLaunch launch, Started engines) {
        folder = launch.workingDirectory();
        engine = engines.over(launch, new Collected());
    }

    public Engine engine() {
        return engine;
    }

    /** Where cells run. */
    public Path folder() {
        return folder;
    }

    /** Runs the next cell; the first is {@code cell [1]}. */
    public Outcome run(String source) {
        cells++;
        return engine.execute(new Cell(cells, "cell [" + cells + "]", source));
    }

    /** The number of the cell that runs, or ran last. */
    public int cell() {
        return cells;
    }

    /** The value that the next cell shows, as text. */
    public String value(String source) {
        return switch (run(source)) {
            case Outcome.Value(MimeBundle bundle) -> bundle.plainText();
            case Outcome other ->
                    throw new AssertionError(source + "\nended with " + other + "\n" + printed());
        };
    }

    /** What the next cell prints; it has to end well. */
    public String printedBy(String source) {
        printed();
        var outcome = run(source);
        if (!endedWell(outcome)) {
            throw new AssertionError(source + "\nended with " + outcome + "\n" + printed());
        }
        return printed();
    }

    /** All that the next cell puts out, as text: what it prints, what it shows, and its value. */
    public String everythingFrom(String source) {
        synchronized (printed) {
            everything.setLength(0);
        }
        var outcome = run(source);
        var value = outcome instanceof Outcome.Value(MimeBundle bundle) ? bundle.plainText() : "";
        if (!endedWell(outcome)) {
            value = outcome.toString();
        }
        synchronized (printed) {
            return everything + value;
        }
    }

    /** The message of the error that the next cell ends with. */
    public String failure(String source) {
        return switch (run(source)) {
            case Outcome.Thrown(var thrown) -> thrown.message();
            case Outcome.CompileError(var problems) -> problems.getFirst().message();
            case Outcome other -> throw new AssertionError(source + "\nended with " + other);
        };
    }

    /** What was printed since the last call. */
    public String printed() {
        synchronized (printed) {
            var text = printed.toString();
            printed.setLength(0);
            return text;
        }
    }

    /** What was shown last. */
    public MimeBundle shown() {
        synchronized (printed) {
            return shown.getLast();
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    private static boolean endedWell(Outcome outcome) {
        return outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty;
    }

    private void print(String text) {
        synchronized (printed) {
            printed.append(text);
            everything.append(text);
        }
    }

    private final class Collected implements WorkerListener {
        @Override
        public void text(int cell, Stream stream, String text) {
            print(text);
        }

        @Override
        public void display(int cell, MimeBundle bundle, String displayId, boolean update) {
            synchronized (printed) {
                shown.add(bundle);
                everything.append(bundle.plainText()).append('\n');
            }
        }

        @Override
        public void clear(int cell, boolean wait) {}

        @Override
        public void input(int cell, String prompt, boolean password, InputReply reply) {
            reply.refused("nobody is there");
        }

        @Override
        public void comm(int cell, CommEvent event) {}

        @Override
        public void stillRunning(int cell, List<String> threads) {
            print(String.join("\n", threads));
        }
    }
}
