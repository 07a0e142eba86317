package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.Slice;
import io.juggler.lab.Task;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A search that does not hold up an event loop: call 0 searches, the others wait a moment. */
public final class Lesson04 extends TaskCheck {
    private static final int CALLS = 6;
    private static final int SEARCH = 0;

    /** Where less than that share of a search's CPU time was used, there was no search. */
    private static final double LEAST_SHARE = 0.4;

    /** A call that keeps the loop for that share of its own time holds it up. */
    private static final double HOLDS = 0.5;

    private static final Set<Slice.State> ON_THE_LOOP =
            EnumSet.of(Slice.State.RUNNING, Slice.State.PINNED, Slice.State.UNKNOWN);

    private Run<?> onLoop;

    @Override
    public String lesson() {
        return "04-do-not-block-the-loop";
    }

    @Override
    public List<Requirement<Task<?>>> requirements() {
        return List.of(
                new Requirement<>("every call gets the answer it got before", this::answers),
                new Requirement<>("the text is searched", this::searches),
                new Requirement<>("the search does not hold the loop", this::leavesTheLoop),
                new Requirement<>(
                        "other calls are answered while the search goes on", this::goesOn));
    }

    /** One run, at which all requirements look; a check's one thread asks for it. */
    private Run<?> run(Task<?> task) {
        if (onLoop == null) {
            onLoop = Lab.run(task, CALLS, Lab.eventLoop());
        }
        return onLoop;
    }

    private Finding answers(Task<?> task) throws Exception {
        var right = new ArrayList<Object>();
        for (int i = 0; i < CALLS; i++) {
            right.add(task.work().run(i));
        }
        return Seen.results(run(task), right);
    }

    /** The search's CPU time is part of the JVM's, on whatever thread it runs. */
    private Finding searches(Task<?> task) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        var _ = task.work().run(SEARCH);
        long alone = threads.getCurrentThreadCpuTime() - begin;
        long meanwhile = run(task).processCpu().toNanos();
        return Finding.when(
                meanwhile >= LEAST_SHARE * alone,
                "a search takes "
                        + Quantity.time(alone)
                        + " of CPU, and all that ran took "
                        + Quantity.time(meanwhile));
    }

    private Finding leavesTheLoop(Task<?> task) {
        var run = run(task);
        double took = Math.max(1, end(run, SEARCH) - begin(run, SEARCH));
        long held =
                run.slices().stream()
                        .filter(slice -> slice.task() == SEARCH)
                        .filter(slice -> ON_THE_LOOP.contains(slice.state()))
                        .mapToLong(Slice::nanos)
                        .sum();
        return Finding.when(
                held < HOLDS * took,
                "call 0 kept the loop for " + Quantity.percent(held / took) + " of its own time");
    }

    private Finding goesOn(Task<?> task) {
        var run = run(task);
        long searched = end(run, SEARCH);
        long before = 0;
        for (int call = 0; call < CALLS; call++) {
            if (call != SEARCH && end(run, call) < searched) {
                before++;
            }
        }
        return Finding.when(
                before > 0,
                before + " of " + (CALLS - 1) + " other calls had their answer before the search");
    }

    private static long begin(Run<?> run, int call) {
        return of(run, call).stream().mapToLong(Slice::start).min().orElse(0);
    }

    private static long end(Run<?> run, int call) {
        return of(run, call).stream().mapToLong(Slice::end).max().orElse(0);
    }

    private static List<Slice> of(Run<?> run, int call) {
        return run.slices().stream().filter(slice -> slice.task() == call).toList();
    }
}
