package io.juggler.server.log;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The folder in which caches and logs of this user are kept. */
public final class CacheFolder {

    private CacheFolder() {}

    /** That folder; it need not exist. */
    public static Path path() {
        var environment = System.getenv();
        // user.home is what the password file says, and "?" in a container that runs under a user
        // id without an entry there.
        var home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return path(environment, System.getProperty("os.name"), home);
    }

    /**
     * The folder of another user or on another system.
     *
     * @param environment that user's environment variables
     * @param system as {@code os.name} says it
     * @param home that user's home folder
     */
    public static Path path(Map<String, String> environment, String system, String home) {
        var xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification says that a relative path is to be ignored.
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "juggler");
        }
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Caches", "juggler");
        }
        if (name.startsWith("windows")) {
            var local = environment.getOrDefault("LOCALAPPDATA", "");
            return local.isEmpty()
                    ? Path.of(home, "AppData", "Local", "juggler")
                    : Path.of(local, "juggler");
        }
        return Path.of(home, ".cache", "juggler");
    }
}
