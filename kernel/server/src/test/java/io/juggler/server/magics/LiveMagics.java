package io.juggler.server.magics;

import io.juggler.api.MimeBundle;
import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.Outcome;
import io.juggler.server.engine.whole.WholeCellEngine;
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

/** Magics in front of the real engine and a real worker, and what they put out. */
final class LiveMagics implements AutoCloseable {
    private final StringBuilder printed = new StringBuilder();
    private final StringBuilder everything = new StringBuilder();
    private final List<MimeBundle> shown = new ArrayList<>();
    private final Path folder;
    private final Engine engine;
    private int cells;

    LiveMagics(Path folder) throws IOException, ClassNotFoundException, URISyntaxException {
        this(folder, Map.of());
    }

    /**
     * @param environment what the kernel's variables are taken from
     */
    LiveMagics(Path folder, Map<String, String> environment)
            throws IOException, ClassNotFoundException, URISyntaxException {
        this.folder = Files.createDirectories(folder.resolve("work"));
        var classPath =
                List.of(
                        whereFrom(WorkerSetup.class),
                        whereFrom(Class.forName(WorkerLaunch.MAIN_CLASS)));
        var launch =
                new WorkerLaunch(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        List.of(),
                        classPath,
                        this.folder,
                        Map.of(),
                        folder.resolve("logs"));
        engine =
                MagicEngine.over(
                        new Collected(),
                        this.folder,
                        environment,
                        listener ->
                                new WholeCellEngine(
                                        new WorkerProcess(launch, listener), classPath, List.of()));
    }

    Engine engine() {
        return engine;
    }

    /** Where cells and magics run. */
    Path folder() {
        return folder;
    }

    /** The number of the cell that runs, or ran last. */
    int cell() {
        return cells;
    }

    /** Runs the next cell. */
    Outcome run(String source) {
        cells++;
        return engine.execute(new Cell(cells, "cell [" + cells + "]", source));
    }

    /** What the next cell prints; it has to end well. */
    String printedBy(String source) {
        printed();
        var outcome = run(source);
        if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
            throw new AssertionError(source + "\nended with " + outcome + "\n" + printed());
        }
        return printed();
    }

    /** All that the next cell puts out, as text: what it prints, what it shows, and its value. */
    String everythingFrom(String source) {
        synchronized (printed) {
            everything.setLength(0);
        }
        var outcome = run(source);
        var value = outcome instanceof Outcome.Value(MimeBundle bundle) ? bundle.plainText() : "";
        if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
            value = outcome.toString();
        }
        synchronized (printed) {
            return everything + value;
        }
    }

    /** The value that the next cell shows, as text. */
    String value(String source) {
        return switch (run(source)) {
            case Outcome.Value(MimeBundle bundle) -> bundle.plainText();
            case Outcome other ->
                    throw new AssertionError(source + "\nended with " + other + "\n" + printed());
        };
    }

    /** The message of the error that the next cell ends with. */
    String failure(String source) {
        return switch (run(source)) {
            case Outcome.Thrown(var thrown) -> thrown.message();
            case Outcome.CompileError(var problems) -> problems.getFirst().message();
            case Outcome other -> throw new AssertionError(source + "\nended with " + other);
        };
    }

    /** What was printed since the last call. */
    String printed() {
        synchronized (printed) {
            var text = printed.toString();
            printed.setLength(0);
            return text;
        }
    }

    /** What was shown last. */
    MimeBundle shown() {
        synchronized (printed) {
            return shown.getLast();
        }
    }

    private void print(String text) {
        synchronized (printed) {
            printed.append(text);
            everything.append(text);
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    private static Path whereFrom(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
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
