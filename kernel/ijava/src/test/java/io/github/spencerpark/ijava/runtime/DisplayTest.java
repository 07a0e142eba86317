package io.github.spencerpark.ijava.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.spencerpark.ijava.runtime.RecordingFrontEnd.Shown;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.juggler.api.Renderer;
import io.juggler.ijava.DisplayDataRenderer;
import io.juggler.ijava.RenderableRenderer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

class DisplayTest {

    @BeforeEach
    void forget() {
        RecordingFrontEnd.SHOWN.clear();
    }

    @Test
    void aValueShowsInEveryFormUnderTheIdThatIsReturned() {
        String id = Display.display(7);
        var shown = onlyShown();
        assertEquals(id, shown.id());
        assertEquals("7", shown.bundle().plainText());
        assertEquals(
                Set.of("text/plain", "text/html", "image/png"), shown.bundle().data().keySet());
        assertEquals("AQID", shown.bundle().data().get("image/png"));
        assertNotEquals(id, Display.display(7));
    }

    @Test
    void theFormsAskedForAreShownAndTheTextAlways() {
        Display.display(7, "text/html");
        assertEquals(
                Map.of("text/plain", "7", "text/html", "<i>7</i>"), onlyShown().bundle().data());
    }

    @Test
    void aTextIsShownAsWhateverTextItIsSaidToBe() {
        Display.display("$x$", "text/latex");
        assertEquals(Map.of("text/plain", "$x$", "text/latex", "$x$"), onlyShown().bundle().data());
        var svg = Display.render("<svg/>", "image/svg+xml");
        assertEquals("<svg/>", svg.getData(MIMEType.IMAGE_SVG));
    }

    @Test
    void rapaiosOrderOfTypeAndDataIsTakenToo() {
        Display.display("text/html", "<b>x</b>");
        assertEquals("<b>x</b>", onlyShown().bundle().data().get("text/html"));
        RecordingFrontEnd.SHOWN.clear();
        Display.display("image/png", new byte[] {7});
        assertArrayEquals(new byte[] {7}, (byte[]) onlyShown().bundle().data().get("image/png"));
    }

    @Test
    void wildcardsAskForMany() {
        assertEquals(
                Set.of("text/plain", "text/html"), Display.render(7, "text/*").data().keySet());
        assertEquals(
                Set.of("text/plain", "text/html", "image/png"),
                Display.render(7, "*").data().keySet());
    }

    @Test
    void anUpdateGoesToItsId() {
        Display.updateDisplay("one", 8);
        Display.updateDisplay("one", 9, "text/html");
        var shown = RecordingFrontEnd.SHOWN;
        assertEquals(List.of(true, true), shown.stream().map(Shown::update).toList());
        assertEquals(List.of("one", "one"), shown.stream().map(Shown::id).toList());
        assertEquals(Set.of("text/plain", "text/html"), shown.get(1).bundle().data().keySet());
    }

    @Test
    void displayDataKeepsItsIdItsBytesAndItsMetadata() {
        var data = new DisplayData("text");
        data.putJSON("{\"a\": 1}", true);
        data.putData("image/png", new byte[] {4});
        data.putData("application/x", Map.of("k", List.of(1, "two \"2\"\n", 1.5)));
        data.putMetaData("n", null);
        data.setDisplayId("mine");
        assertEquals("mine", Display.display(data));
        var bundle = onlyShown().bundle();
        assertEquals("text", bundle.plainText());
        assertEquals("{\"a\": 1}", bundle.data().get("application/json"));
        assertArrayEquals(new byte[] {4}, (byte[]) bundle.data().get("image/png"));
        assertEquals(
                "{\"k\": [1, \"two \\\"2\\\"\\u000a\", 1.5]}", bundle.data().get("application/x"));
        assertEquals(Map.of("expanded", "true", "n", "null"), bundle.metadata());
    }

    @Test
    void displayDataIsRenderedWhereItIsACellsValue() {
        var renderers =
                ServiceLoader.load(Renderer.class).stream()
                        .map(ServiceLoader.Provider::type)
                        .toList();
        assertEquals(
                List.of(
                        DisplayDataRenderer.class,
                        RenderableRenderer.class,
                        io.juggler.jjava.DisplayDataRenderer.class,
                        io.juggler.jjava.RenderableRenderer.class),
                renderers);
    }

    private static Shown onlyShown() {
        assertEquals(1, RecordingFrontEnd.SHOWN.size());
        return RecordingFrontEnd.SHOWN.getFirst();
    }
}
