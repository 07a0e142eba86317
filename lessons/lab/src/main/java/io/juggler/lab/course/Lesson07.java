package io.juggler.lab.course;

import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Amdahl's law, as a function of the serial share and the number of cores.
 *
 * @see <a href="https://doi.org/10.1145/1465482.1465560">Amdahl, Validity of the single processor
 *     approach</a>
 */
public final class Lesson07 implements LessonCheck<DoubleBinaryOperator> {
    private static final double CLOSE = 1e-6;
    private static final double MANY = 1e9;

    @Override
    public String lesson() {
        return "07-how-far-does-it-scale";
    }

    @Override
    public Class<DoubleBinaryOperator> answerType() {
        return DoubleBinaryOperator.class;
    }

    @Override
    public List<Requirement<DoubleBinaryOperator>> requirements() {
        return List.of(
                at("one core is one time as fast", 1, serial -> 1),
                new Requirement<>(
                        "with nothing serial, n cores are n times as fast",
                        law -> is(law, 0, 12, 12)),
                new Requirement<>(
                        "with all of it serial, more cores give nothing", law -> is(law, 1, 12, 1)),
                at("in between, both parts take their time", 4, serial -> 4 / (3 * serial + 1)),
                at("with ever more cores it comes near to a limit", MANY, Lesson07::limit));
    }

    private static double limit(double serial) {
        return MANY / (serial * (MANY - 1) + 1);
    }

    /** For several serial shares, neither none nor all. */
    private static Requirement<DoubleBinaryOperator> at(
            String name, double cores, DoubleUnaryOperator expected) {
        return new Requirement<>(
                name,
                law -> {
                    for (double serial : new double[] {0.1, 0.25, 0.5, 0.9}) {
                        var finding = is(law, serial, cores, expected.applyAsDouble(serial));
                        if (!(finding instanceof Finding.Pass)) {
                            return finding;
                        }
                    }
                    return Finding.pass();
                });
    }

    private static Finding is(
            DoubleBinaryOperator law, double serial, double cores, double expected) {
        double given = law.applyAsDouble(serial, cores);
        return Finding.when(
                Math.abs(given - expected) <= CLOSE * expected,
                String.format(
                        Locale.ROOT,
                        "a serial share of %s and %,.0f cores gave %.4g",
                        serial,
                        cores,
                        given));
    }
}
