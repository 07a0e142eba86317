package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.Task;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.math.BigInteger;
import java.util.List;

/** One factorial in four parts. */
public final class Lesson05 extends TaskCheck {
    private static final int PARTS = 4;
    private static final int OF = 50_000;

    /** A part may be so many times as long as its share, or so many times shorter. */
    private static final double FAIR = 1.5;

    private Run<?> run;

    @Override
    public String lesson() {
        return "05-factorial-showdown";
    }

    @Override
    public List<Requirement<Task<?>>> requirements() {
        return List.of(
                new Requirement<>("every part ends", task -> Seen.noFailure(run(task))),
                new Requirement<>(
                        "the four parts multiplied give the factorial of 50,000",
                        task -> whole(run(task))),
                new Requirement<>("each part does its share", task -> shares(run(task))));
    }

    /** One run, at which all requirements look; a check's one thread asks for it. */
    private Run<?> run(Task<?> task) {
        if (run == null) {
            run = Lab.inParallel(task, PARTS);
        }
        return run;
    }

    private static Finding whole(Run<?> run) {
        var product = BigInteger.ONE;
        for (var result : run.results()) {
            if (!(result instanceof BigInteger factor)) {
                return Finding.notYet("a part gave " + result);
            }
            product = product.multiply(factor);
        }
        var right = product(1, OF);
        return Finding.when(
                product.equals(right),
                "their product has "
                        + product.bitLength()
                        + " bits; the factorial has "
                        + right.bitLength());
    }

    /** The length of a product says how much was multiplied. */
    private static Finding shares(Run<?> run) {
        double whole = product(1, OF).bitLength();
        for (int i = 0; i < PARTS; i++) {
            if (!(run.results().get(i) instanceof BigInteger factor)) {
                return Finding.notYet("part " + i + " gave " + run.results().get(i));
            }
            double share = factor.bitLength() / whole;
            if (share > FAIR / PARTS || share < 1 / (FAIR * PARTS)) {
                return Finding.notYet(
                        "part " + i + " is " + Quantity.percent(share) + " of the whole");
            }
        }
        return Finding.pass();
    }

    private static BigInteger product(int from, int to) {
        if (from == to) {
            return BigInteger.valueOf(from);
        }
        int middle = (from + to) / 2;
        return product(from, middle).multiply(product(middle + 1, to));
    }
}
