package io.juggler.dist;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** The options that say in which of Jupyter's data folders a kernel is. */
final class Target {

    @ArgGroup Choice choice = new Choice();

    /** At most one of these. */
    static final class Choice {
        @Option(names = "--user", description = "for this user; the default")
        boolean user;

        @Option(
                names = "--sys-prefix",
                description = "in the Python environment that is active (its sys.prefix)")
        boolean sysPrefix;

        @Option(
                names = "--prefix",
                paramLabel = "DIR",
                description = "below DIR, in share/jupyter/kernels")
        Path prefix;
    }

    /**
     * Jupyter's data folder.
     *
     * @throws CommandFailedException where {@code --sys-prefix} finds no Python
     */
    Path data(Surroundings surroundings) throws CommandFailedException {
        if (choice.prefix != null) {
            return belowPrefix(choice.prefix);
        }
        if (!choice.sysPrefix) {
            return surroundings.jupyterUserData();
        }
        var python =
                Python.active(surroundings)
                        .orElseThrow(
                                () ->
                                        new CommandFailedException(
                                                "--sys-prefix: there is no python on the PATH."
                                                    + " Activate the environment that Jupyter is"
                                                    + " in, or name it with --prefix."));
        try {
            return belowPrefix(python.prefix());
        } catch (IOException e) {
            throw new CommandFailedException(
                    "--sys-prefix: " + e.getMessage() + "; name the environment with --prefix.", e);
        }
    }

    /**
     * Where AOT caches belong: a user's own with what can be made again, those that others start as
     * well beside the kernels.
     */
    Path caches(Surroundings surroundings, Path data) {
        return isShared()
                ? data.resolve("juggler").resolve("aot")
                : surroundings.cacheFolder().resolve("aot");
    }

    /** Where the server's JVM writes a crash file: a user's own with the logs. */
    Path crashFiles(Surroundings surroundings) {
        return isShared() ? Surroundings.sharedCrashFiles() : surroundings.logFolder();
    }

    /** Whether others than this user start what is installed there. */
    private boolean isShared() {
        return choice.sysPrefix || choice.prefix != null;
    }

    private static Path belowPrefix(Path prefix) {
        return prefix.toAbsolutePath().normalize().resolve("share/jupyter");
    }
}
