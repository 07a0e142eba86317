package io.juggler.bench;

import io.juggler.lab.trace.TracedScheduler;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One mount on one carrier: traced, or by the JDK's scheduler in a JVM started with a parallelism
 * of one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class MountBenchmark {
    static final int THREADS = 100;
    static final int YIELDS = 1_000;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Whose scheduler mounts. */
    public enum Scheduler {
        JDK,
        TRACED
    }

    /** Whose scheduler mounts. */
    @Param({"JDK", "TRACED"})
    public Scheduler scheduler;

    /** A hundred threads that yield to one another. */
    @Benchmark
    @OperationsPerInvocation(THREADS * YIELDS)
    public void yields() throws InterruptedException {
        switch (scheduler) {
            case JDK -> jdk();
            case TRACED -> traced();
        }
    }

    private static void jdk() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofVirtual().start(MountBenchmark::yieldOften));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private static void traced() throws InterruptedException {
        try (var carrier = new TracedScheduler(List.of("carrier-1"), TracedScheduler.MOUNTS_KEPT)) {
            for (int i = 0; i < THREADS; i++) {
                carrier.startTask(i, MountBenchmark::yieldOften);
            }
            if (!carrier.awaitBooked(LIMIT_NANOS) || carrier.trace().size() < THREADS * YIELDS) {
                throw new IllegalStateException(carrier.trace().size() + " mounts recorded");
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a yield is a mount
    private static void yieldOften() {
        for (int i = 0; i < YIELDS; i++) {
            Thread.yield();
        }
    }
}
