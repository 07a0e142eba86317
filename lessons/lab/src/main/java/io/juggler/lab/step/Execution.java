package io.juggler.lab.step;

import io.juggler.lab.render.Labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * One run of a program, which goes on by one step of one thread at a time. The thread that chooses
 * calls everything; the program's threads call {@link #perform} and {@link #mine}, while it waits.
 */
final class Execution implements AutoCloseable {

    /** A program that takes more steps is said not to end. */
    static final int MOST_STEPS = 300;

    private static final int MOST_THREADS = 8;
    private static final int LONGEST_LABEL = 40;

    private final Program program;
    private final List<Strand> strands = new ArrayList<>();
    private final List<Variable<?>> variables = new ArrayList<>();
    private final List<Mutex> mutexes = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private Strand current;
    private boolean begun;
    private String violation;

    private record Check(String name, BooleanSupplier condition, boolean always) {}

    /**
     * A step that was taken.
     *
     * @param thread by whom
     * @param text what it was, and what came of it
     */
    record Step(String thread, String text) {}

    /** Where a run stands. */
    sealed interface State {
        /** Someone can go on. */
        record Open() implements State {}

        /** All have ended, and all that must hold holds. */
        record Good() implements State {}

        /**
         * It failed.
         *
         * @param kind what of all the ways to fail, the same for all schedules that fail so
         * @param told what happened, in a sentence without its full stop
         */
        record Failed(String kind, String told) implements State {}
    }

    private Execution(Program program) {
        this.program = program;
    }

    /** A run in which nothing has been done yet. */
    static Execution of(Program program) {
        var execution = new Execution(program);
        try {
            program.setup().accept(new World(execution));
            if (execution.strands.isEmpty()) {
                throw new IllegalArgumentException(
                        program.name() + " has no threads: world.thread(\"A\", () -> …)");
            }
            for (var strand : execution.strands) {
                execution.current = strand;
                strand.begin();
            }
            execution.current = null;
            execution.begun = true;
            execution.checkAlways();
            return execution;
        } catch (RuntimeException | Error e) {
            execution.close();
            throw e;
        }
    }

    /** A run in which these threads have taken their steps. */
    static Execution of(Program program, List<String> schedule) {
        var execution = of(program);
        try {
            for (var name : schedule) {
                execution.step(execution.strand(name));
            }
            return execution;
        } catch (RuntimeException | Error e) {
            execution.close();
            throw e;
        }
    }

    void add(Variable<?> variable) {
        requireSetup();
        variables.add(variable);
    }

    void add(Mutex mutex) {
        requireSetup();
        mutexes.add(mutex);
    }

    void add(String name, World.Body body) {
        requireSetup();
        if (strands.stream().anyMatch(strand -> strand.name().equals(name))) {
            throw new IllegalArgumentException("there is a thread " + name + " already");
        }
        if (strands.size() == MOST_THREADS) {
            throw new IllegalArgumentException("more than " + MOST_THREADS + " threads");
        }
        strands.add(new Strand(name, body));
    }

    void addCheck(String name, BooleanSupplier condition, boolean always) {
        requireSetup();
        checks.add(
                new Check(
                        Objects.requireNonNull(name, "name what must hold"),
                        Objects.requireNonNull(condition, "say what must hold"),
                        always));
    }

    private void requireSetup() {
        if (begun) {
            throw new IllegalStateException(
                    "a program's world is made before its threads run, not by them");
        }
    }

    /** A step of the calling thread; outside the program's threads it is none and just happens. */
    Object perform(Op op) {
        var me = mine();
        if (me == null) {
            return op.action().get();
        }
        return me.take(op);
    }

    /** The calling thread's strand; null for the thread that chooses. */
    Strand mine() {
        return current != null && current.is(Thread.currentThread()) ? current : null;
    }

    Strand strand(String name) {
        return strands.stream()
                .filter(strand -> strand.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        program.name()
                                                + " does not do the same each time: this time"
                                                + " there is no thread "
                                                + name));
    }

    List<Strand> strands() {
        return strands;
    }

    List<Strand> ready() {
        return state() instanceof State.Open
                ? strands.stream().filter(Strand::ready).toList()
                : List.of();
    }

    void step(Strand strand) {
        if (!strand.ready()) {
            throw new IllegalStateException(
                    program.name()
                            + " does not do the same each time: "
                            + strand.name()
                            + " could take a step before, and now it cannot");
        }
        current = strand;
        strand.resume();
        current = null;
        steps.add(new Step(strand.name(), Labels.line(strand.told(), LONGEST_LABEL)));
        checkAlways();
    }

    private void checkAlways() {
        for (var check : checks) {
            if (violation == null && check.always && !check.condition.getAsBoolean()) {
                violation = check.name;
            }
        }
    }

    State state() {
        if (violation != null) {
            return failed("“" + violation + "” does not hold");
        }
        for (var strand : strands) {
            if (strand.thrown() != null) {
                var thrown = strand.thrown();
                return new State.Failed(
                        strand.name() + " threw " + thrown.getClass().getSimpleName(),
                        strand.name() + " threw " + Labels.line(thrown.toString(), 120));
            }
        }
        if (strands.stream().allMatch(Strand::ended)) {
            for (var check : checks) {
                if (!check.always && !check.condition.getAsBoolean()) {
                    return failed("“" + check.name + "” does not hold");
                }
            }
            return new State.Good();
        }
        if (strands.stream().noneMatch(Strand::ready)) {
            return new State.Failed("deadlock", "deadlock: " + waits());
        }
        return steps.size() >= MOST_STEPS
                ? failed("it had not ended after " + MOST_STEPS + " steps")
                : new State.Open();
    }

    private static State failed(String text) {
        return new State.Failed(text, text);
    }

    private String waits() {
        var waits = new ArrayList<String>();
        for (var strand : strands) {
            if (!strand.ended()) {
                waits.add(strand.name() + " waits for " + strand.pending().blockedBy().get());
            }
        }
        return String.join("; ", waits);
    }

    List<Step> steps() {
        return steps;
    }

    List<Variable<?>> variables() {
        return variables;
    }

    List<Mutex> mutexes() {
        return mutexes;
    }

    /**
     * All that decides how the run can go on: the world, and what each thread has seen of it. Two
     * runs with equal keys have the same future, however they came there.
     */
    Object key() {
        var key = new ArrayList<Object>();
        variables.forEach(variable -> key.add(variable.value()));
        mutexes.forEach(mutex -> key.add(mutex.state()));
        strands.forEach(strand -> key.add(strand.seen()));
        key.add(violation == null ? "" : violation);
        return key;
    }

    /** Ends the program's threads. */
    @Override
    public void close() {
        strands.forEach(Strand::stop);
    }
}
