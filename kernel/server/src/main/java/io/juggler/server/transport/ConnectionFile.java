package io.juggler.server.transport;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where a kernel has to listen, as its client wrote it down.
 *
 * @param ip the address to bind to
 * @param key what messages are signed with; empty where they are not
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files">
 *     Connection files</a>
 */
public record ConnectionFile(
        String ip, int shell, int control, int stdin, int iopub, int heartbeat, String key) {

    private static final String SCHEME = "hmac-sha256";
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

    /**
     * Reads a connection file, strictly.
     *
     * @throws ConnectionFileException where it is missing, is none, or asks for what this kernel
     *     does not have
     */
    public static ConnectionFile read(Path file) throws ConnectionFileException {
        var fields = new Fields(file, object(file));
        var transport = fields.text("transport");
        if (!transport.equals("tcp")) {
            throw fields.complaint(
                    "transport is \"%s\", and this kernel speaks tcp only: set".formatted(transport)
                            + " KernelManager.transport to \"tcp\"");
        }
        var key = fields.text("key");
        var scheme = fields.text("signature_scheme");
        if (!key.isEmpty() && !scheme.equals(SCHEME)) {
            throw fields.complaint(
                    "signature_scheme is \"%s\", and this kernel signs with %s only"
                            .formatted(scheme, SCHEME));
        }
        var read =
                new ConnectionFile(
                        fields.text("ip"),
                        fields.port("shell_port"),
                        fields.port("control_port"),
                        fields.port("stdin_port"),
                        fields.port("iopub_port"),
                        fields.port("hb_port"),
                        key);
        if (read.ip.isBlank()) {
            throw fields.complaint("ip is empty");
        }
        if (IntStream.of(read.shell, read.control, read.stdin, read.iopub, read.heartbeat)
                        .distinct()
                        .count()
                < 5) {
            throw fields.complaint("two of its ports are the same");
        }
        return read;
    }

    /** The address of one of the ports, as ZeroMQ writes it. */
    String endpoint(int port) {
        return "tcp://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
    }

    /**
     * The file's fields: texts as they are, everything else as JSON. Read token by token: it is
     * what a start begins with, and building trees takes Jackson as long as binding all ports.
     */
    private static Map<String, Field> object(Path file) throws ConnectionFileException {
        try (var json =
                new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
            var fields = new HashMap<String, Field>();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                throw new ConnectionFileException(
                        "connection file " + file + ": it holds no JSON object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                var token = json.nextToken();
                fields.put(name, new Field(token, json.getString()));
                json.skipChildren();
            }
            return fields;
        } catch (NoSuchFileException _) {
            throw new ConnectionFileException(
                    "connection file " + file + ": there is no such file");
        } catch (IOException e) {
            throw new ConnectionFileException("connection file " + file + ": " + e);
        } catch (JacksonException e) {
            throw new ConnectionFileException(
                    "connection file %s: it is no JSON: %s"
                            .formatted(
                                    file, e.getOriginalMessage().lines().findFirst().orElse("")));
        }
    }

    /** A field's value, and of what kind it is. */
    private record Field(JsonToken kind, String text) {}

    private record Fields(Path file, Map<String, Field> fields) {
        ConnectionFileException complaint(String what) {
            return new ConnectionFileException("connection file " + file + ": " + what);
        }

        private Field field(String name) throws ConnectionFileException {
            var field = fields.get(name);
            if (field == null) {
                throw complaint(name + " is missing");
            }
            return field;
        }

        String text(String name) throws ConnectionFileException {
            var field = field(name);
            if (field.kind != JsonToken.VALUE_STRING) {
                throw complaint(name + " is no text");
            }
            return field.text;
        }

        int port(String name) throws ConnectionFileException {
            var field = field(name);
            if (field.kind == JsonToken.VALUE_NUMBER_INT && PORT.matcher(field.text).matches()) {
                int port = Integer.parseInt(field.text);
                if (port <= 65535) {
                    return port;
                }
            }
            var shown = field.kind == JsonToken.VALUE_STRING ? '"' + field.text + '"' : field.text;
            throw complaint("%s is %s, not a port from 1 to 65535".formatted(name, shown));
        }
    }
}
