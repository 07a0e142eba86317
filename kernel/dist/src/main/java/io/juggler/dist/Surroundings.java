package io.juggler.dist;

import io.juggler.server.log.CacheFolder;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What decides where files belong: environment variables, the home folder, the system.
 *
 * @param variables the environment
 * @param home the user's home folder
 */
record Surroundings(Map<String, String> variables, Path home, Platform platform) {

    /** Where the conventions for folders differ. */
    enum Platform {
        LINUX("Linux"),
        MACOS("Mac OS X"),
        WINDOWS("Windows");

        private final String osName;

        Platform(String osName) {
            this.osName = osName;
        }

        static Platform named(String osName) {
            var name = osName.toLowerCase(Locale.ROOT);
            if (name.startsWith("windows")) {
                return WINDOWS;
            }
            return name.startsWith("mac") ? MACOS : LINUX;
        }
    }

    Surroundings {
        variables = Map.copyOf(variables);
    }

    /** Those of this process. */
    static Surroundings current() {
        var variables = System.getenv();
        // Jupyter asks $HOME as well; user.home is what the password file says, which differs in
        // containers that run under any user id.
        var home = variables.getOrDefault("HOME", System.getProperty("user.home"));
        return new Surroundings(
                variables, Path.of(home), Platform.named(System.getProperty("os.name")));
    }

    /** An environment variable that is set and not blank. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Where Juggler keeps what can be made again: {@code aot} and {@code logs}. */
    Path cacheFolder() {
        return CacheFolder.path(variables, platform.osName, home.toString());
    }

    /**
     * Where the server of a kernel that others start as well writes its crash files: the folder has
     * to be anybody's.
     */
    static Path sharedCrashFiles() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Where both processes write their logs and crash files. */
    Path logFolder() {
        return cacheFolder().resolve("logs");
    }

    /**
     * Jupyter's folder for the user's own data.
     *
     * @see <a href="https://docs.jupyter.org/en/stable/use/jupyter-directories.html">Jupyter
     *     directories</a>
     */
    Path jupyterUserData() {
        var named = variable("JUPYTER_DATA_DIR");
        if (named.isPresent()) {
            return Path.of(named.get());
        }
        return switch (platform) {
            case LINUX ->
                    variable("XDG_DATA_HOME")
                            .map(Path::of)
                            .orElse(home.resolve(".local/share"))
                            .resolve("jupyter");
            case MACOS ->
                    home.resolve(
                            variable("JUPYTER_PLATFORM_DIRS").filter("1"::equals).isPresent()
                                    ? "Library/Application Support/Jupyter"
                                    : "Library/Jupyter");
            case WINDOWS ->
                    variable("APPDATA")
                            .map(Path::of)
                            .orElse(home.resolve("AppData/Roaming"))
                            .resolve("jupyter");
        };
    }
}
