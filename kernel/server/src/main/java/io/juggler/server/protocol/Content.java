package io.juggler.server.protocol;

import tools.jackson.core.JsonGenerator;

/** The body of a message that goes out. */
public interface Content {

    /** The message's type, such as {@code status}. */
    String type();

    /** Writes the body's properties; the braces around them are the caller's. */
    void write(JsonGenerator json);
}
