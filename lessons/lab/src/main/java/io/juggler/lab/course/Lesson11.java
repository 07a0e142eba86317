package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.Strategy;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A way to run each mystery. What was chosen is tried: waits must overlap, computing must reach all
 * cores; where neither is worth it, a plain loop is what is asked for.
 */
public final class Lesson11 implements LessonCheck<Map<String, Strategy>> {
    private static final int TASKS = 8;

    @Override
    public String lesson() {
        return "11-diagnose-then-choose";
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public Class<Map<String, Strategy>> answerType() {
        return (Class) Map.class;
    }

    /** It measures all the while; a busy machine takes its time. */
    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }

    @Override
    public List<Requirement<Map<String, Strategy>>> requirements() {
        return Mysteries.LETTERS.stream().map(Lesson11::requirement).toList();
    }

    private static Requirement<Map<String, Strategy>> requirement(String letter) {
        return new Requirement<>(
                "mystery " + letter + " is run in a way that suits it",
                decisions -> suits(letter, decisions.get(letter)));
    }

    private static Finding suits(String letter, Strategy strategy) {
        if (strategy == null) {
            return Finding.notYet("there is no decision for it");
        }
        try (var mysteries = new Mysteries()) {
            var run = Lab.run(mysteries.task(letter), TASKS, strategy);
            return switch (letter) {
                case "A" -> computes(run);
                case "B" -> waits(run);
                case "D" -> waitsAndComputes(run);
                default -> leftAlone(run);
            };
        }
    }

    /** Every core has a task, and none has two: they would only share it. */
    private static Finding computes(Run<?> run) {
        return run.peak() > Lab.coresSeen()
                ? Finding.notYet(
                        run.peak()
                                + " tasks were under way at once; this JVM sees "
                                + Quantity.count(Lab.coresSeen(), "core"))
                : Seen.everyCore(run);
    }

    private static Finding waits(Run<?> run) {
        return run.carriers().size() > Lab.coresSeen()
                ? Finding.notYet(
                        Quantity.count(run.carriers().size(), "thread")
                                + " were kept for tasks that hardly use one")
                : Seen.underWayAtOnce(run, TASKS);
    }

    private static Finding waitsAndComputes(Run<?> run) {
        var together = Seen.underWayAtOnce(run, TASKS);
        return together instanceof Finding.Pass ? Seen.everyCore(run) : together;
    }

    private static Finding leftAlone(Run<?> run) {
        return Finding.when(
                run.strategy() instanceof Strategy.Sequential,
                run.strategy().name()
                        + " took "
                        + Quantity.time(run.wall().toNanos())
                        + "; look at what a plain loop takes");
    }
}
