package io.juggler.server;

import io.juggler.server.engine.whole.WholeCellEngine;
import io.juggler.server.worker.WorkerLaunch;
import io.juggler.server.worker.WorkerProcess;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kernel process as the tests' class path makes it: the arguments are the connection file, the
 * worker's class path and a folder for logs.
 */
public final class RealKernel {

    private RealKernel() {}

    public static void main(String[] args) throws IOException {
        var classPath = Stream.of(args[1].split(File.pathSeparator)).map(Path::of).toList();
        var launch =
                new WorkerLaunch(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        workerFlags(),
                        classPath,
                        Path.of("").toAbsolutePath(),
                        Map.of(),
                        Path.of(args[2]));
        KernelServer.run(
                Path.of(args[0]),
                listener ->
                        new WholeCellEngine(
                                new WorkerProcess(launch, listener), classPath, List.of()));
        Runtime.getRuntime().halt(0);
    }

    private static List<String> workerFlags() {
        var flags = System.getenv().getOrDefault("WORKER_FLAGS", "");
        return flags.isBlank() ? List.of() : List.of(flags.split(" "));
    }
}
