package io.juggler.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.juggler.server.javadoc.Javadoc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

class DependencyJavadocTest {
    private static final Map<String, String> SOURCES =
            Map.of(
                    "Prop.java",
"""
                    package dependency;

                    import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

                    /** What is kept in the air. */
                    public interface Prop extends Comparable<Prop> {
                        /** Where props come from. */
                        enum Origin {
                            /** Cut from a birch. */
                            WOOD,
                            FOAM
                        }

                        /**
                         * Throws it.
                         *
                         * @param height in metres
                         */
                        void up(int height);

                        /** Throws it, and {@link List all of these} after it. */
                        <T extends Prop> boolean up(int height, List<? extends T>... others);

                        /** Where it is, as a@b. */
                        double[] place(double[] before);
                    }
""",
                    "Ball.java",
"""
                    package dependency;

                    import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

                    /** Keeps <b>round</b>. */
                    public class Ball implements Prop {
                        /** Of all balls, in m/s². */
                        public static final double GRAVITY = 9.81;

                        /** Makes a ball of that many grams. */
                        public Ball(int grams) {}

                        @Override
                        public void up(int height) {}

                        @SafeVarargs
                        @Override
                        public final <T extends Prop> boolean up(
                                int height, List<? extends T>... others) {
                            return true;
                        }

                        /** {@inheritDoc} Never null. */
                        @Override
                        public double[] place(double[] before) {
                            return before;
                        }

                        @Override
                        public int compareTo(Prop other) {
                            return 0;
                        }
                    }
""");

    @TempDir static Path folder;

    /** The same library, with its sources beside it and with its pages. */
    private static final Map<String, JShellAnalysis> ANALYSES = new HashMap<>();

    @BeforeAll
    static void makeTheLibrary() throws IOException {
        var classes = folder.resolve("classes");
        var pages = folder.resolve("pages");
        tool("javac", "-d", classes.toString(), "-Xlint:-unchecked");
        tool("javadoc", "-quiet", "-Xdoclint:none", "-d", pages.toString());
        ANALYSES.put("sources", analysis(library(classes, "sources", folder.resolve("source"))));
        ANALYSES.put("javadoc", analysis(library(classes, "javadoc", pages)));
    }

    @AfterAll
    static void close() {
        ANALYSES.values().forEach(JShellAnalysis::close);
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                arguments("Ball", "Keeps round."),
                arguments("Ball.GRAVITY", "Of all balls, in m/s²."),
                arguments("new Ball(", "Makes a ball of that many grams."),
                arguments("Prop p; p.up(", "Throws it."),
                arguments("Prop.Origin", "Where props come from."),
                arguments("Prop.Origin.WOOD", "Cut from a birch."),
                arguments("Prop.Origin.FOAM", ""),
                // Of the method that is overridden.
                arguments("new Ball(1).up(", "Throws it."),
                arguments("new Ball(1).place(", "Where it is, as a@b. Never null."));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isReadFromTheSourcesBesideTheJar(String code, String expected) {
        assertEquals(expected, firstLine(ANALYSES.get("sources"), code));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isReadFromTheJavadocToolsPagesBesideTheJar(String code, String expected) {
        assertEquals(expected, firstLine(ANALYSES.get("javadoc"), code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources", "javadoc"})
    void tellsOverloadsApartAndKeepsTheTags(String beside) {
        var code = "Prop p; p.up(";
        var both = ANALYSES.get(beside).document(code, code.length());
        assertEquals(2, both.size(), both.toString());
        for (var each : both) {
            var text = Javadoc.of(each.javadoc()).text();
            boolean more = each.signature().contains("List");
            assertEquals(more, text.contains("all of these"), text);
            assertEquals(!more, text.contains("in metres"), text);
        }
    }

    /** As JDK 8 wrote them, for which many libraries still are documented. */
    @Test
    void isReadFromPagesOfJdk8() throws Exception {
        var pages = Files.createDirectories(folder.resolve("jdk8/dependency"));
        Files.writeString(
                pages.resolve("Ball.html"),
                """
                <html><body><div class="contentContainer"><ul class="inheritance"></ul>
                <div class="description"><ul class="blockList"><li class="blockList">
                <dl><dt>All Implemented Interfaces:</dt><dd>Prop</dd></dl><pre>public class</pre>
                <div class="block">Keeps <b>round</b>.</div></li></ul></div>
                <div class="summary"><div class="block">Not this.</div></div>
                <div class="details"><a name="up-int-"><!-- --></a>
                <ul class="blockList"><li class="blockList"><h4>up</h4><pre>public void</pre>
                <div class="block">Throws <a href="x.html">it</a>.</div><dl>
                <dt><span class="paramLabel">Parameters:</span></dt>
                <dd><code>height</code> - in metres</dd></dl></li></ul>
                <a name="place-double:A-"><!-- --></a>
                <ul><li><div class="block">Where it is.</div></li></ul></div></div></body></html>
                """);
        var classes = folder.resolve("classes");
        try (var analysis = analysis(library(classes, "javadoc", folder.resolve("jdk8")))) {
            assertEquals("Keeps round.", firstLine(analysis, "Ball"));
            assertEquals("Where it is.", firstLine(analysis, "new Ball(1).place("));
            var up = analysis.document("new Ball(1).up(", 15).getFirst().javadoc();
            assertEquals("Throws it.\n\nParameters\n  height - in metres", Javadoc.of(up).text());
        }
    }

    @Test
    void completionsKnowADependencysMethods() {
        var items = ANALYSES.get("sources").complete("new Ball(1).", 12).items();
        var up = items.stream().filter(each -> each.text().equals("up(")).findFirst();
        assertEquals("(int)\n(int, List[]) → boolean", up.orElseThrow().signature());
    }

    private static String firstLine(JShellAnalysis analysis, String code) {
        var found = analysis.document(code, code.length());
        assertTrue(!found.isEmpty(), () -> "nothing is known of " + code);
        return Javadoc.of(found.getFirst().javadoc()).text().lines().findFirst().orElse("");
    }

    private static JShellAnalysis analysis(Path jar) {
        return new JShellAnalysis(() -> List.of("import dependency.*;"), List.of(), List.of(jar));
    }

    /** A jar, and one beside it. */
    private static Path library(Path classes, String beside, Path content) throws IOException {
        var jar = Files.createTempDirectory(folder, beside).resolve("p-1.0.jar");
        tree(classes, jar);
        tree(content, jar.resolveSibling("p-1.0-" + beside + ".jar"));
        return jar;
    }

    private static void tool(String name, String... options) throws IOException {
        var sources = Files.createDirectories(folder.resolve("source/dependency"));
        var arguments = new ArrayList<>(List.of(options));
        for (var each : SOURCES.entrySet()) {
            var file = Files.writeString(sources.resolve(each.getKey()), each.getValue());
            arguments.add(file.toString());
        }
        var out = new StringWriter();
        var writer = new PrintWriter(out);
        int status =
                ToolProvider.findFirst(name)
                        .orElseThrow()
                        .run(writer, writer, arguments.toArray(String[]::new));
        assertEquals(0, status, out::toString);
    }

    private static void tree(Path root, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
    }
}
