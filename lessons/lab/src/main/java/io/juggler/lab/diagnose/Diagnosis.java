package io.juggler.lab.diagnose;

import io.juggler.lab.Lab;
import io.juggler.lab.PanelDrawing;
import io.juggler.lab.Task;
import io.juggler.lab.kernel.Places;
import io.juggler.lab.measure.DeliveredCores;
import io.juggler.lab.measure.Spread;
import io.juggler.lab.measure.Watch;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Panel.Mark;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.repeat.Repeated;
import io.juggler.lab.status.StatusLine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * What a task spends its time with, what says so, and what other ways of running several of it
 * would gain: predicted from one task alone, then measured. Where prediction and measurement
 * differ, something stands between the tasks.
 */
public final class Diagnosis extends PanelDrawing {

    /** From that share of waiting on, a task is I/O-bound. */
    private static final double MOSTLY_WAITING = 0.8;

    /** Up to that share of waiting, it is CPU-bound. */
    private static final double MOSTLY_COMPUTING = 0.2;

    /** From that share of looks on, tasks wait for each other. */
    private static final double LOCKED = 0.3;

    /** From that slowdown on, a busy memory is what they wait for. */
    private static final double SLOWED = 1.3;

    /** Shorter tasks cost less than handing them over, in ns. */
    private static final double TINY_NANOS = 20_000;

    /** A cold pass that waited so much more than warm ones is worth a word. */
    private static final double COLDER = 0.4;

    private final String task;
    private final int tasks;
    private final int cores;
    private final Kind kind;
    private final Evidence evidence;
    private final List<Gain> gains;

    /**
     * What was seen.
     *
     * @param alone one task after another
     * @param together several at once
     * @param slowdown beside a neighbour that keeps the memory busy; 1 where that was not tried
     * @param reach how much memory one task reaches for
     * @param delivered how many cores the machine gave, before the gains were measured and after
     */
    record Evidence(
            Alone alone, Together together, double slowdown, Reach reach, double delivered) {

        boolean waitsForMemory() {
            return slowdown >= SLOWED || reach.waitsForMemory(alone.warm().cpu());
        }
    }

    /**
     * What a way to run the tasks gains, against one after another.
     *
     * @param strategy what it is called
     * @param predicted from one task alone
     * @param measured round by round
     */
    record Gain(String strategy, double predicted, Spread measured) {

        boolean clear() {
            return measured.min() > 1 && measured.median() > 1.2;
        }

        /** Whether far more was expected than any round showed. */
        boolean missed() {
            return predicted >= 1.5 && measured.max() < predicted / 1.25;
        }
    }

    Diagnosis(String task, int tasks, int cores, Evidence evidence, List<Gain> gains) {
        this.task = task;
        this.tasks = tasks;
        this.cores = cores;
        this.kind = kind(evidence);
        this.evidence = evidence;
        this.gains = List.copyOf(gains);
    }

    static Diagnosis of(Task<?> task, int tasks, long budgetNanos) {
        try (var status = StatusLine.open("diagnosis of " + task.name(), Places.here())) {
            int cores = Lab.coresSeen();
            status.now("looking at it alone, and at several together", 0);
            Watch.awaitPrepared();
            var alone = Alone.of(task.work(), tasks);
            var together = Together.of(task.work(), tasks);
            boolean computes = alone.warm().waiting() <= MOSTLY_COMPUTING;
            computes &= together.lockShare() < LOCKED;
            var reach = computes ? Reach.of(task.work()) : new Reach(0);
            double slowdown =
                    cores > 1 && computes ? Pressure.of(task.work(), tasks).slowdown() : 1;
            var strategies =
                    new ArrayList<>(List.of(Lab.sequential(), Lab.oneCarrier(), Lab.cores()));
            var predicted =
                    new ArrayList<>(
                            List.of(1.0, onOneCarrier(alone.warm(), tasks), onCores(tasks, cores)));
            if (task.hasTwoPhases() && cores > 1) {
                strategies.add(Lab.hybrid());
                predicted.add(onBoth(alone.warm(), tasks, cores));
            }
            double before = DeliveredCores.probe();
            var measured = Repeated.of(task, tasks, strategies, budgetNanos, status);
            double delivered = (before + DeliveredCores.probe()) / 2;
            var gains = new ArrayList<Gain>();
            for (int i = 1; i < strategies.size(); i++) {
                gains.add(
                        new Gain(
                                strategies.get(i).name(),
                                predicted.get(i),
                                measured.timesAsFast(i)));
            }
            return new Diagnosis(
                    task.name(),
                    tasks,
                    cores,
                    new Evidence(alone, together, slowdown, reach, delivered),
                    gains);
        } catch (ExecutionException e) {
            throw failed(task, e.getCause());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw failed(task, e);
        }
    }

    private static IllegalStateException failed(Task<?> task, Throwable thrown) {
        return new IllegalStateException(
                "diagnose(" + task.name() + "): the task failed: " + thrown, thrown);
    }

    /** All waits overlap, no computing does. */
    private static double onOneCarrier(Alone.Cost one, int tasks) {
        double inTurn = tasks * (one.cpu() + one.waited());
        return inTurn / Math.max(1, tasks * one.cpu() + one.waited());
    }

    /** As many at a time as there are cores. */
    private static double onCores(int tasks, int cores) {
        return tasks / Math.ceil((double) tasks / cores);
    }

    /** All waits overlap, and computing goes to the cores. */
    private static double onBoth(Alone.Cost one, int tasks, int cores) {
        double inTurn = tasks * (one.cpu() + one.waited());
        return inTurn / Math.max(1, Math.ceil((double) tasks / cores) * one.cpu() + one.waited());
    }

    private static Kind kind(Evidence evidence) {
        if (evidence.together().lockShare() >= LOCKED) {
            return Kind.LOCK_BOUND;
        }
        double waiting = evidence.alone().warm().waiting();
        if (waiting >= MOSTLY_WAITING) {
            return Kind.IO_BOUND;
        }
        if (waiting > MOSTLY_COMPUTING) {
            return Kind.MIXED;
        }
        return evidence.waitsForMemory() ? Kind.MEMORY_BOUND : Kind.CPU_BOUND;
    }

    /** What it spends most of its time with. */
    public Kind kind() {
        return kind;
    }

    /** Whether one of the ways to run several at once gains for certain. */
    public boolean worthIt() {
        return !tiny() && gains.stream().anyMatch(Gain::clear);
    }

    /** Whether it waits when it is new, and no longer when it is warm. */
    public boolean waitsOnlyWhenCold() {
        return evidence.alone().cold().waiting() - evidence.alone().warm().waiting() >= COLDER;
    }

    private boolean tiny() {
        return evidence.alone().warm().wall() < TINY_NANOS;
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel =
                new Panel()
                        .lead(
                                task
                                        + " is "
                                        + kind
                                        + (waitsOnlyWhenCold() ? ", once it is warm" : ""),
                                ". " + advice());
        evidence(panel);
        var rows = new ArrayList<List<String>>();
        for (var gain : gains) {
            rows.add(
                    List.of(
                            gain.strategy(),
                            Quantity.times(gain.predicted()),
                            gain.measured().spans(1)
                                    ? "unclear"
                                    : Quantity.times(gain.measured().median()),
                            Quantity.timesRange(gain.measured().min(), gain.measured().max())));
        }
        panel.table(
                "what "
                        + Quantity.count(tasks, "task")
                        + " gain on "
                        + Quantity.count(cores, "core")
                        + " against one after another",
                List.of("strategy", "predicted", "measured", "range"),
                rows);
        return panel;
    }

    private String advice() {
        if (tiny()) {
            return "One task takes "
                    + Quantity.time(evidence.alone().warm().wall())
                    + ", less than handing it to a thread: "
                    + noWay()
                    + " is worth it.";
        }
        var best =
                gains.stream()
                        .filter(Gain::clear)
                        .max(
                                java.util.Comparator.comparingDouble(
                                        gain -> gain.measured().median()));
        if (best.isEmpty()) {
            return none();
        }
        return switch (kind) {
            case IO_BOUND ->
                    "Let the waits overlap: "
                            + best.get().strategy()
                            + " is "
                            + Quantity.times(best.get().measured().median())
                            + " as fast. More cores do not make a wait shorter.";
            case LOCK_BOUND ->
                    "What helps first is to hold the lock for less time; "
                            + best.get().strategy()
                            + " gains "
                            + Quantity.times(best.get().measured().median())
                            + " as it is.";
            case MEMORY_BOUND ->
                    "What helps first is to reach for less memory; "
                            + best.get().strategy()
                            + " gains "
                            + Quantity.times(best.get().measured().median())
                            + " as it is.";
            case MIXED ->
                    best.get().strategy()
                            + " is "
                            + Quantity.times(best.get().measured().median())
                            + " as fast."
                            + (cores > 1 && gains.stream().noneMatch(Diagnosis::isHybrid)
                                    ? " If you cut the task in two phases, one that waits and one"
                                            + " that computes, hybrid can do both at once."
                                    : "");
            case CPU_BOUND ->
                    best.get().strategy()
                            + " is "
                            + Quantity.times(best.get().measured().median())
                            + " as fast.";
        };
    }

    private static boolean isHybrid(Gain gain) {
        return gain.strategy().equals(Lab.hybrid().name());
    }

    private String none() {
        if (kind == Kind.LOCK_BOUND) {
            return "What helps is to hold the lock for less time, or not at all: "
                    + noWay()
                    + " shows a clear gain.";
        }
        if (cores == 1 && (kind == Kind.CPU_BOUND || kind == Kind.MEMORY_BOUND)) {
            return "With one core, computing cannot overlap, and "
                    + noWay()
                    + " shows a clear gain: keep it simple.";
        }
        if (DeliveredCores.areFew(evidence.delivered(), cores)) {
            return capital(noWay())
                    + " shows a clear gain, and the machine was busy with something else:"
                    + " it gave "
                    + Quantity.cores(evidence.delivered())
                    + " of "
                    + Quantity.count(cores, "core")
                    + ". Ask again when it is not.";
        }
        return gains.stream().anyMatch(Gain::missed)
                ? capital(noWay())
                        + " gains what one task alone would let expect: something stands between"
                        + " the tasks, or others work for them. Keep it simple until you know what."
                : capital(noWay()) + " shows a clear gain here: keep it simple.";
    }

    private String noWay() {
        return gains.size() == 2 ? "neither way" : "no way";
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private void evidence(Panel panel) {
        var warm = evidence.alone().warm();
        panel.item(
                Mark.NONE,
                Quantity.percent(warm.waiting()),
                "of its own time one task alone waits; it takes "
                        + Quantity.time(warm.wall())
                        + " and "
                        + Quantity.time(warm.cpu())
                        + " of CPU.");
        if (waitsOnlyWhenCold()) {
            panel.item(
                    Mark.NONE,
                    Quantity.percent(evidence.alone().cold().waiting()),
                    "of its time it waited when it was new: "
                            + Quantity.time(evidence.alone().cold().wall())
                            + " a task.");
        }
        var together = evidence.together();
        panel.item(
                Mark.NONE,
                Quantity.percent(together.lockShare()),
                "of the looks at four threads found one waiting for a lock"
                        + (together.lock().isEmpty() ? "." : ": " + together.lock() + "."));
        if (evidence.reach().isLarge()) {
            panel.item(
                    Mark.NONE,
                    Quantity.number(evidence.reach().bytes() >> 20) + " MB",
                    "of memory one task reaches for: "
                            + String.format(
                                    java.util.Locale.ROOT,
                                    "%.1f",
                                    evidence.reach().bytes() / Math.max(1, warm.cpu()))
                            + " GB for each second of CPU time.");
        }
        if (evidence.slowdown() != 1) {
            panel.item(
                    Mark.NONE,
                    Quantity.times(evidence.slowdown()),
                    "as much CPU time beside a thread that keeps the memory busy, as beside one"
                            + " that computes.");
        }
    }
}
