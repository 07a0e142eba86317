package io.juggler.lab.course;

import io.juggler.lab.ResultFunction;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** The first good answer of several, with nobody left at work. */
public final class Lesson09 implements LessonCheck<ResultFunction<List<Callable<String>>, String>> {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofSeconds(4);

    /** Three times what is needed, to stop included, and half of what the slow ones take. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Who was told to stop needs that long to do so, and is to be waited for. */
    private static final Duration TIDYING = Duration.ofMillis(500);

    private Trial trial;

    /**
     * What came of asking one mirror that fails, two that are slow and one that is quick.
     *
     * @param answer what was given, or what was thrown
     * @param nanos how long that took
     * @param atWork how many mirrors had not ended by then
     */
    private record Trial(Object answer, long nanos, int atWork) {}

    @Override
    public String lesson() {
        return "09-everyone-home-by-closing-time";
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public Class<ResultFunction<List<Callable<String>>, String>> answerType() {
        return (Class) ResultFunction.class;
    }

    @Override
    public List<Requirement<ResultFunction<List<Callable<String>>, String>>> requirements() {
        return List.of(
                new Requirement<>("a mirror that fails does no harm", this::answers),
                new Requirement<>("nobody waits for the slow ones", this::soon),
                new Requirement<>("no mirror is still at work afterwards", this::leavesNobody),
                new Requirement<>("when all fail, it fails as well", Lesson09::fails));
    }

    private Trial trial(ResultFunction<List<Callable<String>>, String> first)
            throws InterruptedException {
        if (trial == null) {
            var atWork = new AtomicInteger();
            List<Callable<String>> mirrors =
                    List.of(
                            () -> broken("the first mirror is broken"),
                            () -> answer("late", LATE, atWork),
                            () -> answer("late", LATE, atWork),
                            () -> answer("soon", SOON, atWork));
            long begin = System.nanoTime();
            Object answer;
            try {
                answer = first.apply(mirrors);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                answer = e;
            }
            long nanos = System.nanoTime() - begin;
            trial = new Trial(answer, nanos, atWork.get());
        }
        return trial;
    }

    private static String broken(String message) throws IOException {
        throw new IOException(message);
    }

    private static String answer(String text, Duration after, AtomicInteger atWork)
            throws InterruptedException {
        atWork.incrementAndGet();
        try {
            Thread.sleep(after);
            return text;
        } catch (InterruptedException e) {
            Thread.sleep(TIDYING);
            throw e;
        } finally {
            atWork.decrementAndGet();
        }
    }

    private Finding answers(ResultFunction<List<Callable<String>>, String> first)
            throws InterruptedException {
        var answer = trial(first).answer();
        return answer instanceof Exception
                ? Finding.notYet("one of four mirrors failed, and it ended with " + answer)
                : Finding.when("soon".equals(answer) || "late".equals(answer), "it gave " + answer);
    }

    private Finding soon(ResultFunction<List<Callable<String>>, String> first)
            throws InterruptedException {
        long nanos = trial(first).nanos();
        return Finding.when(
                nanos <= LIMIT.toNanos(),
                "the quick mirror takes "
                        + Quantity.time(SOON.toNanos())
                        + ", and it took "
                        + Quantity.time(nanos));
    }

    private Finding leavesNobody(ResultFunction<List<Callable<String>>, String> first)
            throws InterruptedException {
        int atWork = trial(first).atWork();
        return Finding.when(
                atWork == 0,
                Quantity.count(atWork, "mirror")
                        + " had not ended when the answer was given; to stop takes each "
                        + Quantity.time(TIDYING.toNanos()));
    }

    private static Finding fails(ResultFunction<List<Callable<String>>, String> first) {
        try {
            var answer = first.apply(List.of(() -> broken("one"), () -> broken("two")));
            return Finding.notYet("two mirrors failed, and it gave " + answer);
        } catch (Exception e) {
            return Finding.pass();
        }
    }
}
