package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.Task;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.measure.Agreement;
import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** A task that computes. */
public final class Lesson01 extends TaskCheck {
    private static final int TASKS = 3;

    /** Less than that is over before it can be measured. */
    private static final Duration SOME_WORK = Duration.ofMillis(1);

    @Override
    public String lesson() {
        return "01-one-juggler-many-balls";
    }

    @Override
    public List<Requirement<Task<?>>> requirements() {
        return List.of(
                new Requirement<>("every task ends", task -> Seen.noFailure(run(task))),
                new Requirement<>("the tasks hardly wait", task -> Seen.hardlyWaits(run(task))),
                new Requirement<>("the tasks compute for a while", Lesson01::computes),
                new Requirement<>("the result comes from the computation", Lesson01::gives),
                new Requirement<>("it is the same result each time", Lesson01::repeats));
    }

    private static Run<?> run(Task<?> task) {
        return Lab.concurrently(task, TASKS);
    }

    private static Finding computes(Task<?> task) {
        long each = run(task).cpu().toNanos() / TASKS;
        return Finding.when(
                each >= SOME_WORK.toNanos(),
                "a task used a core for " + Quantity.time(each) + " only");
    }

    /** A first task that gives 0 may have had nothing to do: its index is 0. */
    private static Finding gives(Task<?> task) {
        var results = run(task).results();
        return Finding.when(
                !results.stream().allMatch(Lesson01::isNothing), "it gave " + results.getFirst());
    }

    private static boolean isNothing(Object result) {
        return result == null || (result instanceof Number number && number.doubleValue() == 0);
    }

    /** A loop that looks at the clock keeps a core busy and computes nothing. */
    private static Finding repeats(Task<?> task) {
        var first = run(task);
        var again = run(task);
        var failed = new HashSet<>(first.failures().keySet());
        failed.addAll(again.failures().keySet());
        int other = Agreement.firstDifference(first.results(), again.results(), failed);
        return other < 0
                ? Finding.pass()
                : Finding.notYet(
                        "task %d gave %s, and then %s"
                                .formatted(
                                        other,
                                        first.results().get(other),
                                        again.results().get(other)));
    }
}
