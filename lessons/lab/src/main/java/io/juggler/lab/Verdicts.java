package io.juggler.lab;

import io.juggler.lab.measure.Measured;
import io.juggler.lab.measure.Spread;
import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Figure.SpeedUp;
import io.juggler.lab.render.Quantity;
import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says in words what a table shows, and nothing that it does not. */
final class Verdicts {

    /** More rows than that are not told in words each. */
    private static final int MOST_TOLD_ONE_BY_ONE = 2;

    /** From that share of waiting on, a task is called I/O-bound. */
    private static final double MOSTLY_WAITING = 0.8;

    /** Up to that share of waiting, a task is called CPU-bound. */
    private static final double MOSTLY_COMPUTING = 0.2;

    /**
     * Tasks shorter than that are not worth handing to another thread, which costs about as much,
     * in ns.
     */
    private static final double TINY_NANOS = 20_000;

    /** Held for more than this share of a run, a carrier is what the verdict is about. */
    private static final double PINNED = 0.05;

    private Verdicts() {}

    static Figure.Verdict of(
            String task,
            int tasks,
            int cores,
            List<Figure.Row> rows,
            Optional<Measured> failed,
            String machine) {
        var name = task + " × " + Quantity.number(tasks);
        if (failed.isPresent() && failed.get().overDeadline().isPresent()) {
            return rows.size() == 1
                    ? new Figure.Verdict(
                            name + " did not end",
                            "it was stopped after "
                                    + Quantity.time(rows.getFirst().wall().median())
                                    + ".")
                    : new Figure.Verdict(
                            name + " did not end in every row",
                            "where it did not, no speed-up is claimed.");
        }
        if (failed.isPresent()) {
            int count = failed.get().failures().size();
            return new Figure.Verdict(
                    name + " did not succeed",
                    Quantity.number(count)
                            + " of "
                            + Quantity.count(tasks, "task")
                            + " failed, so no speed-up is claimed.");
        }
        if (rows.stream().anyMatch(row -> row.speedUp() instanceof SpeedUp.None)) {
            return new Figure.Verdict(
                    name + " does not give the same results each time",
                    "where they differ, no speed-up is claimed.");
        }
        var base = rows.getFirst();
        var claim = claim(name, tasks, base);
        var evidence = new StringBuilder(share(tasks, base));
        var others = rows.subList(1, rows.size());
        if (others.size() <= MOST_TOLD_ONE_BY_ONE) {
            others.forEach(row -> evidence.append(' ').append(gain(row, base, cores)));
        } else {
            evidence.append(' ').append(best(rows));
        }
        if (!tiny(tasks, base)) {
            evidence.append(' ').append(OneMoreCore.told(tasks, cores, rows));
        }
        rows.forEach(row -> evidence.append(' ').append(pinned(row)));
        evidence.append(' ').append(machine);
        return new Figure.Verdict(claim, evidence.toString().strip().replaceAll(" +", " "));
    }

    /** Whoever waits and holds its carrier is the reason that others do not get on. */
    private static String pinned(Figure.Row row) {
        long nanos =
                row.track().intervals().stream()
                        .filter(interval -> interval.doing() == Doing.PINNED)
                        .mapToLong(Interval::nanos)
                        .sum();
        return nanos == 0 || nanos < PINNED * row.track().end()
                ? ""
                : "Pinned: "
                        + row.strategy()
                        + " had "
                        + (row.track().carriers().size() == 1 ? "its carrier" : "carriers")
                        + " held for "
                        + Quantity.time(nanos)
                        + " by tasks that waited.";
    }

    static Figure.Verdict ofOne(String task, int tasks, Figure.Row row, Measured run) {
        var name = task + " × " + Quantity.number(tasks);
        if (!run.complete()) {
            return of(task, tasks, 1, List.of(row), Optional.of(run), "");
        }
        var evidence = new StringBuilder();
        var pinned = pinned(row);
        if (!pinned.isEmpty()) {
            evidence.append(pinned).append(' ');
        } else if (row.waiting().isPresent()) {
            evidence.append("of the tasks' own time ")
                    .append(Quantity.percent(row.waiting().getAsDouble()))
                    .append(" was waiting. ");
        }
        evidence.append(evidence.isEmpty() ? "at most " : "At most ")
                .append(Quantity.number(run.history().stamps().peak()))
                .append(" at once.");
        return new Figure.Verdict(
                name + " " + how(row.strategy()) + " took " + Quantity.time(row.wall().median()),
                evidence.toString());
    }

    /** "concurrently", "with pool(4)". */
    private static String how(String strategy) {
        return strategy.endsWith("ly") || strategy.equals("inParallel")
                ? strategy
                : "with " + strategy;
    }

    private static String claim(String name, int tasks, Figure.Row base) {
        if (tiny(tasks, base)) {
            return name + " is too small to share out";
        }
        OptionalDouble waiting = base.waiting();
        if (waiting.isEmpty() || !isKnown(base)) {
            return name;
        }
        return waiting.getAsDouble() >= MOSTLY_WAITING
                ? name + " is I/O-bound"
                : waiting.getAsDouble() <= MOSTLY_COMPUTING
                        ? name + " is CPU-bound"
                        : name + " is mixed";
    }

    /** Only one after another does the wall time tell how long a single task takes. */
    private static boolean tiny(int tasks, Figure.Row base) {
        return isSequential(base) && base.wall().median() / tasks < TINY_NANOS;
    }

    /**
     * What a task does that waits little is known only where it never stood ready beside others:
     * one after another.
     */
    private static boolean isKnown(Figure.Row base) {
        return isSequential(base) || base.waiting().orElse(0) >= MOSTLY_WAITING;
    }

    private static boolean isSequential(Figure.Row base) {
        return base.strategy().equals("sequentially");
    }

    private static String told(Figure.Row base) {
        return isSequential(base) ? "one after another" : base.strategy();
    }

    private static String share(int tasks, Figure.Row base) {
        if (tiny(tasks, base)) {
            return "one task takes "
                    + Quantity.time(base.wall().median() / tasks)
                    + ", less than handing it to a thread.";
        }
        if (base.waiting().isEmpty() || !isKnown(base)) {
            return "";
        }
        double waiting = base.waiting().getAsDouble();
        return waiting >= MOSTLY_WAITING
                ? Quantity.percent(waiting) + " of its time it waits."
                : waiting <= MOSTLY_COMPUTING
                        ? Quantity.percent(1 - waiting) + " of its time it computes."
                        : Quantity.percent(waiting)
                                + " of its time it waits, the rest it computes.";
    }

    /** Of many rows only the one to look at, and which cannot be told from it. */
    private static String best(List<Figure.Row> rows) {
        for (var row : rows) {
            if (row.best() && row.speedUp() instanceof SpeedUp.Times(var times)) {
                var equals =
                        rows.stream()
                                .filter(other -> !other.best() && overlaps(other, times))
                                .map(Figure.Row::strategy)
                                .toList();
                return row.strategy()
                        + " on "
                        + row.on()
                        + " is "
                        + Quantity.times(times.median())
                        + " as fast as "
                        + told(rows.getFirst())
                        + (equals.isEmpty()
                                ? "."
                                : "; " + String.join(", ", equals) + " cannot be told from it.");
            }
            if (row.best()) {
                return "No other way is faster than " + row.strategy() + ".";
            }
        }
        return "No way shows a clear gain.";
    }

    private static boolean overlaps(Figure.Row row, Spread times) {
        return row.speedUp() instanceof SpeedUp.Times(var others)
                && others.readings() > 1
                && others.max() >= times.min()
                && others.min() <= times.max();
    }

    private static String gain(Figure.Row row, Figure.Row base, int cores) {
        var how = how(row, cores);
        return switch (row.speedUp()) {
            case SpeedUp.Times(var times) when saysOne(times) ->
                    how + " it is as fast as " + told(base) + ".";
            case SpeedUp.Times(var times) when times.median() >= 1 ->
                    how
                            + " it is "
                            + Quantity.times(times.median())
                            + " as fast as "
                            + told(base)
                            + (times.readings() == 1 ? ", in one run." : ".");
            case SpeedUp.Times(var times) ->
                    how
                            + " it is slower than "
                            + told(base)
                            + ": "
                            + Quantity.times(times.median())
                            + ".";
            case SpeedUp.Unclear(var times) when times.readings() == 1 ->
                    how + " one run shows no clear gain.";
            default -> how + " it shows no clear gain.";
        };
    }

    /** What differs for certain, and by less than the number shows, is no difference to tell. */
    private static boolean saysOne(Spread times) {
        return Quantity.times(times.median()).equals(Quantity.times(1.0));
    }

    private static String how(Figure.Row row, int cores) {
        return switch (row.strategy()) {
            case "concurrently" -> "All at once on " + row.on();
            case "inParallel" ->
                    "One at a time on " + (cores == 1 ? "1 core" : "each of " + cores + " cores");
            default -> "With " + row.strategy();
        };
    }
}
