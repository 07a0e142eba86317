package io.juggler.lab.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Lab;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MessageStreamTest {

    @Test
    void everySubscriberGetsEveryMessageInItsRhythm() throws IOException {
        try (var stream = Services.messageStream(Duration.ofMillis(5));
                var one = stream.subscribe();
                var other = stream.subscribe()) {
            long first = one.next().number();
            long begin = System.nanoTime();
            for (int i = 1; i <= 20; i++) {
                assertEquals(first + i, one.next().number());
            }
            assertTrue(System.nanoTime() - begin >= 50_000_000, "they came sooner than sent");
            assertTrue(other.next().number() <= first + 1);
            assertEquals(2, stream.subscribers());
        }
    }

    @Test
    void aHundredSubscribersWaitOnOneCarrier() {
        try (var stream = Services.messageStream(Duration.ofMillis(10))) {
            var listen =
                    Lab.task(
                            "listen",
                            _ -> {
                                try (var mine = stream.subscribe()) {
                                    long first = mine.next().number();
                                    return mine.next().number() - first;
                                }
                            });
            var run = Lab.concurrently(listen, 100);
            assertTrue(run.failures().isEmpty(), () -> run.failures().toString());
            assertTrue(run.results().stream().allMatch(gap -> gap == 1), run.results()::toString);
            assertEquals(1, run.carriers().size());
        }
    }

    @Test
    void whoDoesNotReadLosesMessagesAndTheOthersDoNot() throws Exception {
        try (var stream = Services.messageStream(Duration.ofMillis(1));
                var reader = stream.subscribe();
                var sleeper = stream.subscribe()) {
            long first = reader.next().number();
            long expected = first;
            while (stream.dropped() == 0) {
                expected++;
                assertEquals(expected, reader.next().number());
            }
            long last = -1;
            boolean gap = false;
            for (int i = 0; i < stream.sent() && !gap; i++) {
                long number = sleeper.next().number();
                gap = last >= 0 && number != last + 1;
                last = number;
            }
            assertTrue(gap, "the one who slept sees that some are missing");
        }
    }

    @Test
    void closingItEndsTheSubscriptions() throws IOException {
        var stream = Services.messageStream(Duration.ofMillis(5));
        try (var mine = stream.subscribe()) {
            mine.next();
            stream.close();
            assertThrows(
                    IOException.class,
                    () -> {
                        while (true) {
                            mine.next();
                        }
                    });
        }
        assertThrows(
                IOException.class,
                () -> {
                    for (int i = 0; i < 1_000; i++) {
                        stream.subscribe().close();
                        Thread.sleep(5);
                    }
                });
    }

    @Test
    void whoLeavesIsForgotten() throws Exception {
        try (var stream = Services.messageStream(Duration.ofMillis(2))) {
            stream.subscribe().close();
            try (var mine = stream.subscribe()) {
                while (stream.subscribers() != 1) {
                    mine.next();
                }
            }
        }
    }

    @Test
    void aRhythmMustBeOne() {
        assertThrows(IllegalArgumentException.class, () -> Services.messageStream(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class, () -> Services.messageStream(Duration.ofHours(1)));
    }
}
