package io.juggler.server.protocol;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Writes objects as JSON in UTF-8. */
public final class JsonObjects {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonObjects() {}

    /**
     * Writes one object.
     *
     * @param properties writes what is between its braces
     */
    public static byte[] write(Consumer<JsonGenerator> properties) {
        var bytes = new ByteArrayOutputStream(256);
        try (var json =
                new WellFormedGenerator(
                        FACTORY.createGenerator(ObjectWriteContext.empty(), bytes))) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
