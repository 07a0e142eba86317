package io.juggler.server.magics;

import io.juggler.server.engine.Outcome;
import io.juggler.wire.ThrownInfo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * How long a cell may take.
 *
 * @param variable the environment's variable that says so
 */
record TimeLimit(Duration most, String variable) {

    /** Runs a cell and interrupts it when its time is over; the outcome then says why. */
    Outcome hold(Supplier<Outcome> cell, Runnable interrupt) {
        var over = new AtomicBoolean();
        var timer =
                Thread.ofVirtual()
                        .name("juggler-timeout")
                        .start(
                                () -> {
                                    try {
                                        Thread.sleep(most);
                                        over.set(true);
                                        interrupt.run();
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt(); // it was in time
                                    }
                                });
        var outcome = cell.get();
        timer.interrupt();
        return over.get() && outcome instanceof Outcome.Interrupted(var frames)
                ? exceeded(frames)
                : outcome;
    }

    private Outcome exceeded(List<StackTraceElement> frames) {
        return new Outcome.Thrown(
                new ThrownInfo(
                        "java.util.concurrent.TimeoutException",
                        "longer than " + most.toMillis() + " ms, which " + variable + " allows",
                        frames,
                        null,
                        List.of()));
    }
}
