package io.juggler.lab.learn;

import io.juggler.lab.Drawing;
import io.juggler.lab.step.Stepping;

import java.util.List;

/** What lessons show, with nothing in it that changes from time to time. */
public final class FixedLessons {

    private FixedLessons() {}

    /** One of each kind. */
    public static List<Drawing> all() {
        var question =
                Learning.predict(
                        "Which way takes the shortest time?",
                        Learning.choice("one after another", Learning.fastest("sequentially")),
                        Learning.choice("one on each core", Learning.fastest("inParallel"))
                                .because(Misconception.WAITING_NEEDS_CORES));
        var transfers =
                Stepping.program(
                        "transfers",
                        world -> {
                            var left = world.mutex("left");
                            var right = world.mutex("right");
                            world.thread("A", () -> left.locked(() -> right.locked(() -> {})));
                            world.thread("B", () -> right.locked(() -> left.locked(() -> {})));
                        });
        return List.of(
                question.choose("B"),
                Observation.of(question, Recorded.reading("quiet-nap")),
                new CheckReport(
                        "01",
                        List.of(
                                new CheckReport.Line("the task computes", Finding.pass()),
                                new CheckReport.Line(
                                        "it returns what it computed",
                                        Finding.notYet("it returned 0")),
                                new CheckReport.Line(
                                        "it uses two cores",
                                        Finding.tooNoisy("1.1 of 2 cores were delivered")))),
                new Hint("What does a core do?", 1, 2),
                Stepping.stepper(transfers).run("A", "B"),
                Stepping.explore(transfers));
    }
}
