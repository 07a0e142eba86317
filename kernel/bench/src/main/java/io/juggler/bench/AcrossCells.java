package io.juggler.bench;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares calls across cells with calls in plain Java: {@code kernel/bench/calls [FORKS]}. The
 * forks go in turn, as {@link Woven}'s do.
 */
public final class AcrossCells {

    private static final int FORKS = 10;
    private static final double BOUND = 1.05;

    private AcrossCells() {}

    /** Prints a table. */
    public static void main(String[] arguments) throws RunnerException {
        int forks = arguments.length == 0 ? FORKS : Integer.parseInt(arguments[0]);
        var plain = new ArrayList<Double>();
        var cells = new ArrayList<Double>();
        for (int fork = 0; fork < forks; fork++) {
            // Neither is always the one that finds the machine warm.
            if (fork % 2 == 0) {
                plain.add(fork(Calls.PLAIN));
                cells.add(fork(Calls.CELLS));
            } else {
                cells.add(fork(Calls.CELLS));
                plain.add(fork(Calls.PLAIN));
            }
        }
        System.out.print(table(plain, cells));
        System.out.printf(
                Locale.ROOT,
                "%nMedians of %d forks each, in turn; in brackets the 95 %% interval of the median"
                        + " of the pairs' ratios. JDK %s.%n",
                forks,
                Runtime.version());
    }

    static String table(List<Double> plain, List<Double> cells) {
        var ratio = MedianRatio.of(cells, plain);
        var verdict =
                ratio.low() == 0
                        ? "too few forks"
                        : switch (ratio.against(BOUND)) {
                            case WITHIN -> "yes";
                            case ABOVE -> "**no**";
                            case INCONCLUSIVE -> "inconclusive";
                        };
        return String.format(
                Locale.ROOT,
                """
                | 100,000 calls | plain, µs | across cells, µs | ratio | within 1.05 |
                | --- | ---: | ---: | ---: | --- |
                | of a method elsewhere | %.2f | %.2f | %.3f (%.3f–%.3f) | %s |
                """,
                MedianRatio.median(plain),
                MedianRatio.median(cells),
                ratio.ratio(),
                ratio.low(),
                ratio.high(),
                verdict);
    }

    private static double fork(Calls calls) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(CallsBenchmark.class.getName() + ".run")
                        .param("calls", calls.name())
                        .forks(1)
                        // JMH 1.37 has no other way to see its fields' offsets.
                        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }
}
