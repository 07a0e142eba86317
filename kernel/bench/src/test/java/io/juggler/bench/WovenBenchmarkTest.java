package io.juggler.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

final class WovenBenchmarkTest {

    static String[] programs() {
        return Programs.names();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void wovenProgramsGiveWhatPlainOnesGive(String program) throws ReflectiveOperationException {
        assertEquals(
                Loading.PLAIN.load(program).getAsLong(), Loading.WOVEN.load(program).getAsLong());
    }

    @Test
    void wovenClassesAreOthersThanPlainOnes() throws IOException {
        byte[] file;
        try (var in = Programs.class.getResourceAsStream("Programs.class")) {
            file = in.readAllBytes();
        }
        assertTrue(Arrays.equals(file, Loading.PLAIN.change(Programs.class.getName(), file)));
        assertFalse(Arrays.equals(file, Loading.WOVEN.change(Programs.class.getName(), file)));
    }

    @Test
    void oneIterationOfTheBenchmarkRuns() throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(WovenBenchmark.class.getName() + ".run")
                        .param("program", "recursion")
                        .param("loading", "WOVEN")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        double microseconds = new Runner(options).runSingle().getPrimaryResult().getScore();
        assertTrue(microseconds > 0, "took " + microseconds + " µs");
    }

    @Test
    void aRowShowsMediansTheRatioAndItsInterval() {
        var plain = List.of(10.0, 10.0, 10.0, 10.0, 10.0, 10.0);
        var slower = List.of(12.0, 12.0, 12.0, 12.0, 12.0, 12.0);
        assertEquals(
                "| saxpy | 10.00 | 12.00 | 1.200 (1.200–1.200) | **no** |",
                Woven.row("saxpy", Map.of(Loading.PLAIN, plain, Loading.WOVEN, slower)));
        assertEquals(
                "| saxpy | 10.00 | 10.00 | 1.000 | too few forks |",
                Woven.row(
                        "saxpy",
                        Map.of(
                                Loading.PLAIN, plain.subList(0, 2),
                                Loading.WOVEN, plain.subList(0, 2))));
    }
}
