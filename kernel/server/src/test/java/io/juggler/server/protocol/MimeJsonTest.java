package io.juggler.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.api.MimeBundle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;

class MimeJsonTest {

    @Test
    void eachTypeIsWrittenAsTheProtocolWantsIt() {
        assertEquals("\"a<b\"", data("text/html", "a<b"));
        assertEquals("{\"a\": [1, null]}", data("application/json", "{\"a\": [1, null]}"));
        assertEquals("[1]", data("application/vnd.vega.v5+json", "[1]"));
        assertEquals("\"AAH/\"", data("image/png", new byte[] {0, 1, (byte) 0xff}));
        assertEquals(
                "\"<svg>ä</svg>\"",
                data("image/svg+xml", "<svg>ä</svg>".getBytes(StandardCharsets.UTF_8)));
        assertEquals("{}", data("application/json", "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "1 2", "{'a': 1}", "hello", "[1]]"})
    void jsonThatIsNoneIsWrittenAsText(String text) {
        assertEquals("\"" + text + "\"", data("application/json", text));
    }

    @Test
    void metadataIsAnObjectForEachTypeOrLeftOut() {
        var bundle =
                new MimeBundle(
                        Map.of("text/plain", "x"),
                        Map.of("image/png", "{\"width\": 3}", "text/html", "[1]", "a/b", "{"));
        assertEquals(
                "{\"data\":{\"text/plain\":\"x\"},\"metadata\":{\"image/png\":{\"width\": 3}}}",
                json(bundle));
    }

    private static String data(String type, Object content) {
        var json = json(new MimeBundle(Map.of(type, content), Map.of()));
        var start = "{\"data\":{\"" + type + "\":";
        var end = "},\"metadata\":{}}";
        assertEquals(start, json.substring(0, start.length()));
        assertEquals(end, json.substring(json.length() - end.length()));
        return json.substring(start.length(), json.length() - end.length());
    }

    private static String json(MimeBundle bundle) {
        return new String(
                JsonObjects.write(json -> MimeJson.write(json, bundle)), StandardCharsets.UTF_8);
    }
}
