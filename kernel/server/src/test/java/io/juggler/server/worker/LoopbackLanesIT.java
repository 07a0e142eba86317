package io.juggler.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.juggler.wire.Hello;
import io.juggler.wire.Lane;
import io.juggler.wire.LaneChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The lanes where there are no Unix-domain sockets: over the loopback interface, with a secret. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoopbackLanesIT {
    @TempDir Path folder;

    @Test
    void cellsRunAndStopAsUsual() throws Exception {
        var out = new Recording();
        try (var process =
                new WorkerProcess(
                        LiveWorker.launch(folder, List.of()),
                        out,
                        Duration.ofMillis(500),
                        LaneListener::openLoopback)) {
            var classes = Sources.cell("a.A", "", "System.out.println(\"x\"); return 5;");
            var returned =
                    assertInstanceOf(
                            Invocation.Returned.class,
                            process.run(1, "cell [1]", classes, "a.A", "run", true));
            assertEquals("5", returned.bundle().plainText());
            assertEquals("x\n", out.stdout(1));
        }
    }

    @Test
    void whoDoesNotKnowTheSecretGetsNoLaneAndKeepsNobodyWaiting() throws Exception {
        try (var intruder = SocketChannel.open(java.net.StandardProtocolFamily.INET);
                var process =
                        new WorkerProcess(
                                LiveWorker.launch(folder, List.of()),
                                new Recording(),
                                Duration.ofMillis(500),
                                () -> {
                                    var listener = LaneListener.openLoopback();
                                    var setup = listener.setup(List.of());
                                    knock(intruder, setup.address());
                                    return listener;
                                })) {
            var classes = Sources.cell("a.A", "", "return 5;");
            assertInstanceOf(
                    Invocation.Returned.class,
                    process.run(1, "cell [1]", classes, "a.A", "run", true));
            // The first connection said nothing, the second said the wrong thing.
            assertEquals(-1, second.read(java.nio.ByteBuffer.allocate(1)));
            assertFalse(process.interrupt(1));
        } finally {
            second.close();
        }
    }

    private SocketChannel second;

    private void knock(SocketChannel silent, SocketAddress address) throws java.io.IOException {
        silent.connect(address);
        second = SocketChannel.open(address);
        new LaneChannel(second).sendHello(new Hello(Lane.EVALUATION, new byte[Hello.SECRET_BYTES]));
    }
}
