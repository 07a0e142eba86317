package io.juggler.server.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a worker process is started.
 *
 * @param java the {@code java} executable
 * @param flags JVM flags that come before the worker's own: heap, AOT cache, preview, debugger
 * @param classPath jars and folders: the worker and its api, and whatever cells are to see from the
 *     start
 * @param workingDirectory where cells run
 * @param environment variables set over those of this process
 * @param logs a folder for what the JVM itself prints and for its crash reports; made if it is not
 *     there
 */
public record WorkerLaunch(
        Path java,
        List<String> flags,
        List<Path> classPath,
        Path workingDirectory,
        Map<String, String> environment,
        Path logs) {

    /**
     * What every worker's JVM needs, whatever the user asked for. A training run for the AOT cache
     * needs the same.
     *
     * <p>{@code java.lang} is opened so that threads can be listed, virtual ones included, and
     * asked which cell started them; text is UTF-8 whatever the locale.
     */
    public static final List<String> OWN_FLAGS =
            List.of(
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-Dfile.encoding=UTF-8",
                    "-Dstdin.encoding=UTF-8",
                    "-Dstdout.encoding=UTF-8",
                    "-Dstderr.encoding=UTF-8",
                    "-XX:-CreateCoredumpOnCrash");

    /** The class that a worker starts with. */
    public static final String MAIN_CLASS = "io.juggler.worker.WorkerMain";

    public WorkerLaunch {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
        environment = Map.copyOf(environment);
    }
}
