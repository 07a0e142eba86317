package io.juggler.lab;

import io.juggler.lab.measure.Arrangements;
import io.juggler.lab.measure.Machine;
import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.measure.Outcome;
import io.juggler.lab.measure.Series;
import io.juggler.lab.render.Quantity;

import java.util.ArrayList;
import java.util.List;

/** Writes what a table's reader needs to know of all its rows: how it was measured, and where. */
final class TableNotes {
    /** A machine that gives less than this share of the cores that the JVM sees is mentioned. */
    private static final double DELIVERED = 0.9;

    /** Whoever used that many times the cores that the JVM sees had others as well. */
    private static final double MORE = 1.15;

    /** CPU time of shorter runs is not known well enough, in ns. */
    private static final double KNOWN_NANOS = 10_000_000;

    private static final double THROTTLED = 0.01e9;

    private static final double STOLEN = 0.02;

    private TableNotes() {}

    /** What holds for all rows. */
    static List<String> of(Outcome outcome) {
        int cores = outcome.cores();
        var all = outcome.series();
        double delivered = outcome.delivered();
        var effort = outcome.effort();
        var notes = new ArrayList<String>();
        if (effort.warmUpRounds() == 0) {
            notes.add("one run, not warmed up: no range is claimed");
        } else {
            notes.add(
                    "warm-up: "
                            + Quantity.count(effort.warmUpRounds(), "round")
                            + ", not counted; each task ran "
                            + Quantity.count(effort.runs(), "time")
                            + " in all");
        }
        notes.add(
                Quantity.count(cores, "core")
                        + " seen by this JVM"
                        + (delivered < DELIVERED * cores
                                ? ", "
                                        + Quantity.cores(delivered)
                                        + " delivered: the machine is busy or limited, computing"
                                        + " takes longer"
                                : ""));
        machine(outcome.machine(), notes);
        if (cores == 1 && Lab.coresSeen() > 1) {
            notes.add(
                    "measured in a JVM that sees one core"
                            + (Measurement.pins()
                                    ? " and is kept to it"
                                    : "; its threads could still use others"));
        }
        double used = all.stream().mapToDouble(TableNotes::coresUsed).max().orElse(0);
        if (used > MORE * cores) {
            notes.add(
                    "the system does not keep this JVM to "
                            + Quantity.count(cores, "core")
                            + ": a row used "
                            + Quantity.cores(used));
        } else if (cores == 1) {
            notes.add("with one core, waiting can still overlap; computing cannot");
        }
        if (!Arrangements.traced() && cores == Lab.coresSeen()) {
            notes.add(
                    "mounts are not recorded in this JVM; one carrier is the JDK's scheduler"
                            + " limited to one. Start it with --add-opens"
                            + " java.base/java.lang=ALL-UNNAMED to see them");
        } else if (all.stream().anyMatch(series -> series.typical().means() != Means.TRACED)) {
            notes.add(
                    "of threads that are not traced, waits are seen where the JDK tells of them;"
                            + " what else they do is drawn as unknown");
        }
        return List.copyOf(notes);
    }

    private static double coresUsed(Series series) {
        return series.wall().median() < KNOWN_NANOS ? 0 : series.coresUsed();
    }

    private static void machine(Machine.Meanwhile machine, List<String> notes) {
        if (machine.limit() > 0) {
            notes.add("the container may use " + Quantity.cores(machine.limit()) + " cores");
        }
        if (machine.throttledNanos() > THROTTLED) {
            notes.add(
                    "the container was throttled for "
                            + Quantity.time(machine.throttledNanos())
                            + " meanwhile");
        }
        if (machine.stolen() > STOLEN) {
            notes.add(
                    "the hypervisor gave "
                            + Quantity.percent(machine.stolen())
                            + " of the machine's time to others (steal)");
        }
    }
}
