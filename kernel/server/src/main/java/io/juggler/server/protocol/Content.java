package io.juggler.server.protocol;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/** The body of a message that goes out. */
public interface Content {

    /** The message's type, such as {@code status}. */
    String type();

    /** The message's metadata, a JSON object in UTF-8. */
    default byte[] metadata() {
        return Codec.noParent();
    }

    /** Raw data behind the body. */
    default List<byte[]> buffers() {
        return List.of();
    }

    /** Writes the body's properties; the braces around them are the caller's. */
    void write(JsonGenerator json);
}
