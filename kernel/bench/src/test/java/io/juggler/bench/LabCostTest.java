package io.juggler.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.List;

final class LabCostTest {

    @ParameterizedTest
    @EnumSource(MountBenchmark.Scheduler.class)
    void aMountCostsSomething(MountBenchmark.Scheduler scheduler) throws RunnerException {
        assertRuns(options(MountBenchmark.class).param("scheduler", scheduler.name()));
    }

    @ParameterizedTest
    @EnumSource(StrategyBenchmark.Way.class)
    void everyWayIsRunByTheLabAndByHand(StrategyBenchmark.Way way) throws RunnerException {
        for (var by : StrategyBenchmark.By.values()) {
            assertRuns(
                    options(StrategyBenchmark.class)
                            .param("way", way.name())
                            .param("by", by.name()));
        }
    }

    @Test
    void aRowHasMediansTheRatioAndItsInterval() {
        var base = List.of(10.0, 10.0, 10.0, 10.0, 10.0, 10.0);
        var more = List.of(12.0, 12.0, 12.0, 12.0, 12.0, 12.0);
        assertEquals(
                "| a mount | 10.0 | 12.0 | 1.20 (1.20–1.20) | **no** |",
                LabCost.row("a mount", base, more));
        assertEquals(
                "| a mount | 10.0 | 10.0 | 1.00 (1.00–1.00) | yes |",
                LabCost.row("a mount", base, base));
        assertEquals(
                "| a mount | 10.0 | 12.0 | 1.20 (too few forks for an interval) | inconclusive |",
                LabCost.row("a mount", List.of(10.0), List.of(12.0)));
    }

    @Test
    void thereIsOneForkAtLeast() {
        assertThrows(IllegalArgumentException.class, () -> LabCost.main(new String[] {"0"}));
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder().include(benchmark.getName() + ".*");
    }

    private static void assertRuns(ChainedOptionsBuilder options) throws RunnerException {
        var once =
                options.forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        double score = new Runner(once).runSingle().getPrimaryResult().getScore();
        assertTrue(score > 0, "took " + score);
    }
}
