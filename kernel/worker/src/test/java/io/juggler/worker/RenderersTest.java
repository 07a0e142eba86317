package io.juggler.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

class RenderersTest {
    @TempDir Path folder;
    private final CellClasses classes = new CellClasses();
    private final Renderers renderers = new Renderers(classes);

    @Test
    void aValueIsItsText() {
        assertEquals(Map.of("text/plain", "[1, 2]"), renderers.render(List.of(1, 2)).data());
        assertEquals("plain \"quotes\"", renderers.render("plain \"quotes\"").plainText());
        assertEquals("null", renderers.render(null).plainText());
    }

    @Test
    void anArrayIsWhatDeepToStringSays() {
        Object[] deep = {
            1, new int[] {2, 3}, new Object[] {"x", null, new char[] {'c'}}, new double[0]
        };
        assertEquals(Arrays.deepToString(deep), renderers.text(deep));
        deep[0] = deep;
        assertEquals(Arrays.deepToString(deep), renderers.text(deep));
        assertEquals("[true, false]", renderers.text(new boolean[] {true, false}));
        assertEquals("[a]", renderers.text(new String[] {"a"}));
    }

    @Test
    @SuppressWarnings("ToStringReturnsNull")
    void aToStringThatThrowsOrGivesNullIsReported() {
        var throwing =
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("no text");
                    }
                };
        String text = renderers.text(throwing);
        assertTrue(text.contains("IllegalStateException: no text"), text);
        assertTrue(text.contains(throwing.getClass().getName()), text);
        var silent =
                new Object() {
                    @Override
                    public String toString() {
                        return null;
                    }
                };
        assertEquals("null", renderers.text(silent));
        var endless =
                new Object() {
                    @Override
                    public String toString() {
                        return "" + this;
                    }
                };
        assertTrue(renderers.text(endless).contains("StackOverflowError"));
    }

    @Test
    void anInterruptIsNotTakenForAToStringsFault() {
        var interrupted =
                new Object() {
                    @Override
                    public String toString() {
                        throw new CellInterrupted();
                    }
                };
        assertThrows(CellInterrupted.class, () -> renderers.render(interrupted));
    }

    @Test
    void aHugeTextIsCutWithANote() {
        String cut = renderers.text("x".repeat(Renderers.MAX_TEXT + 5));
        assertEquals("x".repeat(Renderers.MAX_TEXT) + "… (cut: 1,000,005 characters in all)", cut);
        String array = renderers.text(new int[3_000_000]);
        assertTrue(array.length() < Renderers.MAX_TEXT + 100);
        assertTrue(
                array.endsWith("… (cut: an array of 3,000,000 elements)"),
                array.substring(array.length() - 60));
        String atAPair = renderers.text("x".repeat(Renderers.MAX_TEXT - 1) + "😀");
        assertEquals('x', atAPair.charAt(Renderers.MAX_TEXT - 2));
        assertEquals('…', atAPair.charAt(Renderers.MAX_TEXT - 1));
    }

    @Test
    void aPictureIsAPngAndItsText() throws Exception {
        var picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(2, 1, 0x102030);
        var bundle = renderers.render(picture);
        var read = ImageIO.read(new ByteArrayInputStream((byte[]) bundle.data().get("image/png")));
        assertEquals(3, read.getWidth());
        assertEquals(0xff102030, read.getRGB(2, 1));
        assertEquals("BufferedImage of 3 × 2 pixels", bundle.plainText());
        assertNull(renderers.render(5).data().get("image/png"));
    }

    @Test
    void aBundleShowsAsItIs() {
        var bundle = MimeBundle.of("text/html", "<b>", "b");
        assertEquals(bundle, renderers.render(bundle));
    }

    @Test
    void theRendererOfTheNearestTypeIsUsedAndOfLateJarsAsWell() throws Exception {
        addJar(
                "r.Shapes",
                """
                package r;
                import io.juggler.api.*;
                public class Shapes {
                    public interface Shape {}
                    public interface Named {}
                    public static class Circle implements Shape, Named {}
                    public static class Dot extends Circle {}
                    public static class Bad implements Shape {}
                    abstract static class Html<T> implements Renderer<T> {
                        private final Class<T> type;
                        Html(Class<T> type) { this.type = type; }
                        public Class<T> type() { return type; }
                        public MimeBundle render(T value) throws Exception {
                            if (value instanceof Bad) throw new Exception("cannot");
                            return new MimeBundle(java.util.Map.of("text/html", type.getSimpleName()), java.util.Map.of());
                        }
                    }
                    public static class OfObject extends Html<Object> { public OfObject() { super(Object.class); } }
                    public static class OfShape extends Html<Shape> { public OfShape() { super(Shape.class); } }
                    public static class OfNamed extends Html<Named> { public OfNamed() { super(Named.class); } }
                    public static class OfCircle extends Html<Circle> { public OfCircle() { super(Circle.class); } }
                    public static class Broken extends Html<Dot> { public Broken() { super(Dot.class); throw new IllegalStateException("broken"); } }
                }
                """,
                """
                r.Shapes$Broken
                r.Shapes$OfObject
                r.Shapes$OfShape
                r.Shapes$OfCircle
                r.Shapes$OfNamed
                no.Such
                """);
        assertEquals("Object", html(5));
        assertEquals("Circle", html(make("r.Shapes$Circle")));
        assertEquals("Circle", html(make("r.Shapes$Dot")));
        var bad = renderers.render(make("r.Shapes$Bad"));
        assertNull(bad.data().get("text/html"));
        assertTrue(
                bad.plainText()
                        .contains(
                                "r.Shapes$OfShape could not show it: java.lang.Exception: cannot"),
                bad.plainText());
    }

    @Test
    void aRendererThatCannotBeLoadedIsToldWhereItWouldHaveBeenAsked() throws Exception {
        addJar("x.X", "package x; public class X {}", "no.Such\n");
        var bundle = renderers.render(5);
        assertTrue(
                bundle.plainText().startsWith("5\n(a renderer on the class path is left out:"),
                bundle.plainText());
    }

    private String html(Object value) {
        var bundle = renderers.render(value);
        assertEquals(String.valueOf(value), bundle.plainText());
        return (String) bundle.data().get("text/html");
    }

    private Object make(String name) throws Exception {
        return classes.find(name).getConstructor().newInstance();
    }

    private void addJar(String name, String source, String providers) throws Exception {
        assertEquals("before", renderers.render("before").plainText());
        Compiled.classes(folder, name, source);
        var services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Renderer.class.getName()), providers);
        classes.addToClassPath(new ArrayList<>(List.of(folder)));
        renderers.lookAgain();
    }
}
