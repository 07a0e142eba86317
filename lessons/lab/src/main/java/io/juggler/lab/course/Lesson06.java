package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.Task;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.Requirement;

import java.util.List;
import java.util.stream.LongStream;

/** One job, cut into parts. */
public final class Lesson06 extends TaskCheck {
    private static final int PARTS = 8;
    private static final int LAST = 20_000_003;

    /** More than that of the whole sum in one part is no sharing. */
    private static final double MOST = 0.25;

    /**
     * So many times the CPU time of one loop is no sharing either: with a part that looks at every
     * number it is eight. A boxed stream of what is right takes about two and a half.
     */
    private static final double MOST_CPU = 4;

    private static final int TRIES = 3;

    private static final long WHOLE = LongStream.rangeClosed(1, LAST).map(n -> n * n % 1_009).sum();

    private Run<?> run;

    @Override
    public String lesson() {
        return "06-pools-and-their-overhead";
    }

    @Override
    public List<Requirement<Task<?>>> requirements() {
        return List.of(
                new Requirement<>("every task ends", task -> Seen.noFailure(run(task))),
                new Requirement<>("the parts together give the right sum", this::sum),
                new Requirement<>("each part has its share", this::shares),
                new Requirement<>("no part goes over all the numbers", Lesson06::once));
    }

    private Run<?> run(Task<?> task) {
        if (run == null) {
            run = Lab.inParallel(task, PARTS);
        }
        return run;
    }

    private Finding sum(Task<?> task) {
        long sum = 0;
        for (var result : run(task).results()) {
            if (!(result instanceof Long part)) {
                return Finding.notYet("a part gave " + result + ", which is no long");
            }
            sum += part;
        }
        return Finding.when(sum == WHOLE, "they give " + sum);
    }

    private Finding shares(Task<?> task) {
        var results = run(task).results();
        for (int i = 0; i < results.size(); i++) {
            if (!(results.get(i) instanceof Long part)) {
                return Finding.notYet("part " + i + " gave no sum");
            }
            if (part == 0 || part > MOST * WHOLE) {
                return Finding.notYet(
                        "part " + i + " did " + (part == 0 ? "nothing" : "most of it"));
            }
        }
        return Finding.pass();
    }

    /** CPU time, of the best of a few runs: others on the machine and the compiler add to it. */
    private static Finding once(Task<?> task) {
        var whole = Lab.task("whole", _ -> sum(1, LAST));
        long alone = Long.MAX_VALUE;
        long parts = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            alone = Math.min(alone, Lab.sequentially(whole, 1).cpu().toNanos());
            parts = Math.min(parts, Lab.sequentially(task, PARTS).cpu().toNanos());
        }
        double times = (double) parts / alone;
        return Finding.when(
                times < MOST_CPU,
                "all parts together used %.0f times the CPU time of one loop over all numbers"
                        .formatted(times));
    }

    private static long sum(int first, int last) {
        long sum = 0;
        for (long n = first; n <= last; n++) {
            sum += n * n % 1_009;
        }
        return sum;
    }
}
