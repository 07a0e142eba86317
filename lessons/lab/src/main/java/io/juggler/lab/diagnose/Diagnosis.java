package io.juggler.lab.diagnose;

import io.juggler.lab.Lab;
import io.juggler.lab.PanelDrawing;
import io.juggler.lab.Task;
import io.juggler.lab.kernel.Places;
import io.juggler.lab.measure.DeliveredCores;
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

    private final String task;
    private final int tasks;
    private final int cores;
    private final Evidence evidence;
    private final List<Gain> gains;

    Diagnosis(String task, int tasks, int cores, Evidence evidence, List<Gain> gains) {
        this.task = task;
        this.tasks = tasks;
        this.cores = cores;
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
            boolean computes = Evidence.computes(alone, together);
            var reach = computes ? Reach.of(task.work()) : new Reach(0);
            double slowdown =
                    cores > 1 && computes ? Pressure.of(task.work(), tasks).slowdown() : 1;
            var expected = Expectation.of(task, alone.warm(), tasks, cores);
            var strategies = new ArrayList<>(List.of(Lab.sequential()));
            expected.forEach(each -> strategies.add(each.strategy()));
            double before = DeliveredCores.probe();
            var measured = Repeated.of(task, tasks, strategies, budgetNanos, status);
            double delivered = (before + DeliveredCores.probe()) / 2;
            var gains = new ArrayList<Gain>();
            for (var each : expected) {
                gains.add(
                        new Gain(
                                each.strategy().name(),
                                each.gain(),
                                measured.timesAsFast(gains.size() + 1)));
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

    /** What it spends most of its time with. */
    public Kind kind() {
        return evidence.kind();
    }

    /** Whether one of the ways to run several at once gains for certain. */
    public boolean worthIt() {
        return !evidence.isTiny() && gains.stream().anyMatch(Gain::isClear);
    }

    /** Whether it waits when it is new, and no longer when it is warm. */
    public boolean waitsOnlyWhenCold() {
        return evidence.waitsOnlyWhenCold();
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel =
                new Panel()
                        .lead(
                                task
                                        + " is "
                                        + kind()
                                        + (waitsOnlyWhenCold() ? ", once it is warm" : ""),
                                ". " + new Advice(evidence, gains, cores).text());
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
