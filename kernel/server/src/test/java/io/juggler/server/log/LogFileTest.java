package io.juggler.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

class LogFileTest {
    @TempDir Path folder;

    @Test
    void linesAreInTheFileAtOnceAndNothingElseIsThere() throws IOException {
        var logs = folder.resolve("not").resolve("there yet");
        var handler = LogFile.open(logs, 42, 10_000);
        handler.publish(new LogRecord(Level.WARNING, "first"));
        handler.publish(new LogRecord(Level.WARNING, "second"));
        try (var files = Files.list(logs)) {
            assertEquals(List.of(logs.resolve("kernel-42.log")), files.toList());
        }
        var text = Files.readString(logs.resolve("kernel-42.log"));
        assertTrue(text.indexOf("first") < text.indexOf("second"), text);
    }

    @Test
    void aFileThatIsFullSaysSoAndTakesNoMore() throws IOException {
        var handler = LogFile.open(folder, 42, 10_000);
        for (int i = 0; i < 10_000; i++) {
            handler.publish(new LogRecord(Level.WARNING, "again and again"));
        }
        var text = Files.readString(folder.resolve("kernel-42.log"));
        assertTrue(text.length() < 11_000, () -> text.length() + " characters");
        assertTrue(text.stripTrailing().endsWith("the log is full"));
    }

    @Test
    void onlyOldLogsOfKernelsAreDeleted() throws IOException {
        var now = Instant.now();
        for (var name : List.of("kernel-1.log", "kernel-2.log", "worker-1.log")) {
            Files.createFile(folder.resolve(name));
        }
        for (var name : List.of("kernel-1.log", "worker-1.log")) {
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(now.minusSeconds(1000)));
        }
        LogFile.deleteOld(folder, now.minusSeconds(500));
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of(folder.resolve("kernel-2.log"), folder.resolve("worker-1.log")),
                    files.sorted().toList());
        }
    }
}
