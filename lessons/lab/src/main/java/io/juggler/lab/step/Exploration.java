package io.juggler.lab.step;

import io.juggler.lab.PanelDrawing;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Panel.Mark;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Every schedule of a program, tried by the machine. Schedules that lead to the same state of the
 * world, with all threads knowing the same, have the same future; it is explored once and counted
 * for each. Where no schedule fails, and all were explored, that is a proof for this program.
 *
 * @see <a href="https://doi.org/10.1145/263699.263717">Godefroid, Model checking for programming
 *     languages using VeriSoft</a>
 */
public final class Exploration extends PanelDrawing {
    private static final int MOST_STATES = 20_000;
    private static final long LONGEST_NANOS = 30_000_000_000L;
    private static final int SHOWN = 60;

    private final Program program;
    private final Map<Object, Futures> known = new HashMap<>();
    private final long deadline = System.nanoTime() + LONGEST_NANOS;
    private boolean complete = true;
    private final Futures all;

    /**
     * How it can go on from a state.
     *
     * @param schedules how many ways there are
     * @param failures of these, how many fail, by what they fail with
     * @param example the shortest way to fail; null where there is none
     */
    private record Futures(
            BigInteger schedules, Map<String, BigInteger> failures, List<String> example) {

        static final Futures GOOD = new Futures(BigInteger.ONE, Map.of(), null);

        static Futures failed(String kind) {
            return new Futures(BigInteger.ONE, Map.of(kind, BigInteger.ONE), List.of());
        }

        BigInteger failing() {
            return failures.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    private Exploration(Program program) {
        this.program = program;
        try (var start = Execution.of(program)) {
            this.all = futures(start, List.of());
        }
        known.clear();
    }

    static Exploration of(Program program) {
        return new Exploration(program);
    }

    private Futures futures(Execution execution, List<String> schedule) {
        switch (execution.state()) {
            case Execution.State.Good _ -> {
                return Futures.GOOD;
            }
            case Execution.State.Failed(var kind, _) -> {
                return Futures.failed(kind);
            }
            case Execution.State.Open _ -> {}
        }
        var key = execution.key();
        var before = known.get(key);
        if (before != null) {
            return before;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("explore(" + program.name() + ") was interrupted");
        }
        if (known.size() >= MOST_STATES || System.nanoTime() - deadline > 0) {
            complete = false;
            return new Futures(BigInteger.ZERO, Map.of(), null);
        }
        var schedules = BigInteger.ZERO;
        var failures = new LinkedHashMap<String, BigInteger>();
        List<String> example = null;
        boolean first = true;
        for (var name : execution.ready().stream().map(Strand::name).toList()) {
            var longer = new ArrayList<>(schedule);
            longer.add(name);
            Futures then;
            if (first) {
                execution.step(execution.strand(name));
                then = futures(execution, longer);
                first = false;
            } else {
                try (var other = Execution.of(program, longer)) {
                    then = futures(other, longer);
                }
            }
            schedules = schedules.add(then.schedules);
            then.failures.forEach((kind, count) -> failures.merge(kind, count, BigInteger::add));
            if (then.example != null
                    && (example == null || then.example.size() + 1 < example.size())) {
                example = new ArrayList<>(then.example);
                example.addFirst(name);
            }
        }
        var futures = new Futures(schedules, failures, example);
        known.put(key, futures);
        return futures;
    }

    /**
     * How many schedules there are; of a program that is not {@link #complete}, how many at least.
     */
    public BigInteger schedules() {
        return all.schedules;
    }

    /** How many schedules fail. */
    public BigInteger failing() {
        return all.failing();
    }

    /** How many schedules fail in which way. */
    public Map<String, BigInteger> failures() {
        return java.util.Collections.unmodifiableMap(all.failures);
    }

    /** Whether every schedule was explored. */
    public boolean complete() {
        return complete;
    }

    /** Whether it is proved that no schedule fails. */
    public boolean proved() {
        return complete && all.failures.isEmpty();
    }

    /** A shortest schedule that fails: who takes a step, in turn. Empty where none was found. */
    public List<String> example() {
        return all.example == null ? List.of() : List.copyOf(all.example);
    }

    /** The program, run along {@link #example}, to be looked at and stepped back. */
    public Stepper show() {
        var stepper = Stepper.of(program);
        return stepper.run(example().toArray(String[]::new));
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel = new Panel();
        var total = number(all.schedules);
        if (proved()) {
            panel.lead(
                    "No schedule fails",
                    ": the threads of "
                            + program.name()
                            + " can take turns in "
                            + total
                            + (total.equals("1") ? " way" : " ways")
                            + ", and all of them end well. For this program that is a proof.");
            return panel;
        }
        if (all.failures.isEmpty()) {
            return panel.lead("None was found to fail", ": " + unfinished());
        }
        panel.lead(
                number(failing())
                        + " of "
                        + total
                        + (complete ? "" : " explored")
                        + (total.equals("1") ? " schedule" : " schedules")
                        + (failing().equals(BigInteger.ONE) ? " fails" : " fail"),
                ".");
        all.failures.forEach(
                (kind, count) -> panel.item(Mark.OPEN, number(count) + " ×", kind + "."));
        var example = example();
        panel.text(
                "A shortest one: "
                        + String.join(
                                " ", example.size() > SHOWN ? example.subList(0, SHOWN) : example)
                        + (example.size() > SHOWN ? " …" : ""));
        if (!complete) {
            panel.note(unfinished());
        }
        return panel.note("show() runs it, so that you can look at each step and go back.");
    }

    private String unfinished() {
        return "there are more schedules than could be explored (at most "
                + String.format(Locale.ROOT, "%,d", MOST_STATES)
                + " states, 30 s), so nothing is proved. Take fewer threads or steps.";
    }

    private static String number(BigInteger n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
