package io.juggler.lab.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.learn.FixedLessons;
import io.juggler.lab.render.FixedFigures;
import io.juggler.testing.Outside;
import io.juggler.testing.RequiresBrowser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Every kind of drawing on one page, in a real browser and in JupyterLab's colours: axe finds
 * nothing that a reader with a screen reader, a keyboard or weak eyes would stumble over. Leaves
 * screenshots in {@code target/drawings}.
 */
@RequiresBrowser
class DrawingsInBrowserIT {
    private static final long LIMIT_SECONDS = 120;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void axeFindsNothing(String theme) throws Exception {
        var axe = resource("axe.min.js");
        var page = Files.writeString(folder.resolve("page.html"), page(theme, axe));
        var dom = browser("--virtual-time-budget=20000", "--dump-dom", page.toUri().toString());
        var found = Pattern.compile("<pre id=\"axe\">(.*?)</pre>", Pattern.DOTALL).matcher(dom);
        assertTrue(found.find(), () -> "axe did not end: " + dom.length() + " characters");
        var lines = found.group(1).strip().lines().toList();
        assertEquals(
                List.of(), lines.stream().filter(line -> line.startsWith("violation")).toList());
        for (var rule : List.of("color-contrast", "svg-img-alt", "td-headers-attr", "list")) {
            assertTrue(
                    lines.contains("passed " + rule), () -> rule + " was not looked at: " + lines);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void itIsLookedAt(String theme) throws Exception {
        var screenshots = Files.createDirectories(Path.of("target", "drawings").toAbsolutePath());
        var page = Files.writeString(folder.resolve("page.html"), page(theme, ""));
        var picture = screenshots.resolve("drawings-" + theme + ".png");
        browser("--window-size=900,4600", "--screenshot=" + picture, page.toUri().toString());
        assertTrue(Files.size(picture) > 50_000, "the picture is empty");
    }

    /** Of a sheet of A4 some 640 of CSS's pixels are left between a notebook's margins. */
    @Test
    void theWidestTableFitsOnPaper() throws Exception {
        var html = FixedFigures.fetches("fetch").toHtml().replace("@media print", "@media screen");
        var page =
                Files.writeString(
                        folder.resolve("paper.html"),
                        "<!doctype html><meta charset=\"utf-8\"><body"
                                + " style=\"margin:0;width:640px\">"
                                + html
                                + "<pre id=\"width\"></pre><script>document.getElementById('width')"
                                + ".textContent = Math.ceil(document.querySelector('table')"
                                + ".getBoundingClientRect().width)</script>");
        var dom = browser("--dump-dom", page.toUri().toString());
        var found = Pattern.compile("<pre id=\"width\">(\\d+)</pre>").matcher(dom);
        assertTrue(found.find(), dom);
        int width = Integer.parseInt(found.group(1));
        assertTrue(width > 300 && width <= 640, width + " pixels wide");
    }

    private static String page(String theme, String script) {
        boolean light = theme.equals("light");
        var page =
                new StringBuilder(
                        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Drawings"
                                + "</title><style>:root{--jp-content-font-color1:"
                                + (light ? "rgba(0,0,0,.87)" : "#fff")
                                + ";--jp-border-color1:"
                                + (light ? "#bdbdbd" : "#616161")
                                + ";--jp-layout-color0:"
                                + (light ? "#fff" : "#111")
                                + "}body{margin:16px;width:860px;background:"
                                + (light ? "#fff" : "#111")
                                + ";color:"
                                + (light ? "#000" : "#fff")
                                + "}</style><body data-jp-theme-light=\""
                                + light
                                + "\"><main><h1>Drawings</h1>");
        var all = new ArrayList<String>();
        all.add(FixedFigures.fetches("fetch").toHtml());
        all.add(FixedFigures.crowd().toHtml());
        all.add(FixedFigures.crowdOnThreads().toHtml());
        all.add(FixedFigures.pinned().toHtml());
        FixedDrawings.all().forEach(drawing -> all.add(drawing.toHtml()));
        FixedLessons.all().forEach(drawing -> all.add(drawing.toHtml()));
        all.forEach(html -> page.append("<section>").append(html).append("</section><hr>"));
        return page.append("</main><pre id=\"axe\"></pre><script>")
                .append(script.replace("</script", "<\\/script"))
                .append(
                        """
                        </script><script>
                        if (window.axe) axe.run('main').then(result => {
                          const lines = [];
                          for (const rule of result.violations)
                            for (const node of rule.nodes)
                              lines.push('violation ' + rule.id + ' ' + node.target + ' '
                                + node.failureSummary.replace(/\\s+/g, ' '));
                          for (const rule of result.passes) lines.push('passed ' + rule.id);
                          document.getElementById('axe').textContent = lines.join('\\n');
                        });
                        </script></body></html>
                        """)
                .toString();
    }

    private String browser(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Outside.chromium().toString());
        command.addAll(
                List.of(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(arguments));
        var out = folder.resolve("out.html");
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(folder.resolve("log.txt").toFile())
                        .start();
        try {
            assertTrue(
                    process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the browser does not end");
            return Files.readString(out, StandardCharsets.UTF_8);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String resource(String name) throws IOException {
        var loader = DrawingsInBrowserIT.class.getClassLoader();
        try (var in = loader.getResourceAsStream(name)) {
            assertTrue(in != null, () -> "no " + name + " on the class path");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
