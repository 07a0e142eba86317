package io.juggler.lab.step;

import java.util.function.Consumer;

/**
 * Programs whose threads take turns as someone chooses: the learner, step by step, or the machine,
 * in all ways there are. Cells call these methods by their bare names.
 */
public final class Stepping {

    private Stepping() {}

    /**
     * A small program with several threads.
     *
     * @param name what it is called
     * @param setup makes its variables, locks and threads; run anew for each schedule
     */
    public static Program program(String name, Consumer<World> setup) {
        return new Program(name, setup);
    }

    /** Runs a program one step at a time. */
    public static Stepper stepper(Program program) {
        return Stepper.of(program);
    }

    /**
     * Tries every schedule of a program.
     *
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    public static Exploration explore(Program program) {
        return Exploration.of(program);
    }
}
