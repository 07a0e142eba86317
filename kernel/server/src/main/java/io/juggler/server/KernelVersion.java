package io.juggler.server;

import io.juggler.server.protocol.Reply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which kernel this is. */
final class KernelVersion {

    private KernelVersion() {}

    static Reply.KernelInfo info() {
        var java = Runtime.version().toString();
        var kernel = kernel();
        return new Reply.KernelInfo(
                kernel, java, "Juggler " + kernel + ", Java " + java, List.of("kernel subshells"));
    }

    private static String kernel() {
        try (var in = KernelVersion.class.getResourceAsStream("version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
