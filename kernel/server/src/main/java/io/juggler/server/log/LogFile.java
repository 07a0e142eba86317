package io.juggler.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Sends the log to a file in the user's cache folder, and nowhere else. Instantiated by
 * java.util.logging when the first line is logged.
 */
public final class LogFile {
    private static final int LARGEST = 4 << 20;

    /**
     * Called by java.util.logging.
     *
     * @throws IOException where the log file cannot be had
     */
    public LogFile() throws IOException {
        var folder = CacheFolder.path().resolve("logs");
        Files.createDirectories(folder);
        var file = folder.resolve("kernel-" + ProcessHandle.current().pid() + ".log");
        var handler = new FileHandler(escaped(file), LARGEST, 1, true);
        handler.setFormatter(new SimpleFormatter());
        var root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(handler);
    }

    /**
     * Has the log written there; to be called before the first line is logged. Where the JVM was
     * told otherwise ({@code -Djava.util.logging.config.file}), that holds.
     */
    public static void use() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.config.class", LogFile.class.getName());
            System.setProperty(
                    "java.util.logging.SimpleFormatter.format",
                    "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        }
    }

    /** A percent sign starts a placeholder in FileHandler's patterns. */
    private static String escaped(Path file) {
        return file.toString().replace("%", "%%");
    }
}
