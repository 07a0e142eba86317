package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.Slice;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What can be seen of a run, as findings. Work that computes is judged by its structure (what
 * overlapped, on how many carriers, with which results), because on a shared machine its wall time
 * says little; only waiting is judged by the clock.
 */
final class Seen {

    /** Of their own time, tasks that compute wait no more than that. */
    private static final double HARDLY = 0.1;

    private Seen() {}

    /** No task failed. */
    static Finding noFailure(Run<?> run) {
        return run.failures().isEmpty()
                ? Finding.pass()
                : Finding.notYet(
                        "task "
                                + run.failures().firstKey()
                                + " threw "
                                + run.failures().firstEntry().getValue());
    }

    /** The tasks gave that, in their order. What they should have given is not told. */
    static Finding results(Run<?> run, List<?> expected) {
        if (!run.failures().isEmpty()) {
            return noFailure(run);
        }
        for (int i = 0; i < expected.size(); i++) {
            var given = run.results().get(i);
            if (!expected.get(i).equals(given)) {
                return Finding.notYet("task " + i + " gave " + given);
            }
        }
        return Finding.pass();
    }

    /** At one moment so many tasks, at least, had begun and not ended. */
    static Finding underWayAtOnce(Run<?> run, int atLeast) {
        return Finding.when(
                run.peak() >= atLeast,
                "at most " + Quantity.count(run.peak(), "task") + " had begun and not ended");
    }

    /** Never was more than one task under way. */
    static Finding oneAfterAnother(Run<?> run) {
        return Finding.when(
                run.peak() <= 1, Quantity.count(run.peak(), "task") + " were under way at once");
    }

    /** All tasks ran on the same carrier or thread. */
    static Finding oneCarrier(Run<?> run) {
        return Finding.when(
                run.carriers().size() == 1,
                "the tasks ran on " + String.join(", ", run.carriers()));
    }

    /**
     * The tasks ran on as many carriers or threads as there are cores, or one each where there are
     * fewer tasks. With one core, that is one.
     */
    static Finding everyCore(Run<?> run) {
        int wanted = Math.min(Lab.coresSeen(), run.tasks());
        return Finding.when(
                run.carriers().size() >= wanted,
                "the tasks ran on "
                        + Quantity.count(run.carriers().size(), "carrier")
                        + "; this JVM sees "
                        + Quantity.count(Lab.coresSeen(), "core"));
    }

    /**
     * The tasks hardly wait. What kept them from a core is not counted, where mounts are seen.
     *
     * @param run on one carrier, see {@link Lab#concurrently}
     */
    static Finding hardlyWaits(Run<?> run) {
        double share = waiting(run);
        return Finding.when(
                share <= HARDLY, "the tasks waited " + Quantity.percent(share) + " of their time");
    }

    /**
     * The tasks wait most of the time.
     *
     * @param run on one carrier, see {@link Lab#concurrently}
     */
    static Finding mostlyWaits(Run<?> run) {
        double share = waiting(run);
        return Finding.when(
                share >= 0.5, "the tasks waited " + Quantity.percent(share) + " of their time");
    }

    /** From 0 to 1: of the time in which they ran or waited, the share in which they waited. */
    private static double waiting(Run<?> run) {
        if (!run.traced()) {
            double wall = Math.max(1, run.wall().toNanos());
            return Math.max(0, 1 - run.cpu().toNanos() / wall);
        }
        var nanos =
                run.slices().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Slice::state, Collectors.summingLong(Slice::nanos)));
        double waited =
                nanos.getOrDefault(Slice.State.WAITING, 0L)
                        + nanos.getOrDefault(Slice.State.PINNED, 0L);
        double ran = nanos.getOrDefault(Slice.State.RUNNING, 0L);
        return waited / Math.max(1, waited + ran);
    }

    /**
     * The tasks, which wait, took no longer than that together: give them twice the time that they
     * need, at least.
     */
    static Finding within(Run<?> run, Duration limit) {
        return Finding.when(
                run.wall().compareTo(limit) <= 0,
                "together they took " + Quantity.time(run.wall().toNanos()));
    }
}
