package io.juggler.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What tests use that the build does not bring: Python with Jupyter, a browser. The environment
 * variables {@code JUGGLER_PYTHON}, {@code JUGGLER_CHROMIUM} and {@code JUGGLER_CHROMEDRIVER} name
 * others than the usual ones.
 */
public final class Outside {

    private static final long PYTHON_LIMIT_S = 180;

    private static final Optional<String> MISSING_JUPYTER = lookForJupyter();

    private Outside() {}

    /** The repository's root folder. */
    public static Path root() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("kernel/api/pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "not inside a clone of Juggler: " + Path.of("").toAbsolutePath());
    }

    /**
     * The Python whose environment has Jupyter: {@code JUGGLER_PYTHON}, else {@code .juggler/venv}
     * under the repository's root, which {@code .ci/run} makes.
     */
    public static Path python() {
        var named = System.getenv("JUGGLER_PYTHON");
        return named != null ? Path.of(named) : root().resolve(".juggler/venv/bin/python");
    }

    /**
     * The browser: {@code JUGGLER_CHROMIUM}, else the first of Chromium's usual names on the path.
     *
     * @throws IllegalStateException where there is none
     */
    public static Path chromium() {
        return findChromium().orElseThrow(() -> new IllegalStateException("no Chromium"));
    }

    /**
     * The browser's WebDriver: {@code JUGGLER_CHROMEDRIVER}, else chromedriver on the path.
     *
     * @throws IllegalStateException where there is none
     */
    public static Path chromedriver() {
        return findChromedriver().orElseThrow(() -> new IllegalStateException("no chromedriver"));
    }

    static Optional<String> missingJupyter() {
        return MISSING_JUPYTER;
    }

    static Optional<String> missingBrowser() {
        if (findChromium().isEmpty()) {
            return Optional.of("there is no chromium on the PATH");
        }
        if (findChromedriver().isEmpty()) {
            return Optional.of("there is no chromedriver on the PATH");
        }
        return Optional.empty();
    }

    static ConditionEvaluationResult condition(String what, Optional<String> missing) {
        return condition(what, missing, "true".equals(System.getenv("CI")));
    }

    static ConditionEvaluationResult condition(
            String what, Optional<String> missing, boolean skippingIsAnError) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled(what + " is there");
        }
        var reason = "needs " + what + ": " + missing.get();
        if (skippingIsAnError) {
            throw new ExtensionConfigurationException(reason + " (no skipping where CI=true)");
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static Optional<Path> findChromium() {
        return find("JUGGLER_CHROMIUM", "chromium", "chromium-browser", "google-chrome");
    }

    private static Optional<Path> findChromedriver() {
        return find("JUGGLER_CHROMEDRIVER", "chromedriver");
    }

    private static Optional<Path> find(String variable, String... names) {
        var named = System.getenv(variable);
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        var folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.of(names)
                .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<String> lookForJupyter() {
        var python = python();
        if (!Files.isExecutable(python)) {
            return Optional.of("there is no " + python + " (JUGGLER_PYTHON names another)");
        }
        try {
            var process =
                    new ProcessBuilder(
                                    python.toString(),
                                    "-c",
                                    "import jupyter_client, jupyter_kernel_test, nbclient")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(PYTHON_LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(python + " did not answer in " + PYTHON_LIMIT_S + " s");
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(
                            python
                                    + " cannot import jupyter_client, jupyter_kernel_test and"
                                    + " nbclient: .ci/run makes an environment that can");
        } catch (IOException e) {
            return Optional.of(python + " does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while " + python + " started");
        }
    }
}
