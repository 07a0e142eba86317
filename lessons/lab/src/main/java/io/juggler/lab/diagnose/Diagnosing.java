package io.juggler.lab.diagnose;

import io.juggler.lab.Lab;
import io.juggler.lab.Task;
import io.juggler.lab.repeat.Budget;

import java.time.Duration;
import java.util.Objects;

/** Finds out what a task spends its time with. Cells call these methods by their bare names. */
public final class Diagnosing {
    private static final long BUDGET_NANOS = Budget.nanos(Duration.ofSeconds(4));
    private static final int MOST_TASKS = 100_000;

    private Diagnosing() {}

    /**
     * Diagnoses a task, from four of it for each core and eight at least. Takes about 5 s, unless
     * the tasks take longer.
     */
    public static Diagnosis diagnose(Task<?> task) {
        return diagnose(task, Math.max(8, 4 * Lab.coresSeen()));
    }

    /**
     * Diagnoses a task.
     *
     * @param n how many of it are run, from 2; they get the indexes 0 to n − 1
     * @throws IllegalStateException when the task fails
     */
    public static Diagnosis diagnose(Task<?> task, int n) {
        Objects.requireNonNull(task, "diagnose(null): make a task first, as in task(\"page\", …)");
        if (n < 2 || n > MOST_TASKS) {
            throw new IllegalArgumentException(
                    "diagnose("
                            + task.name()
                            + ", "
                            + n
                            + "): the number must be from 2 to 100,000");
        }
        return Diagnosis.of(task, n, BUDGET_NANOS);
    }
}
