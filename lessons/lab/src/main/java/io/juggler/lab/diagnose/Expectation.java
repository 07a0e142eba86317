package io.juggler.lab.diagnose;

import io.juggler.lab.Lab;
import io.juggler.lab.Strategy;
import io.juggler.lab.Task;

import java.util.ArrayList;
import java.util.List;

/**
 * What a way to run several tasks would gain, if nothing stood between them.
 *
 * @param gain how many times as fast as one after another
 */
record Expectation(Strategy strategy, double gain) {

    /** The ways worth a try, from what one task costs. */
    static List<Expectation> of(Task<?> task, Alone.Cost one, int tasks, int cores) {
        var all = new ArrayList<Expectation>();
        all.add(new Expectation(Lab.oneCarrier(), onOneCarrier(one, tasks)));
        all.add(new Expectation(Lab.cores(), tasks / rounds(tasks, cores)));
        if (task.hasTwoPhases() && cores > 1) {
            all.add(new Expectation(Lab.hybrid(), onBoth(one, tasks, cores)));
        }
        return all;
    }

    /** All waits overlap, no computing does. */
    private static double onOneCarrier(Alone.Cost one, int tasks) {
        return inTurn(one, tasks) / Math.max(1, tasks * one.cpu() + one.waited());
    }

    /** All waits overlap, and computing goes to the cores. */
    private static double onBoth(Alone.Cost one, int tasks, int cores) {
        return inTurn(one, tasks) / Math.max(1, rounds(tasks, cores) * one.cpu() + one.waited());
    }

    /** How often each core has to take a task. */
    private static double rounds(int tasks, int cores) {
        return Math.ceil((double) tasks / cores);
    }

    private static double inTurn(Alone.Cost one, int tasks) {
        return tasks * (one.cpu() + one.waited());
    }
}
