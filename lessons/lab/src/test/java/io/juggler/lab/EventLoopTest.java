package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Slice.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A loop is one thread with callbacks, timers and sockets. */
@Timeout(180)
class EventLoopTest {
    private static final Task<Void> NAP =
            Lab.action("nap", _ -> Thread.sleep(200))
                    .onLoop((_, loop) -> loop.after(Duration.ofMillis(200)));

    @Test
    void timersOverlapOnOneThread() {
        var run = Lab.run(NAP, 5, Lab.eventLoop());

        assertEquals(Set.of("loop-1"), run.carriers());
        assertTrue(run.wall().toMillis() >= 199, () -> "took " + run.wall());
        assertTrue(run.wall().toMillis() < 900, () -> "five timers at once took " + run.wall());
        for (int task = 0; task < 5; task++) {
            int number = task;
            assertTrue(
                    run.slices().stream()
                            .anyMatch(
                                    s ->
                                            s.task() == number
                                                    && s.state() == State.WAITING
                                                    && s.nanos() > 150_000_000),
                    () -> run.slices().toString());
        }
    }

    @Test
    void aTaskWithoutAFormHoldsUpTheLoop() {
        var run = Lab.run(Lab.action("nap", _ -> Thread.sleep(50)), 5, Lab.eventLoop());

        assertTrue(run.wall().toMillis() >= 249, () -> "five naps in callbacks " + run.wall());
        assertTrue(run.toText().contains("no form for an event loop"), run::toText);
        long pinned =
                run.slices().stream()
                        .filter(s -> s.state() == State.PINNED)
                        .mapToLong(Slice::nanos)
                        .sum();
        assertTrue(pinned >= 240_000_000, () -> "waits on the loop are none: " + run.slices());
    }

    @Test
    void aCallbackThatComputesHoldsUpAHeartbeat() {
        var run =
                Lab.run(
                        Lab.<Long>task("beat", _ -> 0L)
                                .onLoop(
                                        (i, loop) ->
                                                i == 0
                                                        ? new Beats(loop).next()
                                                        : loop.after(Duration.ofMillis(60))
                                                                .thenApply(_ -> spin(400))),
                        2,
                        Lab.eventLoop());

        long gap = run.results().getFirst();
        assertTrue(gap >= 380_000_000, () -> "widest gap " + gap + " ns");
    }

    @Test
    void socketsAreAskedWithoutAThreadForEach() {
        try (var server = Lab.dataServer(Duration.ofMillis(300))) {
            var fetch = Lab.task("fetch", server::fetch).onLoop(server::fetchOn);
            var run = Lab.run(fetch, 100, Lab.eventLoop());

            assertEquals(
                    IntStream.range(0, 100).mapToObj(i -> "Data " + i).toList(), run.results());
            assertTrue(run.failures().isEmpty(), () -> run.failures().toString());
            assertTrue(server.mostAtOnce() > 50, () -> server.mostAtOnce() + " at once");
        }
    }

    @Test
    void postedCallbacksComeInOrderAndAfterTheOneThatRuns() {
        var order = new CopyOnWriteArrayList<String>();
        var task =
                Lab.<String>task("post", _ -> "")
                        .onLoop(
                                (_, loop) -> {
                                    var done = new CompletableFuture<String>();
                                    loop.post(() -> order.add("first"));
                                    loop.post(
                                            () -> {
                                                order.add("second");
                                                done.complete("done");
                                            });
                                    order.add("begin");
                                    return done;
                                });

        assertEquals(List.of("done"), Lab.run(task, 1, Lab.eventLoop()).results());
        assertEquals(List.of("begin", "first", "second"), order);
    }

    @Test
    void failuresBelongToTheirTask() {
        var task =
                Lab.<Integer>task("flaky", i -> i)
                        .onLoop(
                                (i, loop) -> {
                                    switch (i) {
                                        case 0 -> throw new IOException("at once");
                                        case 1 ->
                                                loop.post(
                                                        () -> {
                                                            throw new IllegalStateException("late");
                                                        });
                                        case 2 -> {
                                            return loop.after(Duration.ofMillis(1))
                                                    .thenApply(_ -> 1 / (i - 2));
                                        }
                                        default -> {
                                            return CompletableFuture.supplyAsync(() -> i);
                                        }
                                    }
                                    return new CompletableFuture<>();
                                });
        var run = Lab.run(task, 4, Lab.eventLoop());

        assertInstanceOf(IOException.class, run.failures().get(0));
        assertInstanceOf(IllegalStateException.class, run.failures().get(1));
        assertInstanceOf(ArithmeticException.class, run.failures().get(2));
        assertEquals(3, run.results().get(3));
    }

    /** Twenty beats; the widest gap between two. */
    private static final class Beats {
        private final EventLoop loop;
        private long last = System.nanoTime();
        private long widest;
        private int beats;

        Beats(EventLoop loop) {
            this.loop = loop;
        }

        CompletableFuture<Long> next() {
            return loop.after(Duration.ofMillis(20))
                    .thenCompose(
                            _ -> {
                                widest = Math.max(widest, System.nanoTime() - last);
                                last = System.nanoTime();
                                return ++beats == 20
                                        ? CompletableFuture.completedFuture(widest)
                                        : next();
                            });
        }
    }

    private static long spin(long millis) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < millis * 1_000_000) {
            Thread.onSpinWait();
        }
        return 0;
    }
}
