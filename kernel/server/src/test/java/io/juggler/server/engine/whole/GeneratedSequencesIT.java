package io.juggler.server.engine.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Definitions, redefinitions with other types and signatures, and uses before and after them, in
 * any order: the answers are JShell's. What differs on purpose is left out by how the cells are
 * made: no variable holds an instance of a cell's type, which JShell would set to null, a type
 * misses nothing, and no method is wrong.
 */
class GeneratedSequencesIT {
    /** A slow machine tries fewer. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int FEWEST = 10;
    private static final Pattern VARIABLE = Pattern.compile("[\\w<>]+ [ab](;| = .+;)");
    private static final Predicate<String> METHOD =
            Pattern.compile("[fg]\\(\\w+ x\\) \\{").asPredicate();

    private static final long START = System.nanoTime();
    private static int tried;

    private static final Map<String, List<String>> VALUES =
            Map.of(
                    "int", List.of("1", "7", "(\"\" + a).length()", "(\"\" + f(2)).length()"),
                    "String", List.of("\"s\"", "\"\" + b", "\"\" + f(1)", "null"),
                    "double", List.of("1.5", "2", "(\"\" + g(1)).length() / 2.0"),
                    "boolean", List.of("true", "(\"\" + b).isEmpty()", "(\"\" + f(1)).isEmpty()"),
                    "List<Integer>", List.of("List.of(1, 2)", "new ArrayList<>()"));

    @Property(tries = 150, seed = "20261123")
    void meansWhatItMeansInJShell(@ForAll("cells") List<String> cells) {
        if (System.nanoTime() - START > LIMIT.toNanos()) {
            return;
        }
        var expected = DifferentialIT.reference(cells);
        if (jshellIsWrong(cells, expected)) {
            return;
        }
        tried++;
        assertEquals(expected, DifferentialIT.own(cells, JavaTasks::best), () -> "" + cells);
    }

    /**
     * JShell now and then refuses what cannot be wrong, when overloads wait for what it declares:
     * {@code Object f(int x) { return b; }}, {@code int f(Object x) { return ("" + g(x)).length();
     * }}, {@code String b;}. And of a variable whose new declaration is wrong it forgets the old
     * one, too, where here a cell that does not compile changes nothing.
     */
    private static boolean jshellIsWrong(List<String> cells, List<String> answers) {
        for (int i = 0; i < cells.size(); i++) {
            if (answers.get(i).equals(Answer.NO_COMPILE)
                    && (VARIABLE.matcher(cells.get(i)).matches() || METHOD.test(cells.get(i)))) {
                return true;
            }
        }
        return false;
    }

    @AfterContainer
    static void enoughWereTried() {
        assertTrue(tried >= FEWEST, () -> "only " + tried);
    }

    @Provide
    Arbitrary<List<String>> cells() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, variables()),
                        net.jqwik.api.Tuple.of(1, assignments()),
                        net.jqwik.api.Tuple.of(4, methods()),
                        net.jqwik.api.Tuple.of(1, types()),
                        net.jqwik.api.Tuple.of(5, uses()))
                .list()
                .ofMinSize(4)
                .ofMaxSize(9);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("a", "b");
    }

    private static Arbitrary<String> typeNames() {
        return Arbitraries.of(VALUES.keySet().stream().sorted().toList());
    }

    private static Arbitrary<String> values(String type) {
        return Arbitraries.of(VALUES.get(type));
    }

    private static Arbitrary<String> variables() {
        var declared =
                typeNames()
                        .flatMap(
                                type ->
                                        Combinators.combine(names(), values(type))
                                                .as((n, v) -> type + " " + n + " = " + v + ";"));
        var bare = Combinators.combine(typeNames(), names()).as((t, n) -> t + " " + n + ";");
        var inferred =
                typeNames()
                        .filter(type -> !type.startsWith("List"))
                        .flatMap(
                                type ->
                                        Combinators.combine(names(), values(type))
                                                .filter((n, v) -> !v.equals("null"))
                                                .as((n, v) -> "var " + n + " = " + v + ";"));
        return Arbitraries.oneOf(declared, bare, inferred);
    }

    private static Arbitrary<String> assignments() {
        return typeNames()
                .flatMap(
                        type ->
                                Combinators.combine(names(), values(type))
                                        .as((name, value) -> name + " = " + value));
    }

    /** f may call g and not the other way: none of them calls itself without an end. */
    private static Arbitrary<String> methods() {
        var bodies = List.of("a", "b", "x", "g(x)", "g(1)", "2.5");
        var leaves = List.of("b", "a", "x", "0.5");
        var parameters = Arbitraries.of("int x", "String x", "Object x", "double x");
        var modifiers = Arbitraries.of("", "static ", "public ");
        var f =
                Combinators.combine(modifiers, results(bodies), parameters)
                        .as((m, r, p) -> m + r.formatted("f(" + p + ")"));
        var g =
                Combinators.combine(results(leaves), parameters)
                        .as((r, p) -> r.formatted("g(" + p + ")"));
        return Arbitraries.oneOf(f, g);
    }

    /**
     * A method that compiles as soon as its names are known: of one that does not, JShell forgets
     * what stood before it as well.
     */
    private static Arbitrary<String> results(List<String> values) {
        return Combinators.combine(
                        Arbitraries.of(values),
                        Arbitraries.of(
                                "Object %%s { return %s; }",
                                "String %%s { return \"\" + %s; }",
                                "int %%s { return (\"\" + %s).length(); }"))
                .as((value, method) -> method.formatted(value));
    }

    private static Arbitrary<String> types() {
        return Arbitraries.of(
                "class T { int n = 1; public String toString() { return \"T\" + n; } }",
                "class T { String n = \"x\"; public String toString() { return \"T\" + n; } }",
                "record T(int n) { T() { this(5); } }",
                "record T(String n) { T() { this(\"r\"); } }",
                "enum U { A, B }",
                "enum U { B, C }");
    }

    private static Arbitrary<String> uses() {
        return Arbitraries.of(
                "a",
                "b",
                "\"\" + a + b",
                "f(1)",
                "f(\"s\")",
                "g(2)",
                "\"\" + f(3) + g(4)",
                "System.out.println(a);",
                "System.out.println(f(1));",
                "f(1);",
                "new T()",
                "\"\" + new T()",
                "U.B.ordinal()",
                "U.valueOf(\"A\")");
    }
}
