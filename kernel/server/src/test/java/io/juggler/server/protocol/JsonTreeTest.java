package io.juggler.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.stream.Collectors;

class JsonTreeTest {
    private static final JsonMapper JACKSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " null ",
                "true",
                "\"a \\u00e4 \\\" \\ud83d\\ude00\"",
                "{\"a\": 1, \"a\": 2}",
                "{\"\": {\"\": []}}",
                "[0, -0, 2147483648, -9223372036854775809, 1e400, 1.5, -0.0, 1E-3]",
                "[[], [[null]], {}, {\"b\": false}]"
            })
    void readsWhatJacksonsMapperReads(String text) {
        assertEquals(JACKSON.readTree(text), JsonTree.read(text));
    }

    @Property(tries = 300)
    void readsEveryTreeAsJacksonsMapperDoes(@ForAll("values") String text) {
        assertEquals(JACKSON.readTree(text), JsonTree.read(text));
    }

    @Provide
    Arbitrary<String> values() {
        var leaves =
                Arbitraries.oneOf(
                        Arbitraries.of("null", "true", "false", "1e9", "0.1"),
                        Arbitraries.bigIntegers().map(String::valueOf),
                        Arbitraries.strings().map(JACKSON::writeValueAsString));
        return Arbitraries.recursive(() -> leaves, JsonTreeTest::within, 0, 4);
    }

    private static Arbitrary<String> within(Arbitrary<String> inner) {
        var arrays = inner.list().ofMaxSize(3).map(each -> "[" + String.join(",", each) + "]");
        var objects =
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(3), inner)
                        .ofMaxSize(3)
                        .map(
                                map ->
                                        map.entrySet().stream()
                                                .map(
                                                        each ->
                                                                JACKSON.writeValueAsString(
                                                                                each.getKey())
                                                                        + ":"
                                                                        + each.getValue())
                                                .collect(Collectors.joining(",", "{", "}")));
        return Arbitraries.oneOf(arrays, objects);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{} {}", "1 2"})
    void whatIsNoSingleValueIsNone(String text) {
        assertNull(JsonTree.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1",
                "{\"a\"}",
                "[1,]",
                "{\"a\":}",
                "NaN",
                "\"a",
                "01",
                "{1:2}",
                "'a'"
            })
    void refusesWhatIsNoJson(String text) {
        assertThrows(JacksonException.class, () -> JsonTree.read(text));
    }
}
