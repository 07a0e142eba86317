package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.testing.RequiresBrowser;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every kind of drawing but the comparison's, from cells that import nothing, in JupyterLab in a
 * browser. Leaves its screenshots in {@code target/lessons/screenshots}.
 */
@RequiresJupyter
@RequiresBrowser
@ExtendWith(Installation.Resolver.class)
class DrawingsInJupyterLabIT {
    private static final String NOTEBOOK = "drawings.ipynb";

    private final Installation installation;

    DrawingsInJupyterLabIT(Installation installation) {
        this.installation = installation;
    }

    /** By the names of the screenshots: cells, each of which shows one drawing. */
    private static Map<String, String> cells() {
        var cells = new LinkedHashMap<String, String>();
        cells.put(
                "prediction",
                """
                var p = predict("Which way takes the shortest time for five naps?",
                    choice("one after another", fastest("sequentially"))
                        .because(Misconception.ONE_CARRIER_ONE_TASK),
                    choice("all at once on one carrier", fastest("concurrently")),
                    choice("one on each core", fastest("inParallel"))
                        .because(Misconception.WAITING_NEEDS_CORES));
                p.choose("C")\
                """);
        cells.put(
                "observation",
                """
                var nap = task("nap", i -> { Thread.sleep(50); return i; });
                var naps = compare(nap, 5);
                observe(p, naps)\
                """);
        cells.put("latencies", "latencies(naps)");
        cells.put("utilisation", "utilisation(naps)");
        cells.put(
                "scaling",
                """
                double sum(int n) {
                    double sum = 0;
                    for (int k = 0; k < n; k++) {
                        sum += Math.sqrt(k + sum);
                    }
                    return sum;
                }
                scaling(task("sum", i -> sum(1_000_000 + i)), 8)\
                """);
        cells.put(
                "break-even",
                "breakEven(\"sum to n\", n -> sum(n), 10, 1_000, 100_000, 1_000_000)");
        cells.put(
                "heartbeat",
                """
                heartbeat(Duration.ofMillis(20), i -> {
                    long end = System.nanoTime() + 400_000_000;
                    while (System.nanoTime() < end) { }
                }, oneCarrier(), carriers(2))\
                """);
        cells.put("visits", "var shop = webShop();\nshop.visits()");
        cells.put(
                "stepper",
                """
                var transfers = program("transfers", world -> {
                    var left = world.mutex("left");
                    var right = world.mutex("right");
                    world.thread("A", () -> left.locked(() -> right.locked(() -> { })));
                    world.thread("B", () -> right.locked(() -> left.locked(() -> { })));
                });
                stepper(transfers).run("A", "B")\
                """);
        cells.put("exploration", "explore(transfers)");
        cells.put("diagnosis", "shop.close();\ndiagnose(nap)");
        cells.put("progress", "progress()");
        return cells;
    }

    @ParameterizedTest
    @EnumSource
    void eachIsDrawnUnderItsCell(JupyterLab.Theme theme) throws Exception {
        var cells = cells();
        var folder = installation.fresh("drawings");
        Files.writeString(folder.resolve(NOTEBOOK), notebook(cells));
        theme.set(installation);
        var screenshots = Files.createDirectories(installation.folder().resolve("screenshots"));
        try (var server = JupyterServer.start(installation, "jupyterlab", folder);
                var lab = JupyterLab.open(server.url("lab/tree/" + NOTEBOOK))) {
            lab.runAllCells();
            try {
                lab.awaitExecuted(cells.size());
            } finally {
                lab.saveScreenshot(screenshots.resolve("drawings-" + theme.word() + ".png"));
            }
            assertEquals(0, lab.errors(), server.log());
            var figures = lab.figures();
            assertEquals(cells.size(), figures.size());
            int i = 0;
            for (var name : cells.keySet()) {
                figures.get(i)
                        .saveScreenshot(screenshots.resolve(name + "-" + theme.word() + ".png"));
                i++;
            }
        }
    }

    private static String notebook(Map<String, String> cells) {
        var json = new JsonMapper();
        var notebook = json.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
        notebook.putObject("metadata")
                .putObject("kernelspec")
                .put("name", "java")
                .put("language", "java")
                .put("display_name", "Java 25 (Juggler)");
        var all = notebook.putArray("cells");
        cells.forEach(
                (name, source) -> {
                    var cell = all.addObject().put("id", name).put("cell_type", "code");
                    cell.put("source", source);
                    cell.putNull("execution_count");
                    cell.putObject("metadata");
                    cell.putArray("outputs");
                });
        return json.writeValueAsString(notebook);
    }
}
