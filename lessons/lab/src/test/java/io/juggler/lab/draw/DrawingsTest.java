package io.juggler.lab.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Lab;
import io.juggler.lab.render.FixedFigures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xml.sax.InputSource;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import javax.xml.parsers.DocumentBuilderFactory;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DrawingsTest {

    /** What each drawing says as text; kept in a file, because it is long. */
    @Test
    void theTextTwinsReadAsTheyDid() throws IOException {
        var text = new StringBuilder();
        FixedDrawings.all().forEach(drawing -> text.append(drawing.toText()).append("\n\n"));
        try (var in = DrawingsTest.class.getResourceAsStream("drawings.txt")) {
            assertEquals(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).strip(),
                    text.toString().strip());
        }
    }

    @Test
    void noLineIsWiderThanEightyColumns() {
        FixedDrawings.all()
                .forEach(
                        drawing ->
                                drawing.toText()
                                        .lines()
                                        .forEach(
                                                line ->
                                                        assertTrue(
                                                                line.codePointCount(
                                                                                0, line.length())
                                                                        <= 80,
                                                                line)));
    }

    @Test
    void theHtmlIsWellFormedAndItsPlotsHaveNames() throws Exception {
        for (var drawing : FixedDrawings.all()) {
            var page =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(drawing.toHtml())));
            var plots = page.getElementsByTagName("svg");
            for (int i = 0; i < plots.getLength(); i++) {
                var plot = (org.w3c.dom.Element) plots.item(i);
                assertEquals("img", plot.getAttribute("role"));
                assertTrue(plot.getAttribute("aria-label").length() > 20);
            }
        }
    }

    @Test
    void tenThousandTasksStaySmall() {
        var nap =
                Lab.task(
                        "nap",
                        i -> {
                            Thread.sleep(50);
                            return i;
                        });
        var run = Lab.concurrently(nap, 10_000);
        for (var html :
                java.util.List.of(
                        run.toHtml(),
                        Drawings.latencies(run).toHtml(),
                        Drawings.utilisation(run).toHtml(),
                        FixedFigures.crowd().toHtml())) {
            assertTrue(html.length() < 500_000, () -> html.length() + " characters");
        }
        assertTrue(Drawings.latencies(run).toText().contains("10,000"));
    }

    @Test
    void latenciesCountFromTheStartOfTheRun() {
        var nap =
                Lab.task(
                        "nap",
                        i -> {
                            Thread.sleep(30);
                            return i;
                        });
        var run = Lab.sequentially(nap, 4);
        var row = Latencies.of(run);
        assertTrue(row.toText().contains("4 "), row.toText());
        var ends = run.slices().stream().mapToLong(io.juggler.lab.Slice::end).max().orElseThrow();
        assertTrue(ends >= 120_000_000, "the last of four waited for all four");
        assertEquals(ends, new Latencies.Row("x", Arrays.copyOf(new long[] {ends}, 1)).at(1));
    }

    @Test
    void aHogMakesAGapOnOneCarrierAsLongAsItself() {
        var heartbeat =
                Drawings.heartbeat(
                        Duration.ofMillis(10),
                        _ -> {
                            long begin = System.nanoTime();
                            while (System.nanoTime() - begin < 200_000_000) {
                                Thread.onSpinWait();
                            }
                        },
                        Lab.oneCarrier());
        assertTrue(heartbeat.longestGaps().getFirst().toMillis() >= 190, heartbeat::toText);
        assertTrue(heartbeat.toText().startsWith("On concurrently nothing beat for"));
    }

    @Test
    void scalingMeasuresOneThreadForEachCore() {
        var scaling =
                Drawings.scaling(
                        Lab.task(
                                "sum",
                                i -> {
                                    double sum = i;
                                    for (int k = 0; k < 20_000; k++) {
                                        sum += Math.sqrt(k + sum);
                                    }
                                    return sum;
                                }),
                        8);
        var text = scaling.toText();
        assertTrue(text.contains("sum × 8"), text);
        assertTrue(
                Lab.coresSeen() > 1 ? text.contains("threads") : text.contains("one core here"),
                text);
    }

    @Test
    void aTaskThatFailsIsNotDrawn() {
        var failing =
                Lab.task(
                        "bad",
                        _ -> {
                            throw new IOException("no luck");
                        });
        var thrown = assertThrows(IllegalStateException.class, () -> Drawings.scaling(failing, 4));
        assertTrue(thrown.getMessage().contains("bad 0 failed: java.io.IOException: no luck"));
        assertThrows(IllegalArgumentException.class, () -> Drawings.breakEven("x", n -> n, 5));
    }

    @Test
    void thereIsABreakEvenOnlyWhereTheLargestPaysForCertain() {
        assertEquals(27_000, FixedDrawings.breakEven().nanos().orElseThrow(), 3_000);
    }
}
