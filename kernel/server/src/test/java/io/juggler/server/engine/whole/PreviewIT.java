package io.juggler.server.engine.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.LiveEngine;
import io.juggler.server.engine.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Preview features, switched on in the compiler and in the worker. */
@Timeout(300)
class PreviewIT {
    private static final List<String> PREVIEW = List.of("--enable-preview");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void previewFeaturesRunWhereTheyAreSwitchedOn(boolean pooled) throws Exception {
        Supplier<JavaTasks> tasks = pooled ? JavaTasks::best : JavaTasks::fresh;
        try (var engine =
                new LiveEngine(
                        folder,
                        List.of(),
                        PREVIEW,
                        (worker, classPath) ->
                                new WholeCellEngine(worker, classPath, PREVIEW, tasks))) {
            // JEP 507
            engine.run(
                    "int n = 100;\n"
                            + "String size(int i) { return i instanceof byte b ? \"byte \" + b :"
                            + " \"int\"; }");
            assertEquals("byte 100", engine.value("size(n)"));
            assertEquals("int", engine.value("size(1000)"));
            // JEP 505
            engine.run("import java.util.concurrent.StructuredTaskScope;");
            assertEquals(
                    "42",
                    engine.value(
                            """
                            int answer;
                            try (var scope = StructuredTaskScope.open()) {
                                var half = scope.fork(() -> 21);
                                scope.join();
                                answer = 2 * half.get();
                            }
                            answer\
                            """));
            engine.run("String size(int i) { return \"again \" + i; }");
            assertEquals("again 100", engine.value("size(n)"));
        }
    }

    @Test
    void whereTheyAreNotTheErrorSaysSo() throws Exception {
        try (var engine =
                new LiveEngine(
                        folder,
                        List.of(),
                        (worker, classPath) -> new WholeCellEngine(worker, classPath, List.of()))) {
            var error =
                    assertInstanceOf(
                            Outcome.CompileError.class,
                            engine.run("int n = 100;\nn instanceof byte b"));
            assertTrue(
                    error.problems().getFirst().message().contains("--enable-preview"),
                    error::toString);
        }
    }
}
