package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Task;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.List;

/** Two tasks that refute: one that waits and one that computes. */
public final class Lesson13 implements LessonCheck<List<Task<?>>> {
    private static final int A_FEW = 4;

    /** Less than that is over before it can be measured. */
    private static final Duration SOME_WORK = Duration.ofMillis(1);

    private static final double TWICE = 2;

    @Override
    public String lesson() {
        return "13-myth-busters";
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public Class<List<Task<?>>> answerType() {
        return (Class) List.class;
    }

    @Override
    public List<Requirement<List<Task<?>>>> requirements() {
        return List.of(
                new Requirement<>(
                        "the first one mostly waits",
                        both -> Seen.mostlyWaits(Lab.concurrently(task(both, 0), A_FEW))),
                new Requirement<>(
                        "one carrier does the first one twice as fast as the cores",
                        Lesson13::oneCarrierWins),
                new Requirement<>(
                        "the second one hardly waits",
                        both -> Seen.hardlyWaits(Lab.concurrently(task(both, 1), A_FEW))),
                new Requirement<>("the second one computes for a while", Lesson13::computes));
    }

    private static Task<?> task(List<Task<?>> both, int index) {
        if (both.size() != 2) {
            throw new IllegalArgumentException("there are " + both.size() + " tasks, not two");
        }
        return both.get(index).deadline(Duration.ofSeconds(5));
    }

    /** Waits alone can show that, so the clock may judge; the cores need four turns for it. */
    private static Finding oneCarrierWins(List<Task<?>> both) {
        int tasks = A_FEW * Lab.coresSeen();
        var task = task(both, 0);
        var onOneCarrier = Lab.concurrently(task, tasks);
        if (!(Seen.mostlyWaits(onOneCarrier) instanceof Finding.Pass)) {
            return Finding.notYet("the tasks hardly waited");
        }
        var onCores = Lab.inParallel(task, tasks);
        return Finding.when(
                onCores.wall().toNanos() >= TWICE * onOneCarrier.wall().toNanos(),
                "one at a time on each core they took "
                        + Quantity.time(onCores.wall().toNanos())
                        + ", on one carrier "
                        + Quantity.time(onOneCarrier.wall().toNanos()));
    }

    private static Finding computes(List<Task<?>> both) {
        var run = Lab.concurrently(task(both, 1), A_FEW);
        return Finding.when(
                run.cpu().compareTo(SOME_WORK.multipliedBy(A_FEW)) >= 0,
                A_FEW + " tasks used " + Quantity.time(run.cpu().toNanos()) + " of CPU together");
    }
}
