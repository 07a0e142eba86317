package io.juggler.lab.measure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The first phase of every task on one carrier, where waits overlap; the second on the cores, a few
 * at a time. What is ready to be crunched waits for room there, and while too many tasks are under
 * way no other begins: the cores hold back the waiting side.
 *
 * @param first the phase that waits
 * @param second the phase that computes, from what the first gave
 * @param cores how many carriers or threads crunch
 */
public record Hybrid(Work first, Step second, int cores) implements Arrangement {

    /** So many may have begun and not ended: each holds what it fetched. */
    static final int MOST_UNDER_WAY = 1_000;

    /** What is computed from a first phase's result. */
    @FunctionalInterface
    public interface Step {
        Object apply(Object intermediate) throws Exception;
    }

    @Override
    public boolean traced() {
        return Arrangements.traced();
    }

    @Override
    public Measured run(Job job) throws InterruptedException {
        var underWay = new Semaphore(MOST_UNDER_WAY);
        // One more on each core, so that none has to wait for the next.
        var room = new Semaphore(2 * cores);
        try (var crunchers = Crunchers.of(cores)) {
            Work both =
                    task -> {
                        underWay.acquire();
                        try {
                            var intermediate = first.run(task);
                            room.acquire();
                            try {
                                return crunchers.crunch(task, () -> second.apply(intermediate));
                            } finally {
                                room.release();
                            }
                        } finally {
                            underWay.release();
                        }
                    };
            return with(crunchers, Arrangements.onOneCarrier().run(job.doing(both)));
        }
    }

    /** The waiting side saw all but what the crunchers did. */
    private static Measured with(Crunchers crunchers, Measured waiting)
            throws InterruptedException {
        var trace = crunchers.trace();
        var cpu = new HashMap<>(waiting.cost().cpuOf());
        cpu.putAll(crunchers.cpuOf());
        var carriers = new HashSet<>(waiting.carriers());
        carriers.addAll(crunchers.used());
        var cost = waiting.cost();
        var history = waiting.history();
        return new Measured(
                waiting.results(),
                waiting.failures(),
                waiting.stopped(),
                new Measured.Cost(
                        cost.wall(), cpu, cost.processCpu(), cost.allocated(), cost.collecting()),
                carriers,
                waiting.means(),
                new Measured.History(
                        history.zero(),
                        history.stamps(),
                        history.trace().and(trace),
                        List.copyOf(history.threadOfTask())));
    }
}
