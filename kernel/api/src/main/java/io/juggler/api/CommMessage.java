package io.juggler.api;

import java.util.List;
import java.util.Objects;

/**
 * What passes over a {@link Comm}.
 *
 * @param data a JSON object as text
 * @param metadata a JSON object as text
 * @param buffers raw data beside them
 */
public record CommMessage(String data, String metadata, List<byte[]> buffers) {

    public CommMessage {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(metadata, "metadata");
        buffers = List.copyOf(buffers);
    }

    /** A message without metadata or buffers. */
    public static CommMessage of(String data) {
        return new CommMessage(data, "{}", List.of());
    }
}
