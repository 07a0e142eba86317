package io.juggler.lab.step;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One step that a thread is about to take.
 *
 * @param label what it is called, such as "count.get()"
 * @param ready whether it can be taken now
 * @param blockedBy what it waits for, while it is not ready
 * @param action takes it; what it gives is what the thread has seen of the world
 * @param tellsResult whether the result is worth telling
 */
record Op(
        String label,
        BooleanSupplier ready,
        Supplier<String> blockedBy,
        Supplier<?> action,
        boolean tellsResult) {

    /** A step that can always be taken, and whose result is not told. */
    static Op of(String label, Supplier<?> action) {
        return new Op(label, () -> true, () -> "", action, false);
    }

    /** A step that can always be taken, and whose result is told. */
    static Op reading(String label, Supplier<?> action) {
        return new Op(label, () -> true, () -> "", action, true);
    }
}
