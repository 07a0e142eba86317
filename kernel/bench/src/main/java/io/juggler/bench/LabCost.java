package io.juggler.bench;

import io.juggler.bench.MountBenchmark.Scheduler;
import io.juggler.bench.StrategyBenchmark.By;
import io.juggler.bench.StrategyBenchmark.Way;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the lab's measuring costs: {@code kernel/bench/lab [FORKS]}. Forks of the two variants take
 * turns, as those of {@link Woven} do.
 */
public final class LabCost {
    private static final int FORKS = 10;

    /** What measuring may cost before a reader has to be told. */
    private static final double BOUND = 1.1;

    private LabCost() {}

    /** Prints two tables. */
    public static void main(String[] arguments) throws RunnerException {
        int forks = arguments.length == 0 ? FORKS : Integer.parseInt(arguments[0]);
        if (forks < 1) {
            throw new IllegalArgumentException("FORKS must be 1 or more, not " + forks);
        }
        System.out.println(
                "| one carrier | JDK's scheduler, ns | traced, ns | ratio | within 1.1 |");
        System.out.println("| --- | ---: | ---: | ---: | --- |");
        System.out.println(
                row(
                        "a mount",
                        forks,
                        options(MountBenchmark.class).param("scheduler", Scheduler.JDK.name()),
                        options(MountBenchmark.class).param("scheduler", Scheduler.TRACED.name())));
        System.out.println();
        System.out.println(
                "| 100 tasks of 0.1 ms | by hand, µs | by the lab, µs | ratio | within 1.1 |");
        System.out.println("| --- | ---: | ---: | ---: | --- |");
        for (var way : Way.values()) {
            System.out.println(
                    row(
                            way.name().toLowerCase(Locale.ROOT),
                            forks,
                            strategy(way, By.HAND),
                            strategy(way, By.LAB)));
        }
        System.out.printf(
                Locale.ROOT,
                "%nMedians of %d forks each, in turn; in brackets the 95 %% interval of the median"
                        + " of the pairs' ratios. \"Within 1.1\" holds where the whole interval"
                        + " does. JDK %s.%n",
                forks,
                Runtime.version());
    }

    private static ChainedOptionsBuilder strategy(Way way, By by) {
        return options(StrategyBenchmark.class).param("way", way.name()).param("by", by.name());
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark) {
        var options =
                new OptionsBuilder()
                        .include(benchmark.getName() + ".*")
                        .forks(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        // One carrier each, where the JDK's own scheduler is compared.
        return benchmark == MountBenchmark.class
                ? options.jvmArgsAppend(
                        UNSAFE, OPEN, PARALLELISM + "parallelism=1", PARALLELISM + "maxPoolSize=1")
                : options.jvmArgsAppend(UNSAFE, OPEN);
    }

    /** JMH 1.37 has no other way to see its fields' offsets. */
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    private static final String PARALLELISM = "-Djdk.virtualThreadScheduler.";

    private static String row(
            String name, int forks, ChainedOptionsBuilder base, ChainedOptionsBuilder variant)
            throws RunnerException {
        var bases = new ArrayList<Double>();
        var variants = new ArrayList<Double>();
        for (int fork = 0; fork < forks; fork++) {
            // Neither is always the one that finds the machine warm.
            if (fork % 2 == 0) {
                bases.add(score(base));
                variants.add(score(variant));
            } else {
                variants.add(score(variant));
                bases.add(score(base));
            }
        }
        return row(name, bases, variants);
    }

    static String row(String name, List<Double> bases, List<Double> variants) {
        var ratio = MedianRatio.of(variants, bases);
        var interval =
                ratio.low() == 0
                        ? "too few forks for an interval"
                        : String.format(Locale.ROOT, "%.2f–%.2f", ratio.low(), ratio.high());
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.2f (%s) | %s |",
                name,
                MedianRatio.median(bases),
                MedianRatio.median(variants),
                ratio.ratio(),
                interval,
                switch (ratio.against(BOUND)) {
                    case WITHIN -> "yes";
                    case ABOVE -> "**no**";
                    case INCONCLUSIVE -> "inconclusive";
                });
    }

    private static double score(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).runSingle().getPrimaryResult().getScore();
    }
}
