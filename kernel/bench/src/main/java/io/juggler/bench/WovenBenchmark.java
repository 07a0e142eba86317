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

/** One program, woven or plain, in a JVM that runs nothing else. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class WovenBenchmark {

    /** One of {@link Programs#names()}. */
    @Param({"arraySum", "saxpy", "scalarLoop", "recursion", "streams", "lambdas", "switches"})
    public String program;

    /** How its classes are loaded. */
    @Param({"PLAIN", "WOVEN"})
    public Loading loading;

    private LongSupplier loaded;

    /** Loads the program. */
    @Setup
    public void load() throws ReflectiveOperationException {
        loaded = loading.load(program);
    }

    /** Runs it once. */
    @Benchmark
    public long run() {
        return loaded.getAsLong();
    }
}
