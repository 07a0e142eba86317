package io.juggler.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python that is installed here.
 *
 * @param executable its launcher
 */
record Python(Path executable) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * The one that a user means who types {@code python}: of the active environment, else the first
     * on the path.
     */
    static Optional<Python> active(Surroundings surroundings) {
        boolean windows = surroundings.platform() == Surroundings.Platform.WINDOWS;
        var names = windows ? List.of("python.exe") : List.of("python3", "python");
        var environments =
                Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
                        .flatMap(name -> surroundings.variable(name).stream())
                        .map(folder -> Path.of(folder, windows ? "Scripts" : "bin"));
        var path =
                Stream.of(surroundings.variable("PATH").orElse("").split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of);
        return Stream.concat(environments, path)
                .flatMap(folder -> names.stream().map(folder::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Python::new);
    }

    /** Its {@code sys.prefix}. */
    Path prefix() throws IOException {
        return Path.of(evaluate("__import__('sys').prefix"));
    }

    /** The version of a package that it can import; empty where it cannot. */
    Optional<String> version(String distribution) {
        try {
            return Optional.of(
                    evaluate(
                            "__import__('importlib.metadata').metadata.version('%s')"
                                    .formatted(distribution)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private String evaluate(String expression) throws IOException {
        var code = "__import__('sys').stdout.buffer.write(str(" + expression + ").encode('utf-8'))";
        var result = Subprocess.run(List.of(executable.toString(), "-c", code), LIMIT);
        if (result.status() != 0 || result.output().isEmpty()) {
            throw new IOException(
                    executable + " does not answer (exit status " + result.status() + ")");
        }
        return result.output();
    }
}
