package io.juggler.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A call in a hot loop, across cells or in plain Java, in a JVM that runs nothing else. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class CallsBenchmark {

    /** Where the called method stands. */
    @Param({"PLAIN", "CELLS"})
    public Calls calls;

    private LongSupplier loop;

    /** Loads the loop. */
    @Setup
    public void load() throws ReflectiveOperationException {
        loop = calls.load();
    }

    /** Runs it once. */
    @Benchmark
    public long run() {
        return loop.getAsLong();
    }
}
