package io.juggler.lab.course;

import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/** A cost model of work that is sent away: to start, to send, to compute. */
public final class Lesson14 implements LessonCheck<DoubleBinaryOperator> {
    private static final double START_SECONDS = 4;
    private static final double MEGABYTES_PER_SECOND = 100;
    private static final double CORES = 20;

    private static final double CLOSE = 1e-6;

    private static final List<Job> NOTHING = List.of(new Job(0, 0));
    private static final List<Job> WORK = List.of(new Job(10, 0), new Job(1_000, 0));
    private static final List<Job> DATA = List.of(new Job(0, 50), new Job(0, 20_000));
    private static final List<Job> BOTH = List.of(new Job(5, 1), new Job(10_000, 20_000));

    /**
     * What is to be sent away.
     *
     * @param work in seconds on one core
     * @param megabytes that must be sent
     */
    private record Job(double work, double megabytes) {
        double away() {
            return START_SECONDS + megabytes / MEGABYTES_PER_SECOND + work / CORES;
        }
    }

    @Override
    public String lesson() {
        return "14-past-one-cpu";
    }

    @Override
    public Class<DoubleBinaryOperator> answerType() {
        return DoubleBinaryOperator.class;
    }

    @Override
    public List<Requirement<DoubleBinaryOperator>> requirements() {
        return List.of(
                new Requirement<>(
                        "a job that does nothing must be started as well",
                        model -> beyond(model, NOTHING, 0, 0)),
                new Requirement<>(
                        "the work is divided among the cores",
                        model -> beyond(model, WORK, START_SECONDS, model.applyAsDouble(0, 0))),
                new Requirement<>(
                        "each megabyte takes its time",
                        model -> beyond(model, DATA, START_SECONDS, model.applyAsDouble(0, 0))),
                new Requirement<>(
                        "start, way and work are all paid for",
                        model -> beyond(model, BOTH, 0, 0)));
    }

    /**
     * Whether the jobs take what they should, without the start where that is looked at alone.
     *
     * @param start what should be taken off
     * @param given what is taken off
     */
    private static Finding beyond(
            DoubleBinaryOperator model, List<Job> jobs, double start, double given) {
        for (var job : jobs) {
            double time = model.applyAsDouble(job.work(), job.megabytes());
            double expected = job.away() - start;
            if (!(Math.abs(time - given - expected) <= CLOSE * expected)) {
                return Finding.notYet(
                        String.format(
                                Locale.ROOT,
                                "%,.0f s of work and %,.0f MB took %,.2f s",
                                job.work(),
                                job.megabytes(),
                                time));
            }
        }
        return Finding.pass();
    }
}
