package io.juggler.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.transport.FreePorts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

class ParentWatchIT {

    @TempDir Path folder;

    /** From the start of the engine on there may be a worker, which nobody else would end. */
    @Test
    void aParentThatDiesWhileTheEngineStartsIsNoticed() throws Exception {
        var parent = new ProcessBuilder("sleep", "60").start();
        var kernel = orphan(parent.pid());
        try {
            assertTrue(kernel.waitFor(30, TimeUnit.SECONDS), "it goes on without its parent");
            assertEquals(0, kernel.exitValue());
        } finally {
            kernel.destroyForcibly();
            parent.destroyForcibly();
        }
    }

    private Process orphan(long parent) throws IOException {
        var connection =
                Files.writeString(
                        folder.resolve("connection.json"),
                        """
                        {"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256",
                         "key": "k", "shell_port": %s, "iopub_port": %s, "stdin_port": %s,
                         "control_port": %s, "hb_port": %s}
                        """
                                .formatted(FreePorts.find(5).toArray()));
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EarlyOrphan.class.getName(),
                        connection.toString());
        builder.environment().put("JPY_PARENT_PID", String.valueOf(parent));
        return builder.inheritIO().start();
    }
}
