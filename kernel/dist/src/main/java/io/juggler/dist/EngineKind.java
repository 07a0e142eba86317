package io.juggler.dist;

import io.juggler.server.engine.Engine;
import io.juggler.server.engine.jshell.JShellEngine;
import io.juggler.server.engine.whole.WholeCellEngine;
import io.juggler.server.worker.Worker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What gives cells their meaning. */
enum EngineKind {
    /** A cell is compiled whole, into one class. */
    WHOLE {
        @Override
        Engine over(Worker worker, List<Path> classPath, List<String> options) {
            return new WholeCellEngine(worker, classPath, options);
        }
    },
    /** JShell compiles a cell statement by statement. */
    JSHELL {
        @Override
        Engine over(Worker worker, List<Path> classPath, List<String> options) {
            return new JShellEngine(worker, classPath, options);
        }
    };

    /** The environment variable that chooses, where the command line does not. */
    static final String VARIABLE = "JUGGLER_ENGINE";

    /**
     * An engine over a worker that has this class path.
     *
     * @param worker closed with the engine
     * @param options for the compiler
     */
    abstract Engine over(Worker worker, List<Path> classPath, List<String> options);

    /**
     * The kind of that name.
     *
     * @param name as a user wrote it; null or empty for the default
     * @throws IllegalArgumentException where there is none; its message says which there are
     */
    static EngineKind named(String name) {
        if (name == null || name.isEmpty()) {
            return WHOLE;
        }
        return Arrays.stream(values())
                .filter(kind -> kind.text().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no engine \"%s\"; there are %s"
                                                .formatted(
                                                        name,
                                                        Arrays.stream(values())
                                                                .map(EngineKind::text)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
