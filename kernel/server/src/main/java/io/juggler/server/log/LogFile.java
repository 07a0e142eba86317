package io.juggler.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.ErrorManager;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/**
 * Sends the log to a file in the user's cache folder, and nowhere else. Instantiated by
 * java.util.logging when the first line is logged.
 */
public final class LogFile {
    private static final Duration KEPT = Duration.ofDays(14);

    /** In bytes; a fault that repeats itself must not fill the disk. */
    private static final int LARGEST = 4 << 20;

    /** Called by java.util.logging, of which the JDK itself makes use at every start. */
    public LogFile() {
        var root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(
                open(CacheFolder.path().resolve("logs"), ProcessHandle.current().pid(), LARGEST));
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

    static StreamHandler open(Path folder, long pid, int largest) {
        return new Capped(folder.resolve("kernel-" + pid + ".log"), largest);
    }

    static void deleteOld(Path folder, Instant before) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "kernel-*.log")) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).compareTo(FileTime.from(before)) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /**
     * A file that is there with the first line and takes lines until it is full. Not a FileHandler:
     * that one leaves a lock file behind when the process ends without ado, as a kernel does.
     */
    private static final class Capped extends StreamHandler {
        private final Path file;
        private int left;
        private boolean open;

        Capped(Path file, int largest) {
            this.file = file;
            left = largest;
            setFormatter(new SimpleFormatter());
        }

        @Override
        public synchronized void publish(LogRecord line) {
            if (left <= 0 || (!open && !open())) {
                return;
            }
            left -= getFormatter().format(line).length();
            super.publish(line);
            if (left <= 0) {
                super.publish(new LogRecord(Level.WARNING, "the log is full"));
            }
            flush();
        }

        private boolean open() {
            try {
                var folder = file.getParent();
                Files.createDirectories(folder);
                setOutputStream(
                        Files.newOutputStream(
                                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
                open = true;
                deleteOld(folder, Instant.now().minus(KEPT));
            } catch (IOException e) {
                reportError("no log in " + file, e, ErrorManager.OPEN_FAILURE);
            }
            return open;
        }
    }
}
