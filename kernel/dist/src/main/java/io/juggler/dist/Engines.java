package io.juggler.dist;

import io.juggler.server.engine.Engine;
import io.juggler.server.engine.EngineFactory;
import io.juggler.server.log.CacheFolder;
import io.juggler.server.magics.MagicEngine;
import io.juggler.server.worker.WorkerLaunch;
import io.juggler.server.worker.WorkerListener;
import io.juggler.server.worker.WorkerProcess;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the engine with its worker: the place where the two processes are put together.
 *
 * @param jars where both processes' jars are
 * @param aotFlags the worker's flags for its AOT cache
 * @param folder where cells run
 * @param end how long a worker may take to end
 * @param kind which engine
 */
record Engines(Distribution jars, List<String> aotFlags, Path folder, Duration end, EngineKind kind)
        implements EngineFactory {

    private static final Duration USUAL_END = Duration.ofMillis(500);

    Engines(Distribution jars, List<String> aotFlags, EngineKind kind) {
        this(jars, aotFlags, Path.of("").toAbsolutePath(), USUAL_END, kind);
    }

    Engines endingWithin(Duration limit) {
        return new Engines(jars, aotFlags, folder, limit, kind);
    }

    Engines inFolder(Path other) {
        return new Engines(jars, aotFlags, other, end, kind);
    }

    @Override
    public Engine start(WorkerListener listener) throws IOException {
        var classPath = jars.workerClassPath();
        var flags = new ArrayList<>(KernelCommand.WORKER_FLAGS);
        flags.addAll(aotFlags);
        var options = AskedOptions.of(System.getenv());
        flags.addAll(options.jvm());
        var launch =
                new WorkerLaunch(
                        KernelCommand.thisJava(),
                        flags,
                        classPath,
                        folder,
                        environment(),
                        CacheFolder.path().resolve("logs"));
        return MagicEngine.over(
                listener,
                folder,
                withMagics ->
                        kind.over(
                                new WorkerProcess(launch, withMagics, end),
                                classPath,
                                options.compiler()));
    }

    /**
     * Where the locale has no UTF-8, Java could not open files whose names are not ASCII; no flag
     * changes that.
     */
    private static Map<String, String> environment() {
        boolean utf8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        return utf8 || File.separatorChar == '\\' ? Map.of() : Map.of("LC_ALL", "C.UTF-8");
    }
}
