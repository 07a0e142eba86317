package io.juggler.server.transport;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
        return "tcp://" + (isIpv6() ? "[" + ip + "]" : ip) + ":" + port;
    }

    boolean isIpv6() {
        return ip.contains(":");
    }

    private static ObjectNode object(Path file) throws ConnectionFileException {
        try {
            if (new JsonMapper().readTree(Files.readString(file)) instanceof ObjectNode object) {
                return object;
            }
            throw new ConnectionFileException(
                    "connection file " + file + ": it holds no JSON object");
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

    private record Fields(Path file, ObjectNode object) {
        ConnectionFileException complaint(String what) {
            return new ConnectionFileException("connection file " + file + ": " + what);
        }

        String text(String name) throws ConnectionFileException {
            var value = object.path(name);
            if (!value.isString()) {
                throw complaint(
                        value.isMissingNode() ? name + " is missing" : name + " is no text");
            }
            return value.stringValue();
        }

        int port(String name) throws ConnectionFileException {
            var value = object.path(name);
            if (!value.isIntegralNumber()
                    || !value.canConvertToInt()
                    || value.intValue() < 1
                    || value.intValue() > 65535) {
                throw complaint(
                        value.isMissingNode()
                                ? name + " is missing"
                                : "%s is %s, not a port from 1 to 65535".formatted(name, value));
            }
            return value.intValue();
        }
    }
}
