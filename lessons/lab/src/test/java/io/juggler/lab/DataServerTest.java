package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.IntStream;

@Timeout(180)
class DataServerTest {

    @Test
    void itAnswersOverHttpAfterItsLatency() throws IOException, InterruptedException {
        try (var server = Lab.dataServer(Duration.ofMillis(100));
                var client = HttpClient.newHttpClient()) {
            long begin = System.nanoTime();
            var answer =
                    client.send(
                            HttpRequest.newBuilder(server.uri(7)).build(), BodyHandlers.ofString());

            assertEquals(200, answer.statusCode());
            assertEquals("Data 7", answer.body());
            assertTrue(System.nanoTime() - begin >= 100_000_000);
        }
    }

    @Test
    void fetchesOfOneThreadDoNotPayForPackets() throws IOException {
        try (var server = Lab.dataServer(Duration.ZERO)) {
            server.fetch(0);
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 10; i++) {
                long begin = System.nanoTime();
                assertEquals("Data " + i, server.fetch(i));
                best = Math.min(best, System.nanoTime() - begin);
            }
            long nanos = best;
            assertTrue(nanos < 30_000_000, () -> "a fetch without latency takes " + nanos + " ns");
        }
    }

    @Test
    void hundredsOfRequestsWaitAtOnceWithoutAThreadForEach() {
        try (var server = Lab.dataServer(Duration.ofSeconds(2))) {
            int before = Thread.activeCount();
            var run = Lab.concurrently(Lab.task("fetch", server::fetch), 300);

            assertEquals(
                    IntStream.range(0, 300).mapToObj(i -> "Data " + i).toList(), run.results());
            assertEquals(300, server.requests());
            assertTrue(server.mostAtOnce() > 100, () -> server.mostAtOnce() + " at once");
            assertTrue(Thread.activeCount() < before + 20, () -> Thread.activeCount() + " threads");
        }
    }

    @Test
    void itServesLaterCellsUntilItIsClosed() throws IOException {
        var server = Lab.dataServer(Duration.ofMillis(1));
        assertEquals("Data 1", server.fetch(1));
        assertEquals("Data 2", server.fetch(2));
        server.close();
        assertThrows(IOException.class, () -> server.fetch(3));
    }
}
