package io.juggler.lab.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

class HtmlFigureTest {

    @Test
    void itIsWellFormedWhateverTheNames() throws Exception {
        for (var name :
                List.of(
                        "fetch",
                        "<b onclick='x()'>&\"",
                        "</svg></div><script>alert(1)</script>",
                        "nul\u0000 bell\u0007 lone \ud800 turn\u202e",
                        "\ud83e\udd39 juggle")) {
            var html = FixedFigures.fetches(name).toHtml();
            var page = parse(html);
            assertEquals(0, page.getElementsByTagName("script").getLength());
            assertEquals(1, page.getElementsByTagName("table").getLength());
        }
    }

    @Test
    void namesAreShownAsTheyAre() throws Exception {
        var page = parse(FixedFigures.fetches("a < b & c").toHtml());
        assertEquals(
                "a < b & c × 5 is I/O-bound",
                page.getElementsByTagName("b").item(0).getTextContent());
    }

    @Test
    void idsAreUniqueOnAPageWithSeveralFigures() {
        var page = FixedFigures.crowd().toHtml() + FixedFigures.crowd().toHtml();
        var ids = all(page, " id=\"([^\"]+)\"");
        assertFalse(ids.isEmpty());
        assertEquals(ids.size(), new HashSet<>(ids).size(), ids::toString);
        for (var used : all(page, "url\\(#([^)]+)\\)")) {
            assertTrue(ids.contains(used), () -> used + " is drawn with and not there");
        }
    }

    @Test
    void theTableSaysWhichCellsAreHeads() throws Exception {
        var page = parse(FixedFigures.fetches("fetch").toHtml());
        var heads = page.getElementsByTagName("th");
        var scopes = new ArrayList<String>();
        for (int i = 0; i < heads.getLength(); i++) {
            scopes.add(((Element) heads.item(i)).getAttribute("scope"));
        }
        assertEquals(
                List.of(
                        "col", "col", "col", "col", "col", "col", "col", "col", "col", "row", "row",
                        "row"),
                scopes);
        assertEquals(
                "5 tasks on 2 cores · median of 3 runs",
                page.getElementsByTagName("caption").item(0).getTextContent());
    }

    @Test
    void theDrawingHasANameForThoseWhoDoNotSeeIt() throws Exception {
        var svgs = parse(FixedFigures.fetches("fetch").toHtml()).getElementsByTagName("svg");
        var timeline = (Element) svgs.item(3);
        assertEquals("img", timeline.getAttribute("role"));
        assertTrue(
                timeline.getAttribute("aria-label")
                        .contains("concurrently on 1 carrier took 224 ms"),
                timeline.getAttribute("aria-label"));
        for (int i = 0; i < svgs.getLength(); i++) {
            assertEquals(
                    i == 3 ? "" : "true", ((Element) svgs.item(i)).getAttribute("aria-hidden"));
        }
    }

    @Test
    void onlyLongNamesAreBroken() {
        var figure = FixedFigures.fetches("fetch");
        assertFalse(figure.toHtml().contains("class=\"long\""), "none of them is");
        var first = figure.rows().getFirst();
        var renamed =
                new Figure.Row(
                        "my very long executor name",
                        first.on(),
                        first.wall(),
                        first.cpu(),
                        first.peak(),
                        first.latency(),
                        first.waiting(),
                        first.speedUp(),
                        first.best(),
                        first.notes(),
                        first.track());
        var html =
                new Figure(
                                figure.task(),
                                figure.tasks(),
                                figure.cores(),
                                figure.verdict(),
                                List.of(renamed),
                                figure.notes(),
                                "")
                        .toHtml();
        assertTrue(html.contains("<th scope=\"row\" class=\"long\">my very long"), html);
    }

    @Test
    void aBarShowsTheMedianAndALineInItTheRange() throws Exception {
        var figure = FixedFigures.fetches("fetch");
        double longest =
                figure.rows().stream().mapToDouble(row -> row.wall().max()).max().orElseThrow();
        var cells = parse(figure.toHtml()).getElementsByTagName("svg");
        for (int i = 0; i < figure.rows().size(); i++) {
            var wall = figure.rows().get(i).wall();
            var bar = (Element) ((Element) cells.item(i)).getElementsByTagName("rect").item(0);
            var range = (Element) ((Element) cells.item(i)).getElementsByTagName("line").item(0);
            assertEquals(48 * wall.median() / longest, number(bar, "width"), 0.06);
            assertEquals(48 * wall.min() / longest, number(range, "x1"), 0.06);
            assertEquals(48 * wall.max() / longest, number(range, "x2"), 0.06);
        }
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void whatATaskDoesIsToldByFormAsWellAsColour() {
        var html = FixedFigures.fetches("fetch").toHtml();
        assertTrue(html.contains("stroke-dasharray=\"1 3\""), "waiting is hatched");
        assertTrue(html.contains("stroke-dasharray=\"0 4\""), "ready is dotted");
        assertTrue(html.contains("class=\"failed\""), "failed has a cross");
        assertTrue(html.contains("class=\"unknown\""), "unknown is an outline");
    }

    @Test
    void coloursOfThePageComeFromItsTheme() {
        var html = FixedFigures.fetches("fetch").toHtml();
        assertTrue(html.contains("var(--jp-content-font-color1,inherit)"));
        assertTrue(html.contains("[data-jp-theme-light=false]"));
    }

    @Test
    void tenThousandTasksStaySmall() {
        assertTrue(
                FixedFigures.crowd().toHtml().length() < 60_000,
                () -> FixedFigures.crowd().toHtml().length() + " characters");
    }

    @Test
    void tenThousandTasksOnAHundredThreadsStaySmallAndSayWhoIsHeld() throws Exception {
        var html = FixedFigures.crowdOnThreads().toHtml();
        assertTrue(html.length() < 60_000, () -> html.length() + " characters");
        var texts = parse(html).getElementsByTagName("text");
        var labels = new ArrayList<String>();
        for (int i = 0; i < texts.getLength(); i++) {
            labels.add(texts.item(i).getTextContent());
        }
        assertTrue(labels.contains("100 threads"), labels::toString);
        assertFalse(labels.contains("pool-1"), labels::toString);
    }

    @Test
    void whoWaitsOnItsCarrierIsMarkedThereAsWell() {
        var html = FixedFigures.pinned().toHtml();
        assertEquals(7, all(html, "(>P</text>)").size(), "three tasks, three times a carrier, key");
        assertTrue(html.contains("fill-opacity=\".22\""), "held, and not running");
        assertTrue(html.contains("pinned: waiting, and holding its carrier"), html);
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).toList();
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
    }
}
