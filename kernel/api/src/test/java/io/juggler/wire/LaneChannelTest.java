package io.juggler.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LaneChannelTest {
    private SocketChannel raw;
    private LaneChannel near;
    private LaneChannel far;

    @BeforeEach
    void connect() throws IOException {
        try (var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            raw = SocketChannel.open(server.getLocalAddress());
            near = new LaneChannel(raw);
            far = new LaneChannel(server.accept());
        }
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
    }

    @Test
    void framesOfAllSizesArriveInTheirOrder() throws Exception {
        var texts =
                Stream.of(0, 1, 65_530, 65_536, 3_000_000, 10, 70_000).map("x"::repeat).toList();
        var sending =
                new FutureTask<Void>(
                        () -> {
                            for (var text : texts) {
                                near.send(new Reply.Text(text));
                            }
                            return null;
                        });
        Thread.ofPlatform().daemon().start(sending);
        for (var text : texts) {
            assertEquals(new Reply.Text(text), far.receive());
        }
        sending.get(10, TimeUnit.SECONDS);
    }

    @Test
    void severalFramesGoWithOneWriteAndHellosBeforeThem() throws Exception {
        var secret = new byte[Hello.SECRET_BYTES];
        secret[31] = 7;
        near.sendHello(new Hello(Lane.CONTROL, secret));
        near.send(new OutputFrame.Mark(1), new OutputFrame.Mark(2));
        var hello = far.receiveHello();
        assertEquals(Lane.CONTROL, hello.lane());
        assertTrue(hello.hasSecret(secret));
        assertFalse(hello.hasSecret(new byte[Hello.SECRET_BYTES]));
        assertEquals(new OutputFrame.Mark(1), far.receive());
        assertEquals(new OutputFrame.Mark(2), far.receive());
    }

    @Test
    void aFrameThatIsTooLargeIsNotSentAndTheLaneGoesOn() throws Exception {
        var huge = new Request.Load(List.of(new ClassBytes("x", new byte[LaneChannel.MAX_FRAME])));
        var refused = assertThrows(FrameTooLargeException.class, () -> near.send(huge));
        assertTrue(refused.getMessage().contains("67,108,864"), refused.getMessage());
        near.send(new OutputFrame.Mark(5));
        assertEquals(new OutputFrame.Mark(5), far.receive());
    }

    @Test
    void theEndIsTold() throws Exception {
        near.close();
        assertThrows(EOFException.class, far::receive);
    }

    @Test
    void anEndInTheMiddleOfAFrameIsTold() throws Exception {
        raw.write(ByteBuffer.allocate(6).putInt(100).put((byte) 1).flip());
        raw.shutdownOutput();
        assertThrows(EOFException.class, far::receive);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoFrameIsRefused(byte[] bytes) throws Exception {
        raw.write(ByteBuffer.wrap(bytes));
        assertThrows(WireException.class, far::receive);
    }

    static Stream<byte[]> malformed() {
        return Stream.of(
                // lengths: none, negative, more than the limit
                new byte[] {0, 0, 0, 0},
                new byte[] {-1, -1, -1, -1},
                new byte[] {127, -1, -1, -1},
                // a type that is none
                new byte[] {0, 0, 0, 1, 99},
                // a text that claims to be longer than its frame, or of a negative length
                new byte[] {0, 0, 0, 5, 24, 127, -1, -1, -1},
                new byte[] {0, 0, 0, 5, 24, -1, -1, -1, -1},
                // a list of two thousand million classes
                new byte[] {0, 0, 0, 5, 2, 127, -1, -1, -1},
                // something behind the frame's end
                new byte[] {0, 0, 0, 2, 20, 0});
    }

    @Test
    void causesThatNestWithoutEndAreRefusedBeforeTheStackOverflows() {
        var out = new FrameOutput();
        out.writeByte(22);
        for (int i = 0; i < 100_000; i++) {
            out.writeString("E");
            out.writeNullableString(null);
            out.writeInt(0);
            out.writeBoolean(true);
        }
        assertThrows(
                WireException.class,
                () -> FrameCodec.read(new FrameInput(ByteBuffer.wrap(out.toByteArray()))));
    }

    @Test
    void hellosOfOthersAreRefused() {
        var good = new Hello(Lane.OUTPUT, new byte[Hello.SECRET_BYTES]).encode().array();
        for (int at : new int[] {0, 5, 6}) {
            var bad = Arrays.copyOf(good, good.length);
            bad[at] ^= 0x40;
            assertThrows(WireException.class, () -> Hello.decode(ByteBuffer.wrap(bad)));
        }
        assertThrows(IllegalArgumentException.class, () -> new Hello(Lane.OUTPUT, new byte[3]));
    }

    @Test
    void aSetupIsReadAsItWasWritten() throws Exception {
        var setup =
                new WorkerSetup(
                        Path.of("/tmp/ein pfad/ü"),
                        0,
                        new byte[] {1, 2},
                        77,
                        List.of(Path.of("a.jar"), Path.of("b c")));
        var bytes = new ByteArrayOutputStream();
        setup.writeTo(bytes);
        var read = WorkerSetup.readFrom(new ByteArrayInputStream(bytes.toByteArray()));
        assertEquals(setup.socket(), read.socket());
        assertEquals(setup.address(), read.address());
        assertEquals(setup.server(), read.server());
        assertEquals(setup.classPath(), read.classPath());
        var loopback = new WorkerSetup(null, 4711, new byte[0], 1, List.of());
        assertEquals(4711, ((InetSocketAddress) loopback.address()).getPort());
        var cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);
        assertThrows(EOFException.class, () -> WorkerSetup.readFrom(new ByteArrayInputStream(cut)));
    }
}
