package io.juggler.server.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

class CodecTest {
    private static final String HEADER =
            "{\"msg_id\":\"m1\",\"session\":\"s\",\"msg_type\":\"kernel_info_request\"}";

    private final Codec signed = new Codec("a5-key");
    private final Codec unsigned = new Codec("");

    @Test
    void aMessageThatPythonSignedIsReadWhole() throws MalformedMessageException {
        // The signature was computed with Python's hmac module.
        var signature = "748715e38b845ddf12435d6adc7b3c2fe8c38258065b7f3dcb497ff4e1e862ef";
        var message =
                signed.decode(
                        Stream.of(
                                        "id1",
                                        "id2",
                                        "<IDS|MSG>",
                                        signature,
                                        HEADER,
                                        "{}",
                                        "{}",
                                        "{\"a\":\"ä\"}",
                                        "buffer")
                                .map(frame -> frame.getBytes(StandardCharsets.UTF_8))
                                .toList());
        assertEquals(
                List.of("id1", "id2"), message.identities().stream().map(CodecTest::text).toList());
        assertEquals("m1", message.header().id());
        assertEquals("s", message.header().session());
        assertEquals("kernel_info_request", message.header().type());
        assertNull(message.header().subshell());
        assertEquals("ä", message.content().get("a").stringValue());
        assertEquals(List.of("buffer"), message.buffers().stream().map(CodecTest::text).toList());
    }

    @Test
    void oneChangedByteAnywhereIsNoticed() {
        var frames = valid();
        for (int frame = 1; frame < 6; frame++) {
            for (int at = 0; at < frames.get(frame).length; at++) {
                var changed = new ArrayList<>(frames);
                changed.set(frame, frames.get(frame).clone());
                changed.get(frame)[at] ^= 1;
                var refusal =
                        assertThrows(MalformedMessageException.class, () -> signed.decode(changed));
                assertEquals("wrong signature", refusal.getMessage());
            }
        }
    }

    @Test
    void withoutAKeyNothingIsSignedAndNoSignatureIsAskedFor() throws MalformedMessageException {
        var frames = unsigned.encode(List.of(), new Publication.Welcome("x"), Codec.noParent());
        assertEquals("", text(frames.get(1)));
        assertEquals("iopub_welcome", unsigned.decode(frames).header().type());
        frames.set(1, "anything".getBytes(StandardCharsets.UTF_8));
        assertEquals("iopub_welcome", unsigned.decode(frames).header().type());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no delimiter among 3 frames        | a;b;c",
                "no delimiter among 1 frames        | ''",
                "only 0 frames behind the delimiter | DELIMITER",
                "only 4 frames behind the delimiter | DELIMITER;;HEADER;{};{}",
                "the header is no JSON object       | DELIMITER;;[];{};{};{}",
                "the header is no JSON              | DELIMITER;;{;{};{};{}",
                "the header is no JSON              | DELIMITER;;HEADER 1;{};{};{}",
                "the header has no text msg_id      | DELIMITER;;{};{};{};{}",
                "the header has no text msg_id      | DELIMITER;;{\"msg_id\":1};{};{};{}",
                "the header has no text session     | DELIMITER;;{\"msg_id\":\"1\"};{};{};{}",
                "the header is no JSON object       | DELIMITER;;null;{};{};{}",
                "the header is no JSON              | DELIMITER;;;{};{};{}",
                "the parent header is no JSON       | DELIMITER;;HEADER;x;{};{}",
                "the metadata is no JSON object     | DELIMITER;;HEADER;{};3;{}",
                "the content is no JSON object      | DELIMITER;;HEADER;{};{};\"a\"",
                "the content is not UTF-8           | DELIMITER;;HEADER;{};{};LATIN1",
                "the content is no JSON             | DELIMITER;;HEADER;{};{};UTF16",
                "the content is no JSON             | DELIMITER;;HEADER;{};{};DEEP",
            })
    void whatIsNoMessageIsRefusedInOneLine(String reason, String frames) {
        var message =
                Stream.of(frames.split(";", -1)).map(frame -> special(frame.strip())).toList();
        var refusal = assertThrows(MalformedMessageException.class, () -> unsigned.decode(message));
        assertTrue(refusal.getMessage().startsWith(reason.strip()), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @Test
    void noFramesAtAllAreRefused() {
        assertThrows(MalformedMessageException.class, () -> unsigned.decode(List.of()));
    }

    @Test
    void whatIsWrittenNamesItsParentByteByByteAndHasAnIdOfItsOwn()
            throws MalformedMessageException {
        var parent = "{ \"msg_id\" : \"x\",  \"odd\": [1.50] }".getBytes(StandardCharsets.UTF_8);
        var one = signed.encode(List.of(), new Publication.Welcome("a"), parent);
        var other = signed.encode(List.of(), new Publication.Welcome("a"), parent);
        assertArrayEquals(parent, one.get(3));
        assertNotEquals(signed.decode(one).header().id(), signed.decode(other).header().id());
        assertEquals(signed.session(), signed.decode(one).header().session());
        assertNotEquals(signed.session(), new Codec("").session());
    }

    @Test
    void datesAreOnesThatPythonReads() {
        // jupyter_client reads at most six digits behind the second's point.
        var python = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
        for (int i = 0; i < 50; i++) {
            var date = new JsonMapper().readTree(valid().get(2)).get("date").stringValue();
            assertTrue(python.matcher(date).matches(), date);
        }
    }

    @Test
    void unpairedSurrogatesDoNotReachTheWire() throws MalformedMessageException {
        var text = "a\uD83Db\uDE00c😀d\uD83D";
        var frames =
                signed.encode(List.of(), new Publication.Stream("stdout", text), Codec.noParent());
        assertEquals(
                "a\uFFFDb\uFFFDc😀d\uFFFD",
                signed.decode(frames).content().get("text").stringValue());
    }

    private List<byte[]> valid() {
        return signed.encode(List.of(), new Publication.Welcome("abc"), Codec.noParent());
    }

    private static byte[] special(String frame) {
        return switch (frame) {
            case "LATIN1" -> "{\"a\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1);
            case "UTF16" -> "{}".getBytes(StandardCharsets.UTF_16LE);
            case "DEEP" -> ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
            default ->
                    frame.replace("DELIMITER", "<IDS|MSG>")
                            .replace("HEADER", HEADER)
                            .getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
