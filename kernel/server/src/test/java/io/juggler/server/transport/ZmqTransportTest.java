package io.juggler.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.protocol.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class ZmqTransportTest {
    private static final int LIMIT_MS = 20_000;

    private final List<ZmtpClient> clients = new ArrayList<>();
    private final Recorder recorder = new Recorder();
    private ConnectionFile connection;
    private ZmqTransport transport;

    /** Keeps what the transport hands over. */
    private static final class Recorder implements Transport.Receiver {
        final BlockingQueue<List<byte[]>> shell = new LinkedBlockingQueue<>();
        final BlockingQueue<List<byte[]>> control = new LinkedBlockingQueue<>();
        final BlockingQueue<String> topics = new LinkedBlockingQueue<>();
        volatile Runnable atSubscription = () -> {};
        final CountDownLatch stalled = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void received(Channel channel, List<byte[]> frames) {
            (channel == Channel.CONTROL ? control : shell).add(frames);
        }

        @Override
        public void subscribed(String topic) {
            topics.add(topic);
            atSubscription.run();
        }

        @Override
        public void stalled() {
            stalled.countDown();
        }

        @Override
        public void ended() {
            ended.countDown();
        }
    }

    @BeforeEach
    void open() throws IOException {
        var ports = FreePorts.find(5);
        connection =
                new ConnectionFile(
                        "127.0.0.1",
                        ports.get(0),
                        ports.get(1),
                        ports.get(2),
                        ports.get(3),
                        ports.get(4),
                        "");
        transport = new ZmqTransport(connection, Duration.ofMillis(400));
        transport.start(recorder);
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void theHeartbeatIsEchoed() throws IOException {
        beat();
    }

    private void beat() throws IOException {
        var heart = connect("REQ", connection.heartbeat());
        for (int i = 0; i < 3; i++) {
            heart.send("", "ping " + i);
            assertEquals(List.of("", "ping " + i), heart.receive());
        }
    }

    @Test
    void requestsComeWithTheirSenderAndRepliesFindIt() throws Exception {
        var one = connect("DEALER", connection.shell());
        var other = connect("DEALER", connection.shell());
        one.send("from one");
        other.send("from other");
        for (int i = 0; i < 2; i++) {
            var request = poll(recorder.shell);
            assertEquals(2, request.size());
            transport.send(
                    Channel.SHELL,
                    List.of(request.getFirst(), bytes("re: " + text(request.getLast()))));
        }
        assertEquals(List.of("re: from one"), one.receive());
        assertEquals(List.of("re: from other"), other.receive());
    }

    @Test
    void aClientThatComesBackUnderItsNameTakesItsOldPlace() throws Exception {
        var old = connect("DEALER", connection.shell(), "alice");
        old.send("first");
        assertEquals("alice", text(poll(recorder.shell).getFirst()));
        var again = connect("DEALER", connection.shell(), "alice");
        again.send("second");
        assertEquals("alice", text(poll(recorder.shell).getFirst()));
        transport.send(Channel.SHELL, List.of(bytes("alice"), bytes("here")));
        assertEquals(List.of("here"), again.receive());
        assertThrows(IOException.class, old::receive);
    }

    @Test
    void aSubscriberHearsItsTopicsAndNothingElse() throws Exception {
        var client = subscriber("stream");
        poll(recorder.topics);
        publish("status", "no");
        publish("stream.stdout", "yes");
        assertEquals(List.of("stream.stdout", "yes"), client.receive());
        client.send("\u0000stream");
        client.subscribe("status");
        poll(recorder.topics);
        publish("stream.stdout", "no longer");
        publish("status", "now");
        assertEquals(List.of("status", "now"), client.receive());
    }

    @Test
    void aSocketOfTheWrongTypeIsNotTalkedTo() throws IOException {
        var wrong = connect("SUB", connection.shell());
        assertThrows(IOException.class, wrong::receive);
        beat();
    }

    @Test
    void aReplyToAClientThatIsGoneIsNoProblem() throws IOException {
        transport.send(Channel.SHELL, List.of(bytes("nobody"), bytes("x")));
        beat();
    }

    @Test
    void aGreetingComesBeforeWhatWaitsToBePublished() throws Exception {
        recorder.atSubscription =
                () -> {
                    var other = Thread.ofPlatform().start(() -> publishNow("waits"));
                    try {
                        other.join();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    publishNow("greets");
                };
        var client = subscriber("");
        assertEquals(List.of("", "greets"), client.receive());
        assertEquals(List.of("", "waits"), client.receive());
    }

    private void publishNow(String text) {
        transport.send(Channel.IOPUB, List.of(bytes(""), bytes(text)));
    }

    @Test
    void eachSubscriptionIsAnnounced() throws Exception {
        subscriber("");
        assertEquals("", poll(recorder.topics));
        subscriber("");
        assertEquals("", poll(recorder.topics));
        subscriber("stream");
        assertEquals("stream", poll(recorder.topics));
    }

    @Test
    void publishingWaitsForAClientThatReadsLateAndNothingIsLost() throws Exception {
        transport.close();
        transport = new ZmqTransport(connection, Duration.ofSeconds(30));
        transport.start(recorder);
        int messages = 40_000;
        var padding = "x".repeat(1000);
        var slow = subscriber("");
        poll(recorder.topics);
        var published = new AtomicInteger();
        var publisher =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; i < messages; i++) {
                                        publish("t", i + " " + padding);
                                        published.incrementAndGet();
                                    }
                                });
        // While nobody reads, the heartbeat goes on and the publisher comes to a halt.
        var heart = connect("REQ", connection.heartbeat());
        int before;
        do {
            before = published.get();
            for (int i = 0; i < 200; i++) {
                heart.send("", "ping");
                assertEquals(List.of("", "ping"), heart.receive());
            }
        } while (published.get() > before || before == 0);
        assertTrue(published.get() < messages, "all were published to a client that did not read");
        for (int i = 0; i < messages; i++) {
            assertEquals(List.of("t", i + " " + padding), slow.receive());
        }
        assertTrue(publisher.join(Duration.ofSeconds(20)));
    }

    @Test
    void aClientThatNeverReadsDoesNotStopTheOthers() throws Exception {
        var dead = subscriber("");
        poll(recorder.topics);
        var alive = subscriber("");
        poll(recorder.topics);
        int messages = 40_000;
        var padding = "x".repeat(1000);
        var publisher =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; i < messages; i++) {
                                        publish("t", i + " " + padding);
                                    }
                                });
        for (int i = 0; i < messages; i++) {
            assertEquals(List.of("t", i + " " + padding), alive.receive());
        }
        assertTrue(recorder.stalled.await(20, TimeUnit.SECONDS), "nobody was said to be stalled");
        assertTrue(publisher.join(Duration.ofSeconds(20)));
        // The dead one comes back to life, reads what had been on its way, and then gets what is
        // new.
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        var last = "";
        while (!"new".equals(last) && System.nanoTime() < end) {
            publish("t", "new");
            for (var next = dead.receiveWithin(50);
                    !next.isEmpty();
                    next = dead.receiveWithin(50)) {
                last = next.getLast();
            }
        }
        assertEquals("new", last);
    }

    @Test
    void bytesThatAreNoZeroMqDoNotDisturb() throws Exception {
        for (int port :
                List.of(
                        connection.shell(),
                        connection.control(),
                        connection.stdin(),
                        connection.iopub(),
                        connection.heartbeat())) {
            for (var bytes :
                    List.of(
                            bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                            bytes("\0".repeat(500)),
                            new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 9, 9, 9},
                            giantFrame())) {
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write(bytes);
                    socket.getOutputStream().flush();
                }
            }
        }
        beat();
        var shell = connect("DEALER", connection.shell());
        shell.send("still there?");
        String last;
        do {
            last = text(poll(recorder.shell).getLast());
        } while (!last.equals("still there?"));
    }

    /** A greeting, a READY command, and a frame that says that it is a terabyte long. */
    private static byte[] giantFrame() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(ZmtpClient.handshake("DEALER"));
        out.write(2);
        out.writeLong(1L << 40);
        out.write(new byte[1000]);
        return bytes.toByteArray();
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var free = FreePorts.find(4);
            var wanted =
                    new ConnectionFile(
                            "127.0.0.1",
                            taken.getLocalPort(),
                            free.get(0),
                            free.get(1),
                            free.get(2),
                            free.get(3),
                            "");
            var refusal =
                    assertThrows(IOException.class, () -> new ZmqTransport(wanted, Duration.ZERO));
            assertTrue(
                    refusal.getMessage()
                            .startsWith("cannot listen on tcp://127.0.0.1:" + taken.getLocalPort()),
                    refusal.getMessage());
        }
    }

    @Test
    void whatWasSentBeforeTheEndArrives() throws Exception {
        var client = connect("DEALER", connection.control());
        client.send("go");
        var request = poll(recorder.control);
        for (int i = 0; i < 500; i++) {
            transport.send(Channel.CONTROL, List.of(request.getFirst(), bytes("answer " + i)));
        }
        long start = System.nanoTime();
        transport.close();
        assertTrue(System.nanoTime() - start < 1_000_000_000L, "closing took over a second");
        for (int i = 0; i < 500; i++) {
            assertEquals(List.of("answer " + i), client.receive());
        }
        assertTrue(recorder.ended.await(20, TimeUnit.SECONDS));
    }

    @Test
    void afterTheEndNobodyWaits() throws Exception {
        transport.close();
        for (int i = 0; i < 100; i++) {
            transport.publish(List.of(new byte[1 << 20]));
        }
        transport.received().get(20, TimeUnit.SECONDS);
    }

    @Test
    void anIdleTransportUsesNoProcessor() throws Exception {
        beat();
        var threads = ManagementFactory.getThreadMXBean();
        var transportThread =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("juggler-transport"))
                        .findFirst()
                        .orElseThrow();
        long before = threads.getThreadCpuTime(transportThread.threadId());
        assertFalse(recorder.ended.await(1, TimeUnit.SECONDS));
        long used = threads.getThreadCpuTime(transportThread.threadId()) - before;
        assertTrue(used < 5_000_000, "used " + used / 1_000_000.0 + " ms in an idle second");
    }

    private void publish(String topic, String text) {
        try {
            transport.publish(List.of(bytes(topic), bytes(text)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ZmtpClient subscriber(String topic) throws IOException {
        var client = connect("SUB", connection.iopub());
        client.subscribe(topic);
        return client;
    }

    private ZmtpClient connect(String type, int port) throws IOException {
        return connect(type, port, "");
    }

    private ZmtpClient connect(String type, int port, String identity) throws IOException {
        var client = new ZmtpClient(type, port, LIMIT_MS, identity);
        clients.add(client);
        return client;
    }

    private static <T> T poll(BlockingQueue<T> queue) throws InterruptedException {
        var one = queue.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
        assertNotNull(one, "nothing came");
        return one;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
