package io.juggler.lab.draw;

import io.juggler.lab.Comparison;
import io.juggler.lab.IndexedAction;
import io.juggler.lab.Run;
import io.juggler.lab.Strategy;
import io.juggler.lab.Task;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Drawings beside a comparison's own. Cells call these methods by their bare names. */
public final class Drawings {

    private Drawings() {}

    /**
     * How far tasks scale: measures them on one thread, two, three, up to one for each core. Takes
     * about 6 s, unless single rounds take longer.
     *
     * @param n how many tasks, best several for each core
     */
    public static Scaling scaling(Task<?> task, int n) {
        Objects.requireNonNull(task, "scaling(null, …): make a task first, as in task(\"sum\", …)");
        if (n < 1) {
            throw new IllegalArgumentException(
                    "scaling(" + task.name() + ", " + n + "): the number of tasks must be from 1");
        }
        return Scaling.of(task, n);
    }

    /**
     * From which size on it pays to share work out. Takes about a second for each size.
     *
     * @param name what the work is called
     * @param work does work of a size
     * @param sizes two at least, from small to large, best ten times as large each
     */
    public static BreakEven breakEven(String name, BreakEven.Sized<?> work, int... sizes) {
        return BreakEven.of(name, work, sizes);
    }

    /** How long a comparison's single tasks took. */
    public static Latencies latencies(Comparison<?> comparison) {
        return Latencies.of(measured("latencies", comparison));
    }

    /** How long a run's single tasks took. */
    public static Latencies latencies(Run<?> run) {
        return Latencies.of(measured("latencies", run));
    }

    /**
     * Whether something keeps its rhythm while work is done beside it.
     *
     * @param every the rhythm, from 1 ms to 1 s
     * @param work what is done beside it, once
     * @param strategies where both are run, such as oneCarrier(), carriers(2); one carrier where
     *     none is named
     */
    public static Heartbeat heartbeat(Duration every, IndexedAction work, Strategy... strategies) {
        return Heartbeat.of(every, work, strategies);
    }

    /** How busy a comparison's carriers were. */
    public static Utilisation utilisation(Comparison<?> comparison) {
        return Utilisation.of(measured("utilisation", comparison));
    }

    /** How busy a run's carriers were. */
    public static Utilisation utilisation(Run<?> run) {
        return Utilisation.of(List.of(measured("utilisation", run)));
    }

    private static <M> M measured(String call, M measured) {
        return Objects.requireNonNull(
                measured,
                () -> call + "(null): measure first, as in " + call + "(compare(task, 5))");
    }
}
