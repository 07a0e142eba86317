package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.Task;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.Requirement;

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
                new Requirement<>("the result comes from the computation", Lesson01::gives));
    }

    private static Run<?> run(Task<?> task) {
        return Lab.concurrently(task, TASKS);
    }

    private static Finding computes(Task<?> task) {
        var run = run(task);
        return Finding.when(
                run.cpu().compareTo(SOME_WORK.multipliedBy(TASKS)) >= 0,
                TASKS + " tasks used " + run.cpu().toNanos() / 1_000 + " µs of CPU together");
    }

    private static Finding gives(Task<?> task) {
        var results = new HashSet<Object>(run(task).results());
        return Finding.when(
                !results.contains(null) && !results.contains(0L) && !results.contains(0),
                "it gave " + results.iterator().next());
    }
}
