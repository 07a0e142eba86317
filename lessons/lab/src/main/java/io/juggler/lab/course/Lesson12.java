package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Strategy;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A choice by what a task does and by the cores there are. Waits are tried; what computing would
 * need on machines with other numbers of cores can only be asked for.
 */
public final class Lesson12 implements LessonCheck<BiFunction<Double, Integer, Strategy>> {
    private static final List<Integer> ONE = List.of(1);
    private static final List<Integer> SEVERAL = List.of(2, 8, 64);
    private static final List<Integer> ANY = List.of(1, 8);
    private static final List<Double> WAITS = List.of(0.99, 0.9);
    private static final List<Double> COMPUTES = List.of(0.0, 0.1);
    private static final List<Double> BOTH = List.of(0.4, 0.6);

    private static final int TASKS = 6;

    /** So long that a busy machine has begun all tasks before the first ends. */
    private static final long WAIT_MILLIS = 100;

    @Override
    public String lesson() {
        return "12-the-single-core-reality-check";
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public Class<BiFunction<Double, Integer, Strategy>> answerType() {
        return (Class) BiFunction.class;
    }

    /** It measures all the while; a busy machine takes its time. */
    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }

    @Override
    public List<Requirement<BiFunction<Double, Integer, Strategy>>> requirements() {
        return List.of(
                requirement(
                        "what waits is under way all at once, on any machine",
                        WAITS,
                        ANY,
                        Lesson12::overlapsWaits),
                requirement(
                        "what computes is a plain loop on one core",
                        COMPUTES,
                        ONE,
                        (strategy, _) -> strategy instanceof Strategy.Sequential),
                requirement(
                        "what computes uses all cores that there are",
                        COMPUTES,
                        SEVERAL,
                        Lesson12::usesCores),
                requirement(
                        "what does both overlaps its waits, on any machine",
                        BOTH,
                        ANY,
                        Lesson12::overlapsWaits),
                requirement(
                        "what does both uses all cores that there are",
                        BOTH,
                        SEVERAL,
                        Lesson12::usesCores));
    }

    private static Requirement<BiFunction<Double, Integer, Strategy>> requirement(
            String name,
            List<Double> shares,
            List<Integer> cores,
            BiPredicate<Strategy, Integer> suits) {
        return new Requirement<>(
                name,
                choose -> {
                    for (double share : shares) {
                        for (int seen : cores) {
                            var strategy = choose.apply(share, seen);
                            if (strategy == null || !suits.test(strategy, seen)) {
                                return Finding.notYet(
                                        "for "
                                                + Quantity.percent(share)
                                                + " waiting and "
                                                + Quantity.count(seen, "core")
                                                + " it chose "
                                                + (strategy == null ? "nothing" : strategy.name()));
                            }
                        }
                    }
                    return Finding.pass();
                });
    }

    /** Tried on tasks that wait, with a second phase where the way needs one. */
    private static boolean overlapsWaits(Strategy strategy, int seen) {
        if (strategy instanceof Strategy.Cores || strategy instanceof Strategy.Sequential) {
            return false;
        }
        var nap =
                Lab.task(
                                "nap",
                                i -> {
                                    Thread.sleep(WAIT_MILLIS);
                                    return i;
                                })
                        .crunch(i -> i);
        return Lab.run(nap, TASKS, strategy).peak() == TASKS;
    }

    /** All but those that keep to one thread, or to a number of threads that is not the cores'. */
    private static boolean usesCores(Strategy strategy, int seen) {
        return switch (strategy) {
            case Strategy.Cores _,
                    Strategy.Hybrid _,
                    Strategy.VirtualThreads _,
                    Strategy.ParallelStream _,
                    Strategy.ForkJoin _,
                    Strategy.CompletableFutures _ ->
                    true;
            case Strategy.Pool(int threads) -> threads == seen;
            default -> false;
        };
    }
}
