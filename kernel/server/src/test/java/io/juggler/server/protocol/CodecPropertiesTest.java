package io.juggler.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class CodecPropertiesTest {
    private final Codec signed = new Codec("key");
    private final Codec unsigned = new Codec("");

    /** One change of a message's frames. */
    record Mutation(int frame, int at, byte value, int kind) {
        List<byte[]> apply(List<byte[]> frames) {
            var changed = new ArrayList<>(frames);
            if (changed.isEmpty()) {
                return changed;
            }
            int which = frame % changed.size();
            var bytes = changed.get(which).clone();
            switch (kind) {
                case 0 -> changed.remove(which);
                case 1 -> changed.add(which, bytes);
                case 2 -> changed.set(which, new byte[] {value});
                case 3 -> changed.set(which, Arrays.copyOf(bytes, bytes.length / 2));
                default -> {
                    if (bytes.length > 0) {
                        bytes[at % bytes.length] = value;
                    }
                    changed.set(which, bytes);
                }
            }
            return changed;
        }
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 500),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(0, 8))
                .as(Mutation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 3000)
    void aMutatedMessageIsReadOrRefusedAndNothingElse(
            @ForAll("mutations") List<Mutation> mutations) {
        var frames =
                unsigned.encode(
                        List.of("identity".getBytes(StandardCharsets.UTF_8)),
                        new Publication.ExecuteInput("int a = 1; // ä", 3),
                        "{\"msg_id\": \"p\", \"n\": [1, 2.5e3, null]}"
                                .getBytes(StandardCharsets.UTF_8));
        for (var mutation : mutations) {
            frames = mutation.apply(frames);
        }
        try {
            var message = unsigned.decode(frames);
            Request.of(message.header().type(), message.content());
        } catch (MalformedMessageException e) {
            assertEquals(1, e.getMessage().lines().count());
        }
    }

    @Property
    void everyTextComesThrough(@ForAll String text) throws MalformedMessageException {
        var frames =
                signed.encode(List.of(), new Publication.Stream("stdout", text), Codec.noParent());
        assertEquals(
                WellFormedGenerator.wellFormed(text),
                signed.decode(frames).content().get("text").stringValue());
    }

    @Property
    void textIsChangedOnlyWhereItIsNoUnicode(@ForAll String text) {
        var wellFormed = WellFormedGenerator.wellFormed(text);
        assertEquals(StandardCharsets.UTF_8.newEncoder().canEncode(text), wellFormed.equals(text));
        assertEquals(text.length(), wellFormed.length());
        assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(wellFormed));
    }
}
