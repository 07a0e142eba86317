package io.juggler.lab;

import io.juggler.lab.measure.Arrangement;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Outcome;
import io.juggler.lab.measure.Rounds;
import io.juggler.lab.process.RemoteCall;
import io.juggler.lab.process.RemoteFailureException;
import io.juggler.lab.process.RemoteWork;
import io.juggler.lab.status.StatusLine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is to be measured, here or in a JVM that sees one processor.
 *
 * @param reference the run whose results are the right ones, or null for the first that is made
 * @param plan how often
 */
record Measurement(
        Task<?> task, int tasks, List<Strategy> strategies, Measured reference, Plan plan)
        implements Serializable {

    /** Pins a process to processors, where there is such a command. */
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    /** How often to measure. */
    sealed interface Plan extends Serializable {
        /** As often as that time allows, in ns; once in any case. */
        record Within(long nanos) implements Plan {}

        /** That often, however long it takes. */
        record Exactly(int rounds) implements Plan {}
    }

    Measurement {
        strategies = List.copyOf(strategies);
    }

    /**
     * Measures in this JVM.
     *
     * @param status told what is measured
     */
    Outcome here(StatusLine status) throws InterruptedException {
        var arrangements = new ArrayList<Arrangement>();
        for (var strategy : strategies) {
            arrangements.add(Figures.arrangementOf(strategy, task));
        }
        var rounds =
                new Rounds(
                        arrangements,
                        Figures.jobOf(task, tasks, done -> status.counting(tasks, done)),
                        checksum(task),
                        reference,
                        (which, round, endsAt) ->
                                status.now(round + ", " + strategies.get(which).name(), endsAt));
        return switch (plan) {
            case Plan.Within(long nanos) -> rounds.within(nanos);
            case Plan.Exactly(int often) -> rounds.exactly(often);
        };
    }

    /**
     * Measures in a new JVM that sees one processor and, where the operating system offers it, is
     * kept to one.
     *
     * @param status told that; what goes on there is not seen from here
     */
    Outcome onOneCore(StatusLine status) throws InterruptedException {
        RemoteWork work = _ -> here(StatusLine.silent());
        status.now("in a JVM with one core", 0);
        try {
            return (Outcome)
                    RemoteCall.run(
                            work,
                            List.of(
                                    "-XX:ActiveProcessorCount=1",
                                    "--add-opens=java.base/java.lang=ALL-UNNAMED"),
                            pinned(),
                            OutputStream.nullOutputStream());
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (IOException | RemoteFailureException e) {
            throw new IllegalStateException(
                    "the comparison could not be made in a JVM with one core: " + e.getMessage(),
                    e);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the comparison failed in a JVM with one core: " + e, e);
        }
    }

    /** Whether a JVM that sees one processor is also kept to it. */
    static boolean pins() {
        return Files.isExecutable(TASKSET);
    }

    /** The first processor that this JVM may use: a container can lack the machine's first. */
    private static List<String> pinned() {
        return pins() ? List.of(TASKSET.toString(), "-c", firstProcessor()) : List.of();
    }

    private static String firstProcessor() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip().split("[,-]")[0])
                    .findFirst()
                    .orElse("0");
        } catch (IOException e) {
            return "0";
        }
    }

    /** What is compared of each result; null for all of it. */
    private static Function<Object, Object> checksum(Task<?> task) {
        var checksum = task.checksum();
        return checksum == null
                ? null
                : result -> {
                    try {
                        return checksum.apply(result);
                    } catch (Exception e) {
                        throw new IllegalArgumentException(
                                "the checksum function of " + task.name() + " failed: " + e, e);
                    }
                };
    }
}
