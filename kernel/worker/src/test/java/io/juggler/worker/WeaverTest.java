package io.juggler.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.wire.ClassBytes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WeaverTest {
    private static final long ENOUGH = 100_000;

    /** Every kind of code whose stack maps or branches weaving could break. */
    private static final String FORMS =
            """
            package forms;
            import module java.base;

            public class Forms {
                sealed interface Shape permits Circle, Square {}
                record Circle(double r) implements Shape {}
                record Square(double a) implements Shape {}
                enum Colour { RED, GREEN { @Override String tone() { return "g"; } }; String tone() { return name(); } }
                static abstract class Base {
                    final String name;
                    Base(String name) { this.name = name; }
                }
                static class Derived extends Base {
                    Derived(boolean b, Colour c) {
                        // The stack map at each branch holds an object that is not initialised yet.
                        String s = b ? "yes" : "no";
                        for (int i = 0; i < 3; i++) s += i;
                        super(b ? s + c : c == null ? "none" : c.tone());
                    }
                }
                static double area(Shape s) {
                    return switch (s) {
                        case Circle(var r) when r > 10 -> -r;
                        case Circle c -> c.r() * 2;
                        case Square(double a) -> a * a;
                    };
                }
                static Object merged(boolean b, Shape x) {
                    // Two user types meet in one variable: the stack map names what they share.
                    var v = b ? new Circle(1) : new Square(2);
                    Base w = null;
                    for (int i = 0; i < 2; i++) {
                        w = i == 0 ? new Derived(true, Colour.RED) : new Base("anonymous") {};
                        if (x == v) break;
                    }
                    return List.of(v, w.name);
                }
                static int tries(int n) {
                    int sum = 0;
                    for (int i = 0; i < n; i++) {
                        try {
                            if (i % 3 == 0) throw new IOException("x" + i);
                            if (i % 5 == 0) continue;
                            sum += i;
                        } catch (IOException | IllegalStateException e) {
                            sum += e.getMessage().length();
                        } finally {
                            sum++;
                            while (sum % 7 == 0) sum++;
                        }
                    }
                    return sum;
                }
                static String texts(List<String> names) throws IOException {
                    var out = new StringBuilder();
                    outer:
                    for (var name : names) {
                        switch (name) {
                            case "a", "b": out.append(1); continue outer;
                            case "skip": break;
                            default: for (char c : name.toCharArray()) { if (c == 'z') break outer; out.append(c); }
                        }
                        try (var r = new StringReader(name)) { out.append((char) r.read()); }
                    }
                    return out.toString();
                }
                static long mixed(int n, long l, double d, float f) {
                    long acc = 0;
                    do {
                        double e = d * n;
                        acc += (long) e ^ l;
                        int[][] grid = new int[2][n];
                        for (int[] row : grid) for (int k = 0; k < row.length; k++) acc += row[k] + k;
                        f = -f;
                    } while (--n > 0);
                    synchronized (Forms.class) { while (acc % 2 == 0) acc += 1; }
                    return acc + (f > 0 ? 1 : 0);
                }
                static int sparse(int x) {
                    int n = 0;
                    while (true) {
                        switch (x) {
                            case 1: x = 1000; continue;
                            case 1000: x = 70_000; n++; continue;
                            case 70_000: return n + x;
                            default: x = 1;
                        }
                    }
                }
                interface Twice { int f(int x); default int twice(int x) { return f(f(x)); } }
                static final int[] TABLE = new int[10];
                static { for (int i = 0; i < TABLE.length; i++) TABLE[i] = i * i; }
                static <T extends Comparable<T>> T max(List<? extends T> list) {
                    T best = null;
                    for (T t : list) if (best == null || t.compareTo(best) > 0) best = t;
                    return best;
                }
                public static String run() throws Exception {
                    Twice t = x -> { int s = 0; for (int i = 0; i < x; i++) s += i; return s; };
                    Function<Integer, Function<Integer, Integer>> add = a -> b -> a + b;
                    Supplier<Base> make = () -> new Derived(false, Colour.GREEN);
                    return Stream.of(area(new Circle(3)), area(new Circle(30)), area(new Square(4)), merged(true, null),
                            merged(false, new Square(2)), tries(40), texts(List.of("a", "skip", "hello", "b", "xz", "never")),
                            mixed(9, 77L, 2.5, 1f), sparse(0), t.twice(5), add.apply(2).apply(3), make.get().name,
                            new Derived(true, null).name, Arrays.toString(TABLE), max(List.of(3, 9, 4)),
                            IntStream.rangeClosed(1, 20).filter(i -> i % 2 == 1).mapToObj(Integer::toString).collect(Collectors.joining("+")))
                            .map(Object::toString).collect(Collectors.joining("|"));
                }
            }
            """;

    private static final String LOOPS =
            """
            package loops;
            public class Loops {
                static int zero;
                public static void whileTrue() { while (true) zero++; }
                public static void doWhile() { do { zero++; } while (zero != Integer.MIN_VALUE || true); }
                public static void forEver() { for (;;) { } }
                public static void continues() { int i = 0; outer: while (true) { for (i = 0; i < 3; i++) { if (i == 1) continue outer; } } }
                public static void turnsInASwitch() { int s = 0; while (true) { switch (s) { case 0: s = 1; continue; case 1: s = 0; continue; default: return; } } }
                public static void turnsInASparseSwitch() { int s = 0; while (true) { switch (s) { case 0: s = 100_000; continue; case 100_000: s = 0; continue; default: return; } } }
                public static void recursion() { two(60); }
                static void two(int n) { if (n > 0) { two(n - 1); two(n - 1); } }
                public static void constructor() { new Object() { { while (zero >= 0) zero = 0; } }; }
                public static void initialiser() { Late.touch(); }
                static class Late { static int n; static { while (n >= 0) n = 0; } static void touch() {} }
                public static void lambda() { Runnable r = () -> { while (true) zero++; }; r.run(); }
                public static void libraryCallsLambda() { java.util.stream.IntStream.iterate(0, i -> 1).forEach(i -> { }); }
                public static void inFinally() { try { zero++; } finally { while (true) zero++; } }
                public static void inSynchronized() { synchronized (Loops.class) { while (true) zero++; } }
            }
            """;

    @TempDir Path folder;

    @AfterEach
    void disarm() {
        Poll.disarm();
    }

    @Test
    void wovenCodeVerifiesAndComputesTheSame() throws Exception {
        var classes = Compiled.classes(folder, "forms.Forms", FORMS);
        String expected = result(plain(classes), "forms.Forms");
        assertEquals(expected, result(woven(classes), "forms.Forms"));
    }

    @Test
    void wovenCodePollsAtEntriesAndTurns() throws Exception {
        var classes =
                Compiled.classes(
                        folder,
                        "n.N",
                        "package n; public class N { public static String run() { int s = 0; for"
                            + " (int i = 0; i < 1000; i++) s += f(i); return \"\" + s; } static int"
                            + " f(int i) { return i; } }");
        var counted = new AtomicLong();
        Poll.arm(
                MethodHandles.lookup()
                        .findVirtual(
                                AtomicLong.class,
                                "incrementAndGet",
                                MethodType.methodType(long.class))
                        .bindTo(counted)
                        .asType(MethodType.methodType(void.class)));
        assertEquals("499500", result(woven(classes), "n.N"));
        assertEquals(1 + 1000 + 1000, counted.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whileTrue",
                "doWhile",
                "forEver",
                "continues",
                "turnsInASwitch",
                "turnsInASparseSwitch",
                "recursion",
                "constructor",
                "initialiser",
                "lambda",
                "libraryCallsLambda",
                "inFinally",
                "inSynchronized"
            })
    void everyKindOfLoopMeetsThePoll(String method) throws Exception {
        var loops = woven(Compiled.classes(folder, "loops.Loops", LOOPS)).loadClass("loops.Loops");
        Poll.arm(throwingAfter(ENOUGH));
        var thrown =
                assertThrows(
                        InvocationTargetException.class,
                        () -> loops.getMethod(method).invoke(null));
        assertEquals(CellInterrupted.class, thrown.getCause().getClass());
    }

    @Test
    void aLongMethodGetsNewStackMapsAndStillPolls() throws Exception {
        // Its longest jump is one that goes just so far as a short jump can, and further when
        // woven.
        var classes = Compiled.classes(folder, "big.Big", longMethod(990));
        assertLongerThan(32_300, classes);
        String expected = result(plain(classes), "big.Big");
        assertEquals(expected, result(woven(classes), "big.Big"));
        Poll.arm(throwingAfter(1));
        var woven = woven(classes).loadClass("big.Big");
        assertThrows(InvocationTargetException.class, () -> woven.getMethod("run").invoke(null));
    }

    @Test
    void aMethodThatWouldGetTooLongIsLeftAloneAndTheRestIsWoven() throws Exception {
        var classes = Compiled.classes(folder, "big.Big", longMethod(1600));
        assertLongerThan(64_900, classes);
        String expected = result(plain(classes), "big.Big");
        var woven = woven(classes).loadClass("big.Big");
        Poll.arm(throwingAfter(1));
        assertThrows(InvocationTargetException.class, () -> woven.getMethod("small").invoke(null));
        Poll.disarm();
        assertEquals(expected, woven.getMethod("run").invoke(null));
    }

    /**
     * A method of about 40 bytes a step, with user types in its stack maps and a loop around it
     * all.
     */
    private static String longMethod(int steps) {
        var body =
                IntStream.range(0, steps)
                        .mapToObj(
                                i ->
                                        "v = n > "
                                                + (40_000 + i)
                                                + " ? new A() : new B(); n += v.f();"
                                                + (i % 10 == 0 ? " while (n < 0) n++;" : ""))
                        .collect(Collectors.joining("\n"));
        return """
        package big;
        public class Big {
            static abstract class V { abstract int f(); }
            static class A extends V { int f() { return 1; } }
            static class B extends V { int f() { return 2; } }
            public static void small() { while (true) { } }
            public static String run() {
                V v = null;
                int n = 0;
                for (int r = 0; r < 2; r++) {
                    %s
                }
                return n + v.getClass().getSimpleName();
            }
        }
        """
                .formatted(body);
    }

    @Test
    void everyClassOfARealLibraryVerifies() throws Exception {
        var jar = Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var engine =
                Path.of(
                        Class.forName("org.junit.jupiter.engine.JupiterTestEngine")
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        int count = 0;
        for (var path : List.of(jar, engine)) {
            var classes = classesOf(path);
            var cells = new CellClasses();
            var cell = new CellTag(1, "cell [1]", 1);
            cells.define(cell, classes);
            for (var c : classes) {
                var type = cells.find(c.name());
                assertEquals(cell, cells.cellOf(type));
                // Linking verifies.
                MethodHandles.privateLookupIn(type, MethodHandles.lookup()).ensureInitialized(type);
                count++;
            }
        }
        assertTrue(count > 300, count + " classes");
    }

    private static List<ClassBytes> classesOf(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return Collections.list(file.entries()).stream()
                    .filter(e -> e.getName().endsWith(".class"))
                    .filter(
                            e ->
                                    !e.getName().contains("-info")
                                            && !e.getName().startsWith("META-INF"))
                    .map(
                            e -> {
                                try (var in = file.getInputStream(e)) {
                                    String name = e.getName().replace('/', '.');
                                    return new ClassBytes(
                                            name.substring(0, name.length() - 6),
                                            in.readAllBytes());
                                } catch (IOException x) {
                                    throw new java.io.UncheckedIOException(x);
                                }
                            })
                    // Kotlin's library is not there to link them with.
                    .filter(
                            c ->
                                    !new String(c.bytes(), StandardCharsets.ISO_8859_1)
                                            .contains("kotlin/"))
                    .toList();
        }
    }

    private static void assertLongerThan(int length, List<ClassBytes> classes) {
        int longest =
                classes.stream()
                        .flatMap(c -> ClassFile.of().parse(c.bytes()).methods().stream())
                        .flatMap(m -> m.findAttribute(Attributes.code()).stream())
                        .mapToInt(CodeAttribute::codeLength)
                        .max()
                        .orElseThrow();
        assertTrue(longest > length, longest + " bytes");
    }

    private static MethodHandle throwingAfter(long polls) throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .bind(new Countdown(polls), "poll", MethodType.methodType(void.class));
    }

    /** Throws at every poll after so many. */
    static final class Countdown {
        private final AtomicLong left;

        Countdown(long polls) {
            left = new AtomicLong(polls);
        }

        void poll() {
            if (left.decrementAndGet() < 0) {
                throw new CellInterrupted();
            }
        }
    }

    private static String result(ClassLoader loader, String name) throws Exception {
        return (String) loader.loadClass(name).getMethod("run").invoke(null);
    }

    /** A loader as cells have it. */
    private static ClassLoader woven(List<ClassBytes> classes) throws ClassNotFoundException {
        var cells = new CellClasses();
        cells.define(new CellTag(1, "cell [1]", 1), classes);
        return cells.find(classes.getFirst().name()).getClassLoader();
    }

    private static ClassLoader plain(List<ClassBytes> classes) {
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach(c -> bytes.put(c.name(), c.bytes()));
        return new ClassLoader(WeaverTest.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                var found = bytes.get(name);
                if (found == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, found, 0, found.length);
            }
        };
    }
}
