package io.juggler.server.engine;

import io.juggler.api.MimeBundle;
import io.juggler.server.worker.Worker;
import io.juggler.server.worker.WorkerLaunch;
import io.juggler.server.worker.WorkerListener;
import io.juggler.server.worker.WorkerProcess;
import io.juggler.wire.CommEvent;
import io.juggler.wire.WorkerSetup;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** An engine over a real worker process, and what its cells printed. */
public final class LiveEngine implements AutoCloseable {
    private final StringBuilder printed = new StringBuilder();
    private final Engine engine;
    private int cells;

    /**
     * @param folder where the worker runs and logs
     * @param more what cells see beside the worker's own classes
     * @param engines makes the engine from the worker and its class path
     */
    public LiveEngine(
            Path folder, List<Path> more, BiFunction<Worker, List<Path>, ? extends Engine> engines)
            throws IOException, ClassNotFoundException, URISyntaxException {
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
            throws IOException, ClassNotFoundException, URISyntaxException {
        var classPath = new ArrayList<Path>();
        classPath.add(whereFrom(WorkerSetup.class));
        classPath.add(whereFrom(Class.forName(WorkerLaunch.MAIN_CLASS)));
        classPath.addAll(more);
        var launch =
                new WorkerLaunch(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        flags,
                        classPath,
                        Files.createDirectories(folder.resolve("work")),
                        Map.of(),
                        folder.resolve("logs"));
        engine = engines.apply(new WorkerProcess(launch, new Printed()), classPath);
    }

    public Engine engine() {
        return engine;
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

    /** The value that a cell shows, as text. */
    public String value(String source) {
        return switch (run(source)) {
            case Outcome.Value(MimeBundle bundle) -> bundle.plainText();
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

    private void print(String text) {
        synchronized (printed) {
            printed.append(text);
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    private static Path whereFrom(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private final class Printed implements WorkerListener {
        @Override
        public void text(int cell, Stream stream, String text) {
            print(text);
        }

        @Override
        public void display(int cell, MimeBundle bundle, String displayId, boolean update) {
            print(bundle.plainText());
        }

        @Override
        public void clear(int cell, boolean wait) {}

        @Override
        public void input(int cell, String prompt, boolean password, InputReply reply) {
            reply.refused("nobody is there");
        }

        @Override
        public void comm(int cell, CommEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void stillRunning(int cell, List<String> threads) {
            print(String.join("\n", threads));
        }
    }
}
