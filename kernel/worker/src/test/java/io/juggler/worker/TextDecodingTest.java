package io.juggler.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class TextDecodingTest {

    @Property
    void textCutAnywhereComesOutWhole(
            @ForAll @StringLength(max = 40) String any,
            @ForAll @IntRange(min = 1, max = 7) int step) {
        byte[] bytes = any.getBytes(StandardCharsets.UTF_8);
        String text = new String(bytes, StandardCharsets.UTF_8);
        var decoding = new TextDecoding();
        var read = new StringBuilder();
        for (int i = 0; i < bytes.length; i += step) {
            byte[] part = Arrays.copyOfRange(bytes, i, Math.min(i + step, bytes.length));
            read.append(decoding.decode(1, false, part, part.length));
        }
        assertEquals(text, read + decoding.finish(1, false));
    }

    @Property
    void anyBytesDecodeToWhatTheyDoAtOnceUpToWhereTheyAreCut(@ForAll @Size(max = 30) byte[] bytes) {
        var decoding = new TextDecoding();
        String read = decoding.decode(1, false, bytes, bytes.length) + decoding.finish(1, false);
        assertEquals(
                new String(bytes, StandardCharsets.UTF_8).replace("\uFFFD", ""),
                read.replace("\uFFFD", ""));
    }

    @Test
    void streamsAndCellsDoNotMix() {
        var decoding = new TextDecoding();
        byte[] smile = "😀".getBytes(StandardCharsets.UTF_8);
        assertEquals("", decoding.decode(1, false, smile, 2));
        assertEquals("a", decoding.decode(1, true, new byte[] {'a'}, 1));
        assertEquals("b", decoding.decode(2, false, new byte[] {'b'}, 1));
        assertEquals("😀", decoding.decode(1, false, Arrays.copyOfRange(smile, 2, 4), 2));
    }
}
