package io.juggler.server.engine.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.DefaultImports;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The same cells through JShell and through the whole-cell engine: same values, same output, same
 * exceptions.
 */
class DifferentialIT {
    private static final Map<List<String>, List<String>> REFERENCE = new ConcurrentHashMap<>();
    private static final DefaultImports IMPORTS = DefaultImports.of(List.of());

    /** One for each form and way of redefining, and whole lessons. */
    static Stream<Sequence> sequences() {
        return Stream.of("sequences.txt", "teaching.txt")
                .flatMap(resource -> Sequence.read(resource).stream());
    }

    static Stream<Sequence> alike() {
        return sequences().filter(each -> each.difference() == null);
    }

    static Stream<Sequence> different() {
        return sequences().filter(each -> each.difference() != null);
    }

    @ParameterizedTest
    @MethodSource("alike")
    void meansWhatItMeansInJShell(Sequence sequence) {
        assertEquals(reference(sequence.cells()), own(sequence.cells(), JavaTasks::best));
    }

    @ParameterizedTest
    @MethodSource("alike")
    void meansTheSameWithoutThePool(Sequence sequence) {
        assertEquals(reference(sequence.cells()), own(sequence.cells(), JavaTasks::fresh));
    }

    @ParameterizedTest
    @MethodSource("different")
    void differsOnPurpose(Sequence sequence) {
        assertNotEquals(reference(sequence.cells()), sequence.expected(), "no difference any more");
        assertEquals(sequence.expected(), own(sequence.cells(), JavaTasks::best));
    }

    @Test
    void thereAreManySequences() {
        assertTrue(Sequence.read("sequences.txt").size() >= 300);
        assertTrue(Sequence.read("teaching.txt").size() >= 50);
    }

    /** What JShell says, asked once for both ways of compiling. */
    static List<String> reference(List<String> cells) {
        return REFERENCE.computeIfAbsent(cells, DifferentialIT::ask);
    }

    private static List<String> ask(List<String> cells) {
        try (var shell = new JShellReference(IMPORTS.declarations())) {
            return answers(cells, shell::run);
        }
    }

    static List<String> own(List<String> cells, Supplier<JavaTasks> tasks) {
        var worker = new LocalWorker();
        try (var engine = new WholeCellEngine(worker, List.of(), List.of(), tasks)) {
            var number = new int[1];
            return answers(
                    cells,
                    source -> {
                        int id = ++number[0];
                        var outcome = engine.execute(new Cell(id, "cell [" + id + "]", source));
                        return Answer.of(outcome, worker.value);
                    });
        }
    }

    private static List<String> answers(List<String> cells, Function<String, String> run) {
        var answers = new ArrayList<String>();
        for (var cell : cells) {
            var printed = new ByteArrayOutputStream();
            String answer;
            synchronized (REFERENCE) { // there is one System.out
                var out = System.out;
                System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
                try {
                    answer = run.apply(cell);
                } finally {
                    System.setOut(out);
                }
            }
            var text = printed.toString(StandardCharsets.UTF_8);
            answers.add(text.isEmpty() ? answer : answer + " printing " + Answer.neutral(text));
        }
        return answers;
    }
}
