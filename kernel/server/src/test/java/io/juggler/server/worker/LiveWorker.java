package io.juggler.server.worker;

import io.juggler.wire.ClassBytes;
import io.juggler.wire.WorkerSetup;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real worker process for a test, with what it put out. */
public final class LiveWorker implements AutoCloseable {
    final Recording out = new Recording();
    final WorkerProcess process;
    private final AtomicInteger cells = new AtomicInteger();

    LiveWorker(Path folder) throws IOException {
        this(folder, List.of());
    }

    LiveWorker(Path folder, List<String> flags) throws IOException {
        process = new WorkerProcess(launch(folder, flags), out);
    }

    static WorkerLaunch launch(Path folder, List<String> flags) throws IOException {
        return launch(folder, List.of(), flags);
    }

    /**
     * @param folder where the worker runs and logs
     * @param more what cells see beside the worker's own classes
     * @param flags for the worker's JVM
     */
    public static WorkerLaunch launch(Path folder, List<Path> more, List<String> flags)
            throws IOException {
        var classPath = new ArrayList<>(classPath());
        classPath.addAll(more);
        var work = Files.createDirectories(folder.resolve("work"));
        return new WorkerLaunch(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                flags,
                classPath,
                work,
                Map.of(),
                folder.resolve("logs"));
    }

    static List<Path> classPath() {
        try {
            return List.of(
                    whereFrom(WorkerSetup.class),
                    whereFrom(Class.forName(WorkerLaunch.MAIN_CLASS)));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the tests need the worker on their class path", e);
        }
    }

    /** The jar or folder that a class is from. */
    public static Path whereFrom(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that the next cell will have. */
    int nextCell() {
        return cells.get() + 1;
    }

    /** The number of the latest cell. */
    int lastCell() {
        return cells.get();
    }

    /** Runs statements as a cell; without a {@code return} its value is null. */
    Invocation run(String body) throws IOException, WorkerDiedException {
        return run("", body);
    }

    Invocation run(String members, String body) throws IOException, WorkerDiedException {
        int cell = cells.incrementAndGet();
        String name = "cell" + cell + ".Cell";
        return run(cell, Sources.cell(name, members, body), name);
    }

    Invocation run(int cell, List<ClassBytes> classes, String name) throws WorkerDiedException {
        return process.run(cell, "cell [" + cell + "]", classes, name, "run", true);
    }

    @Override
    public void close() {
        process.close();
    }
}
