package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresBrowser;
import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every kind of drawing, from cells that import nothing, in JupyterLab in a browser, in its light
 * and its dark theme. Leaves its screenshots in {@code target/lessons/screenshots}.
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
                var p = predict("Which way takes the shortest time for five balls?",
                    choice("one after another", fastest("sequentially"))
                        .because(Misconception.ONE_CARRIER_ONE_TASK),
                    choice("all at once on one carrier", fastest("concurrently")),
                    choice("one on each core", fastest("inParallel"))
                        .because(Misconception.WAITING_NEEDS_CORES));
                p.choose("C")\
                """);
        cells.put(
                "comparison",
                """
                var ball = task("ball", i -> { Thread.sleep(100); return i; });
                var fiveBalls = compare(ball, 5);
                fiveBalls\
                """);
        cells.put("observation", "observe(p, fiveBalls)");
        cells.put("latencies", "latencies(fiveBalls)");
        cells.put("utilisation", "utilisation(fiveBalls)");
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
        cells.put("diagnosis", "shop.close();\ndiagnose(ball)");
        cells.put("progress", "progress()");
        return cells;
    }

    @Test
    void eachIsDrawnUnderItsCell() throws Exception {
        var cells = cells();
        var folder = installation.fresh("drawings");
        Files.writeString(folder.resolve(NOTEBOOK), notebook(cells));
        JupyterLab.Theme.LIGHT.set(installation);
        var screenshots = Files.createDirectories(installation.folder().resolve("screenshots"));
        try (var server = JupyterServer.start(installation, "jupyterlab", folder);
                var lab = JupyterLab.open(server.url("lab/tree/" + NOTEBOOK))) {
            assertTrue(lab.isLight());
            lab.runAllCells();
            try {
                lab.awaitExecuted(cells.size());
            } finally {
                lab.saveScreenshot(screenshots.resolve("drawings.png"));
            }
            assertEquals(0, lab.errors(), server.log());
            for (var theme : JupyterLab.Theme.values()) {
                lab.choose(theme);
                var figures = lab.figures();
                assertEquals(cells.size(), figures.size());
                lab.pictures().getFirst().assertReadable();
                int i = 0;
                for (var name : cells.keySet()) {
                    figures.get(i)
                            .saveScreenshot(
                                    screenshots.resolve(name + "-" + theme.word() + ".png"));
                    i++;
                }
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
