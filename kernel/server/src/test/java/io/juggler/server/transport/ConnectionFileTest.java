package io.juggler.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ConnectionFileTest {
    private static final String VALID =
            """
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5,
             "ip": "127.0.0.1", "key": "k", "transport": "tcp",
             "signature_scheme": "hmac-sha256", "kernel_name": "java", "new": {}}
            """;

    @TempDir Path folder;

    @Test
    void aConnectionFileIsReadWhole() throws IOException {
        assertEquals(new ConnectionFile("127.0.0.1", 1, 4, 3, 2, 5, "k"), read("x", "x"));
    }

    @Test
    void addressesOfBothFamiliesAreWrittenAsZeroMqWantsThem() throws IOException {
        assertEquals("tcp://127.0.0.1:5", read("x", "x").endpoint(5));
        assertEquals("tcp://[::1]:5", read("127.0.0.1", "::1").endpoint(5));
    }

    @Test
    void withoutAKeyTheSchemeDoesNotMatter() throws IOException {
        assertEquals("", read("\"key\": \"k\"", "\"key\": \"\"").key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"tcp\" | \"ipc\" | transport is \"ipc\", and this kernel speaks tcp only",
                "hmac-sha256 | hmac-md5 | signature_scheme is \"hmac-md5\"",
                "\"shell_port\": 1 | \"shell_port\": 0 | shell_port is 0, not a port",
                "\"shell_port\": 1 | \"shell_port\": 65536 | shell_port is 65536, not a port",
                "\"shell_port\": 1 | \"shell_port\": \"1\" | shell_port is \"1\", not a port",
                "\"shell_port\": 1, | ~~ | shell_port is missing",
                "\"shell_port\": 1 | \"shell_port\": 2 | two of its ports are the same",
                "\"ip\": \"127.0.0.1\", | ~~ | ip is missing",
                "127.0.0.1 | ~~ | ip is empty",
                "\"key\": \"k\" | \"key\": 3 | key is no text",
                "{\"shell | [\"shell | it is no JSON",
            })
    void whatCannotBeUsedIsRefusedInOneLineThatNamesTheFile(
            String old, String changed, String reason) {
        var refusal = assertThrows(ConnectionFileException.class, () -> read(old, changed));
        assertTrue(
                refusal.getMessage()
                        .startsWith("connection file " + folder.resolve("c.json") + ": " + reason),
                refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @Test
    void aMissingFileIsRefusedInOneLine() {
        var file = folder.resolve("none.json");
        assertEquals(
                "connection file " + file + ": there is no such file",
                assertThrows(ConnectionFileException.class, () -> ConnectionFile.read(file))
                        .getMessage());
    }

    private ConnectionFile read(String old, String changed) throws IOException {
        var file = folder.resolve("c.json");
        Files.writeString(file, VALID.replace(old, changed));
        return ConnectionFile.read(file);
    }
}
