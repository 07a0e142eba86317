package io.juggler.bench;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Small programs that show what is added to a loop, a call or a branch. Needs nothing but the JDK:
 * the same text is run woven and plain by {@link WovenBenchmark}, and in a cell and by a plain
 * {@code java} by {@code kernel/bench/run}.
 */
public final class Programs implements Function<String, LongSupplier> {

    private static final int[] INTS = IntStream.range(0, 1 << 16).toArray();
    private static final double[] X = IntStream.range(0, 1 << 14).asDoubleStream().toArray();
    private static final double[] Y = new double[X.length];
    private static final Shape[] SHAPES =
            IntStream.range(0, 1 << 12).mapToObj(Programs::shape).toArray(Shape[]::new);

    private sealed interface Shape {}

    private record Circle(int radius) implements Shape {}

    private record Square(int side) implements Shape {}

    private record Box(int width, int height) implements Shape {}

    /** The names of the programs. */
    public static String[] names() {
        return new String[] {
            "arraySum", "saxpy", "scalarLoop", "recursion", "streams", "lambdas", "switches"
        };
    }

    /** The program of that name; its result depends on nothing but the name. */
    @Override
    public LongSupplier apply(String name) {
        return switch (name) {
            case "arraySum" -> Programs::arraySum;
            case "saxpy" -> Programs::saxpy;
            case "scalarLoop" -> Programs::scalarLoop;
            case "recursion" -> () -> fibonacci(22);
            case "streams" -> Programs::streams;
            case "lambdas" -> Programs::lambdas;
            case "switches" -> Programs::switches;
            default -> throw new IllegalArgumentException("no program " + name);
        };
    }

    private static long arraySum() {
        long sum = 0;
        for (int i = 0; i < INTS.length; i++) {
            sum += INTS[i];
        }
        return sum;
    }

    private static long saxpy() {
        for (int i = 0; i < X.length; i++) {
            Y[i] = 0.5 * X[i] + Y[i] * 0.25;
        }
        return (long) X[X.length - 1];
    }

    private static long scalarLoop() {
        long x = INTS[1];
        for (int i = 0; i < 20_000; i++) {
            // A xorshift, as C2 folds turns of a linear congruential generator into one.
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    private static long fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    private static long streams() {
        return LongStream.range(0, 50_000).filter(n -> n % 3 != 0).map(n -> n * n).sum();
    }

    private static long lambdas() {
        int seed = (int) X[1];
        IntUnaryOperator mixed = n -> (n ^ seed) * 31;
        IntBinaryOperator larger = (a, b) -> a > b ? a : b - a;
        int sum = 0;
        for (int i = 0; i < 50_000; i++) {
            sum = larger.applyAsInt(sum, mixed.applyAsInt(i));
        }
        return sum;
    }

    private static long switches() {
        long sum = 0;
        for (var shape : SHAPES) {
            sum +=
                    switch (shape) {
                        case Circle(int radius) -> 3L * radius * radius;
                        case Square(int side) -> (long) side * side;
                        case Box(int width, int height) when width > height -> width;
                        case Box box -> box.height();
                    };
        }
        return sum;
    }

    private static Shape shape(int i) {
        return switch (i % 3) {
            case 0 -> new Circle(i);
            case 1 -> new Square(i);
            default -> new Box(i, 2000);
        };
    }

    /**
     * How long a program takes, in microseconds: the median of 15 batches after 10 that are not
     * counted, each of about 20 ms.
     */
    public static double microseconds(String name) {
        var program = new Programs().apply(name);
        int calls = 1;
        while (batch(program, calls) < 20_000_000) {
            calls *= 2;
        }
        var batches = new double[25];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = batch(program, calls) / 1e3 / calls;
        }
        var counted = Arrays.copyOfRange(batches, 10, batches.length);
        Arrays.sort(counted);
        return counted[counted.length / 2];
    }

    /**
     * Nanoseconds; a method of its own, so that it is compiled whole and not in the middle of a
     * loop.
     */
    private static long batch(LongSupplier program, int calls) {
        long begun = System.nanoTime();
        long results = 0;
        for (int i = 0; i < calls; i++) {
            results += program.getAsLong();
        }
        long took = System.nanoTime() - begun;
        if (results == begun) {
            System.out.println(); // the results are used, so none of them is left out
        }
        return took;
    }

    /** Prints a line for each program: its name and its microseconds. */
    public static void main(String... arguments) {
        for (var name : arguments.length == 0 ? names() : arguments) {
            System.out.println(name + " " + microseconds(name));
        }
    }
}
