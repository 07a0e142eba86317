package io.juggler.bench;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * A hot loop that calls a method which stands elsewhere: in another class of plain Java, or in
 * another cell, where a call finds the method's latest definition.
 */
public enum Calls {
    /** Classes as a Java programmer writes them. */
    PLAIN {
        @Override
        LongSupplier load() {
            return Loop::run;
        }
    },

    /** Two cells, compiled by the engine and loaded as the worker does. */
    CELLS {
        @Override
        LongSupplier load() throws ReflectiveOperationException {
            var loop = new CellsLoader().load(List.of(STEP, LOOP)).getMethod("loop");
            return () -> {
                try {
                    return (long) loop.invoke(null);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        }
    };

    private static final String STEP = "int step(int x) { return x * 31 + 7; }";

    private static final String LOOP =
            """
            long loop() {
                int h = 1;
                for (int i = 0; i < 100_000; i++) {
                    h = step(h ^ i);
                }
                return h;
            }\
            """;

    /** The loop, in classes that nobody else has. */
    abstract LongSupplier load() throws ReflectiveOperationException;

    private static final class Step {
        static int step(int x) {
            return x * 31 + 7;
        }
    }

    private static final class Loop {
        static long run() {
            int h = 1;
            for (int i = 0; i < 100_000; i++) {
                h = Step.step(h ^ i);
            }
            return h;
        }
    }
}
