package io.juggler.server.engine.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.LiveEngine;
import io.juggler.server.worker.Worker;
import io.juggler.wire.ClassBytes;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sequences of {@link DifferentialIT} in a real worker: woven, over sockets, with real output.
 * How a value looks is the renderers' business, so of a longer one only that there is one counts.
 */
@Timeout(600)
class WorkerDifferentialIT {
    private static final int SHORT = 40;

    private static LiveEngine live;
    private static Worker worker;
    private static List<Path> classPath;
    private static int cells;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        live =
                new LiveEngine(
                        folder,
                        List.of(),
                        (process, entries) -> {
                            worker = process;
                            classPath = entries;
                            return new WholeCellEngine(process, entries, List.of());
                        });
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    /** One in four: what they mean is tested without a worker, and they take their time here. */
    static Stream<Sequence> sequences() {
        var all = DifferentialIT.sequences().toList();
        return IntStream.range(0, all.size()).filter(i -> i % 4 == 0).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void meansTheSameInTheWorker(Sequence sequence) throws Exception {
        var expected =
                sequence.difference() == null
                        ? DifferentialIT.reference(sequence.cells())
                        : sequence.expected();
        var groups = new LinkedHashSet<String>();
        var answers = new ArrayList<String>();
        try (var engine = new WholeCellEngine(shared(groups), classPath, List.of())) {
            live.printed();
            for (int i = 0; i < sequence.cells().size(); i++) {
                var cell = new Cell(++cells, "cell [" + (i + 1) + "]", sequence.cells().get(i));
                var answer = Answer.of(engine.execute(cell), null);
                var text = live.printed();
                answers.add(text.isEmpty() ? answer : answer + " printing " + Answer.neutral(text));
            }
        } finally {
            // The next sequence defines classes of the same names.
            worker.forget(List.copyOf(groups));
        }
        assertEquals(shortened(expected), shortened(answers), sequence::name);
    }

    private static List<String> shortened(List<String> answers) {
        return answers.stream()
                .map(
                        answer ->
                                answer.startsWith("value ") && answer.length() > SHORT
                                        ? "a longer value"
                                        : answer)
                .toList();
    }

    /** The worker, outliving an engine; notes what that loads. */
    private static Worker shared(Set<String> groups) {
        return (Worker)
                Proxy.newProxyInstance(
                        Worker.class.getClassLoader(),
                        new Class<?>[] {Worker.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                return null;
                            }
                            for (var argument : arguments == null ? new Object[0] : arguments) {
                                if (argument instanceof List<?> list) {
                                    list.stream()
                                            .filter(ClassBytes.class::isInstance)
                                            .map(each -> ((ClassBytes) each).name())
                                            .map(LoadedClasses::groupOf)
                                            .forEach(groups::add);
                                }
                            }
                            try {
                                return method.invoke(worker, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
