package io.juggler.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class FrameReaderTest {
    private final Recorder recorder = new Recorder();
    private final FrameReader reader = new FrameReader(recorder);

    /** Keeps what the reader hands over. */
    private static final class Recorder implements FrameReader.Sink {
        final List<List<byte[]>> messages = new ArrayList<>();
        final List<String> commands = new ArrayList<>();

        @Override
        public void command(ByteBuffer body) {
            commands.add(StandardCharsets.ISO_8859_1.decode(body).toString());
        }

        @Override
        public void message(List<byte[]> frames) {
            messages.add(frames);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 100_000})
    void messagesAreWholeHoweverTheirBytesCome(int piece) throws IOException {
        var large = new byte[70_000];
        large[69_999] = 7;
        var message = List.of(bytes("id"), bytes(""), large, bytes("x".repeat(255)), bytes(""));
        var sent = new ByteArrayOutputStream();
        sent.writeBytes(Zmtp.greeting());
        sent.writeBytes(Zmtp.ready("DEALER"));
        sent.writeBytes(Zmtp.message(message));
        sent.writeBytes(Zmtp.message(List.of(bytes("second"))));
        var all = sent.toByteArray();
        for (int i = 0; i < all.length; i += piece) {
            reader.read(ByteBuffer.wrap(all, i, Math.min(piece, all.length - i)));
        }
        assertEquals(1, recorder.commands.size());
        assertTrue(recorder.commands.getFirst().startsWith("\u0005READY"));
        assertEquals(2, recorder.messages.size());
        for (int i = 0; i < message.size(); i++) {
            assertArrayEquals(message.get(i), recorder.messages.getFirst().get(i));
        }
        assertArrayEquals(bytes("second"), recorder.messages.getLast().getFirst());
    }

    @Test
    void whoSpeaksSomethingElseIsFoundOutByTheFirstByte() {
        assertThrows(IOException.class, () -> reader.read(ByteBuffer.wrap(bytes("G"))));
    }

    @Test
    void anOlderProtocolAndAnotherMechanismAreRefused() {
        var old = Zmtp.greeting();
        old[10] = 1;
        assertThrows(IOException.class, () -> reader.read(ByteBuffer.wrap(old)));
        var encrypted = Zmtp.greeting();
        System.arraycopy(bytes("CURVE"), 0, encrypted, 12, 5);
        assertThrows(
                IOException.class,
                () -> new FrameReader(recorder).read(ByteBuffer.wrap(encrypted)));
    }

    @Test
    void aFrameThatSaysItIsGiantCostsItsSenderTheConnection() throws IOException {
        greet();
        for (long size : new long[] {(64L << 20) + 1, 1L << 40, -1}) {
            var reader = new FrameReader(recorder);
            reader.read(ByteBuffer.wrap(Zmtp.greeting()));
            assertThrows(IOException.class, () -> reader.read(longFrame(size)));
        }
    }

    @Test
    void memoryIsTakenForBytesThatCameAndNotForThoseThatWereAnnounced() throws IOException {
        // A thousand times 64 MiB are more than any heap here has.
        var readers = new ArrayList<FrameReader>();
        for (int i = 0; i < 1000; i++) {
            var waiting = new FrameReader(recorder);
            waiting.read(ByteBuffer.wrap(Zmtp.greeting()));
            waiting.read(longFrame(64L << 20));
            waiting.read(ByteBuffer.wrap(new byte[1000]));
            readers.add(waiting);
        }
        assertEquals(1000, readers.size());
        assertEquals(List.of(), recorder.messages);
    }

    @Test
    void aMessageOfCountlessFramesIsRefused() throws IOException {
        greet();
        var frames = new byte[2 * 20_000];
        for (int i = 0; i < frames.length; i += 2) {
            frames[i] = Zmtp.MORE;
        }
        assertThrows(IOException.class, () -> reader.read(ByteBuffer.wrap(frames)));
    }

    private void greet() throws IOException {
        reader.read(ByteBuffer.wrap(Zmtp.greeting()));
    }

    private static ByteBuffer longFrame(long size) {
        return ByteBuffer.allocate(1 + Long.BYTES).put((byte) Zmtp.LONG).putLong(size).flip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
