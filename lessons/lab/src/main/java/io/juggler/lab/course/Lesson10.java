package io.juggler.lab.course;

import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.step.Exploration;
import io.juggler.lab.step.Program;
import io.juggler.lab.step.Stepping;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two transfers that no schedule can spoil. */
public final class Lesson10 implements LessonCheck<Program> {
    private static final String DEADLOCK = "deadlock";
    private static final String MONEY = "each account has what it should have";
    private static final Integer LEFT = 100 - 10 + 20;
    private static final Integer RIGHT = 100 + 10 - 20;
    private static final Set<String> THREADS = Set.of("A", "B");

    private Exploration explored;

    @Override
    public String lesson() {
        return "10-step-the-scheduler";
    }

    @Override
    public Class<Program> answerType() {
        return Program.class;
    }

    @Override
    public List<Requirement<Program>> requirements() {
        return List.of(
                new Requirement<>("A and B are two threads", Lesson10::threads),
                new Requirement<>("both transfers are made", this::transfers),
                new Requirement<>("no schedule ends in a deadlock", this::deadlock),
                new Requirement<>("no schedule loses or makes money", this::money));
    }

    /**
     * All schedules of the answer, with the right ends asked for beside what it asks for itself.
     */
    private Exploration explored(Program answer) {
        if (explored == null) {
            explored =
                    Stepping.explore(
                            Stepping.program(
                                    answer.name(),
                                    world -> {
                                        answer.setup().accept(world);
                                        world.atEnd(
                                                MONEY,
                                                () ->
                                                        LEFT.equals(world.value("left"))
                                                                && RIGHT.equals(
                                                                        world.value("right")));
                                    }));
        }
        return explored;
    }

    private static Finding threads(Program answer) {
        var ready = new HashSet<>(Stepping.stepper(answer).choices());
        return Finding.when(ready.equals(THREADS), "at the start these can take a step: " + ready);
    }

    private Finding transfers(Program answer) {
        var all = explored(answer);
        return Finding.when(
                all.schedules().compareTo(all.failing()) > 0,
                "no schedule ends with the right money in both accounts");
    }

    private Finding deadlock(Program answer) {
        var all = explored(answer);
        if (!all.complete()) {
            return Finding.notYet("there are more schedules than can be tried");
        }
        var deadlocks = all.failures().get(DEADLOCK);
        return Finding.when(
                deadlocks == null, deadlocks + " of " + all.schedules() + " schedules do");
    }

    private Finding money(Program answer) {
        var all = explored(answer);
        for (var failure : all.failures().entrySet()) {
            if (!failure.getKey().equals(DEADLOCK)) {
                return Finding.notYet(
                        "in "
                                + failure.getValue()
                                + " of "
                                + all.schedules()
                                + " schedules: "
                                + failure.getKey());
            }
        }
        return Finding.pass();
    }
}
