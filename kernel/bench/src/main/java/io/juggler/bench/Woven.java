package io.juggler.bench;

import io.juggler.bench.MedianRatio.Verdict;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares woven programs with plain ones: {@code kernel/bench/woven [FORKS [PROGRAM…]]}. JMH runs
 * all forks of one benchmark before the next one's, so that a machine that slows down meanwhile
 * would look like a slow variant; here each fork of the one is followed by a fork of the other.
 */
public final class Woven {

    private static final int FORKS = 10;
    private static final double BOUND = 1.05;

    private Woven() {}

    /** Prints a table. */
    public static void main(String[] arguments) throws RunnerException {
        int forks = arguments.length == 0 ? FORKS : Integer.parseInt(arguments[0]);
        var programs =
                arguments.length < 2
                        ? List.of(Programs.names())
                        : List.of(arguments).subList(1, arguments.length);
        System.out.println("| program | plain, µs | woven, µs | woven ÷ plain | within 1.05 |");
        System.out.println("| --- | ---: | ---: | ---: | --- |");
        for (var program : programs) {
            System.out.println(row(program, measure(program, forks)));
        }
        System.out.printf(
                Locale.ROOT,
                "%nMedians of %d forks each, plain and woven in turn; in brackets the 95 %%"
                        + " interval of the median of the pairs' ratios. JDK %s.%n",
                forks,
                Runtime.version());
    }

    private static Map<Loading, List<Double>> measure(String program, int forks)
            throws RunnerException {
        var times = new EnumMap<Loading, List<Double>>(Loading.class);
        for (var loading : Loading.values()) {
            times.put(loading, new ArrayList<>());
        }
        for (int fork = 0; fork < forks; fork++) {
            // Neither is always the one that finds the machine warm.
            var order = fork % 2 == 0 ? Loading.values() : reversed(Loading.values());
            for (var loading : order) {
                times.get(loading).add(fork(program, loading));
            }
        }
        return times;
    }

    private static double fork(String program, Loading loading) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(WovenBenchmark.class.getName() + ".run")
                        .param("program", program)
                        .param("loading", loading.name())
                        .forks(1)
                        // JMH 1.37 has no other way to see its fields' offsets.
                        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }

    private static Loading[] reversed(Loading[] values) {
        return List.of(values).reversed().toArray(Loading[]::new);
    }

    static String row(String program, Map<Loading, List<Double>> times) {
        var plain = times.get(Loading.PLAIN);
        var woven = times.get(Loading.WOVEN);
        var ratio = MedianRatio.of(woven, plain);
        if (ratio.low() == 0) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.3f | too few forks |",
                    program,
                    MedianRatio.median(plain),
                    MedianRatio.median(woven),
                    ratio.ratio());
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.3f (%.3f–%.3f) | %s |",
                program,
                MedianRatio.median(plain),
                MedianRatio.median(woven),
                ratio.ratio(),
                ratio.low(),
                ratio.high(),
                word(ratio.against(BOUND)));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case WITHIN -> "yes";
            case ABOVE -> "**no**";
            case INCONCLUSIVE -> "inconclusive";
        };
    }
}
