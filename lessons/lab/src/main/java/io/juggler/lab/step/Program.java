package io.juggler.lab.step;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * A small program with several threads, to be run step by step. Its setup is run anew for each
 * schedule, and must do the same each time.
 *
 * @param name what it is called
 * @param setup makes the variables, locks and threads
 */
public record Program(String name, Consumer<World> setup) {

    /** A program. */
    public Program {
        Objects.requireNonNull(name, "a program needs a name: program(\"counter\", world -> …)");
        Objects.requireNonNull(setup, "a program needs a setup: program(\"counter\", world -> …)");
    }

    @Override
    public String toString() {
        return "Program " + name;
    }
}
