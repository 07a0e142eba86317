package io.juggler.server.protocol;

import io.juggler.api.MimeBundle;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.nio.charset.StandardCharsets;

/** Writes a bundle as the protocol wants it: JSON types as JSON, bytes as base64. */
final class MimeJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private MimeJson() {}

    /** Writes the properties {@code data} and {@code metadata}. */
    static void write(JsonGenerator json, MimeBundle bundle) {
        json.writeObjectPropertyStart("data");
        bundle.data()
                .forEach(
                        (type, content) -> {
                            json.writeName(type);
                            switch (content) {
                                case byte[] bytes when isText(type) ->
                                        text(json, type, new String(bytes, StandardCharsets.UTF_8));
                                case byte[] bytes -> json.writeBinary(bytes);
                                default -> text(json, type, (String) content);
                            }
                        });
        json.writeEndObject();
        json.writeObjectPropertyStart("metadata");
        bundle.metadata()
                .forEach(
                        (type, object) -> {
                            if (isOneValue(object, JsonToken.START_OBJECT)) {
                                json.writeName(type);
                                json.writeRawValue(object);
                            }
                        });
        json.writeEndObject();
    }

    /** Whether a text is exactly one JSON object. */
    static boolean isObject(String text) {
        return isOneValue(text, JsonToken.START_OBJECT);
    }

    private static void text(JsonGenerator json, String type, String text) {
        if (isJson(type) && isOneValue(text, null)) {
            json.writeRawValue(text);
        } else {
            json.writeString(text);
        }
    }

    private static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.endsWith("+xml")
                || type.equals("application/javascript")
                || isJson(type);
    }

    /** Whether a text is exactly one JSON value, one that starts like that where it is given. */
    private static boolean isOneValue(String text, JsonToken start) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            var first = parser.nextToken();
            if (first == null || (start != null && first != start)) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }
}
