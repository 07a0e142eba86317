package io.juggler.dist.lessons;

import io.juggler.testing.Outside;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The kernel that this build made, installed by {@code ./juggler install} into a prefix of its own,
 * once for all tests. Nothing of the user's Jupyter is seen or changed.
 *
 * @param folder holds the prefix, and all that processes of the tests leave behind
 */
record Installation(Path folder) {

    /** Training the AOT caches is part of it. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    static Installation make(Path folder) {
        try {
            Files.createDirectories(folder);
            var installation = new Installation(folder);
            var installed =
                    Finished.run(
                            new ProcessBuilder(
                                    launcher(),
                                    "install",
                                    "--prefix",
                                    installation.prefix().toString()),
                            LIMIT);
            if (installed.status() != 0) {
                throw new IllegalStateException("./juggler install: " + installed);
            }
            return installation;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String launcher() {
        return Outside.root().resolve("juggler").toString();
    }

    Path prefix() {
        return folder.resolve("prefix");
    }

    /** A new folder of that name, without what an earlier run of the tests left in it. */
    Path fresh(String name) throws IOException {
        var fresh = folder.resolve(name);
        if (Files.exists(fresh)) {
            try (var files = Files.walk(fresh)) {
                for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(fresh);
    }

    /** Python in Jupyter's environment, where this kernel is the one called "java". */
    ProcessBuilder python(String... arguments) {
        var process = new ProcessBuilder(Outside.python().toString());
        process.command().addAll(List.of(arguments));
        process.environment()
                .putAll(
                        Map.of(
                                "JUPYTER_PATH", prefix().resolve("share/jupyter").toString(),
                                "JUPYTER_CONFIG_DIR", folder.resolve("config").toString(),
                                "JUPYTER_DATA_DIR", folder.resolve("data").toString(),
                                "JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString(),
                                "IPYTHONDIR", folder.resolve("ipython").toString(),
                                "XDG_DATA_HOME", folder.resolve("share").toString(),
                                "XDG_STATE_HOME", folder.resolve("state").toString()));
        return process;
    }

    /** Gives the one installation to constructors, tests and life-cycle methods. */
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Installation.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Installation.class))
                    .getOrComputeIfAbsent(
                            "installation",
                            _ -> make(Outside.root().resolve("kernel/dist/target/lessons")));
        }
    }
}
