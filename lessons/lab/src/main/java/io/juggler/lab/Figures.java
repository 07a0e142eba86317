package io.juggler.lab;

import io.juggler.lab.measure.Arrangement;
import io.juggler.lab.measure.Arrangements;
import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.Comparator;
import java.util.OptionalDouble;

/** From strategies and measurements to what is drawn of them. */
final class Figures {

    private Figures() {}

    static Figure of(Run<?> run) {
        return Findings.figureOf(run);
    }

    /** How a strategy is done in this JVM. */
    static Arrangement arrangementOf(Strategy strategy) {
        return switch (strategy) {
            case Strategy.Sequential _ -> Arrangements.oneAfterAnother();
            case Strategy.OneCarrier _ -> Arrangements.onOneCarrier();
            case Strategy.Cores _ -> Arrangements.lanes(Lab.cores());
        };
    }

    /** The carriers that a strategy asks for. */
    static int carriersOf(Strategy strategy) {
        return strategy instanceof Strategy.Cores ? Lab.cores() : 1;
    }

    /**
     * Such as "1 carrier": what it had, which can be more than it asked for where the JDK added a
     * carrier.
     */
    static String on(Strategy strategy, Measured run) {
        int carriers = Math.max(carriersOf(strategy), run.carriers().size());
        return Quantity.count(
                carriers, run.means() == Means.PLATFORM_THREADS ? "thread" : "carrier");
    }

    /**
     * Which share of the tasks' own time was waiting. Where mounts are not seen, it is the time in
     * which the task's thread used no CPU; several tasks on one carrier cannot be told apart then.
     */
    static OptionalDouble waiting(Strategy strategy, Measured run) {
        if (run.means() == Means.LIMITED_JDK_SCHEDULER) {
            return OptionalDouble.empty();
        }
        double total = 0;
        double waiting = 0;
        for (var interval : run.intervals()) {
            total += interval.nanos();
            waiting += interval.doing() == Doing.WAITING ? interval.nanos() : 0;
        }
        if (total == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                run.means() == Means.TRACED
                        ? waiting / total
                        : Math.clamp(1 - run.cost().cpu() / total, 0, 1));
    }

    static Figure.Track track(Measured run) {
        return new Figure.Track(
                run.cost().wall(),
                run.intervals(),
                run.failures().keySet(),
                run.carriers().stream().sorted(byNumber()).toList());
    }

    /** "carrier-2" before "carrier-10". */
    private static Comparator<String> byNumber() {
        return Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
    }

    /** How long the run's tasks were mounted or not, together, in ns. */
    static long total(Measured run, Doing doing) {
        return run.intervals().stream()
                .filter(interval -> interval.doing() == doing)
                .mapToLong(Interval::nanos)
                .sum();
    }
}
