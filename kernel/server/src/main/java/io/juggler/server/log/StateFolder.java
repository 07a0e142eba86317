package io.juggler.server.log;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The folder for what this user would miss and no program needs, such as the history.
 *
 * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory
 *     Specification</a>
 */
public final class StateFolder {

    private StateFolder() {}

    /** That folder; it need not exist. */
    public static Path path() {
        var environment = System.getenv();
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
    static Path path(Map<String, String> environment, String system, String home) {
        var xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "juggler");
        }
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Application Support", "juggler");
        }
        if (name.startsWith("windows")) {
            var local = environment.getOrDefault("LOCALAPPDATA", "");
            return local.isEmpty()
                    ? Path.of(home, "AppData", "Local", "juggler")
                    : Path.of(local, "juggler");
        }
        return Path.of(home, ".local", "state", "juggler");
    }
}
