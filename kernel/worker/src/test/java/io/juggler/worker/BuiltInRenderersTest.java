package io.juggler.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.Markup;
import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

class BuiltInRenderersTest {
    private final Renderers renderers = new Renderers(new CellClasses());

    /** As a user would write one. */
    public record Ball(String colour, int grams) {}

    /** A class with getters and no text of its own. */
    public static final class Juggler {
        public String getName() {
            return "Ali";
        }

        public boolean isSteady() {
            return true;
        }

        public int getBroken() {
            return List.<Integer>of().getFirst();
        }
    }

    private String html(Object value) {
        return (String) renderers.render(value).data().get(MimeBundle.HTML);
    }

    private String text(Object value) {
        return renderers.render(value).plainText();
    }

    @Test
    void aListOfRecordsIsATableWithTheirComponentsAndTypes() {
        var balls = List.of(new Ball("red", 90), new Ball("<b>", 120));
        var html = html(balls);
        assertTrue(html.contains("colour<br>") && html.contains(">String<"), html);
        assertTrue(html.contains("&lt;b&gt;") && !html.contains("<b>"), html);
        assertTrue(html.contains("text-align:right\">90</td>"), html);
        assertTrue(html.contains("List of 2 rows"), html);
        assertEquals(balls.toString(), text(balls));
    }

    @Test
    void aTableIsBoundedAndSaysSo() {
        var balls = IntStream.range(0, 1200).mapToObj(i -> new Ball("b" + i, i)).toList();
        var html = html(balls);
        assertTrue(html.contains("List of 1,200 rows, the first 50"), html);
        assertTrue(html.contains(">b49<") && !html.contains(">b50<"), html);
        assertTrue(text(balls).endsWith("List of 1,200 rows, the first 50"), text(balls));
    }

    @Test
    void textFitsIntoEightyColumns() {
        var wide = new ArrayList<Map<String, Object>>();
        for (int row = 0; row < 5; row++) {
            var map = new LinkedHashMap<String, Object>();
            for (int column = 0; column < 30; column++) {
                map.put("column" + column, "value " + row + " " + "x".repeat(column * 3));
            }
            wide.add(map);
        }
        for (Object value :
                List.of(
                        wide,
                        IntStream.range(0, 300).boxed().toList(),
                        new double[40][40],
                        Map.of("key", "v".repeat(500), "other", 1))) {
            text(value)
                    .lines()
                    .filter(line -> !line.contains("columns do not fit"))
                    .forEach(line -> assertTrue(line.length() <= 80, line));
        }
        assertTrue(text(wide).contains("columns do not fit here"), text(wide));
    }

    @Test
    void whatFitsIntoALineStaysOne() {
        assertNull(html(List.of(1, 2, 3)));
        assertEquals("[1, 2, 3]", text(List.of(1, 2, 3)));
        assertNull(html(new int[] {1, 2}));
        assertNull(html("text"));
        assertEquals("{a=1}", text(Map.of("a", 1)));
        assertTrue(html(Map.of("a", 1)).contains(">key<"));
    }

    @Test
    void aLongListOfNumbersIsWrapped() {
        var text = text(IntStream.range(0, 45).boxed().toList());
        assertTrue(text.startsWith("[0, 1, 2, 3,"), text);
        assertTrue(text.endsWith("44]\nList of 45 rows"), text);
    }

    @Test
    void aMatrixIsATable() {
        var html = html(new double[][] {{1, 2.5}, {3, 4}});
        assertTrue(html.contains(">2.5</td>") && html.contains("double[][] of 2 rows"), html);
        assertFalse(html.contains("<thead>"), html);
    }

    @Test
    void aStreamShowsItsFirstElementsAndNoMore() {
        var taken = new ArrayList<Integer>();
        var text = text(Stream.iterate(1, i -> i + 1).peek(taken::add));
        assertTrue(text.contains("Stream, the first 50 elements"), text);
        assertTrue(taken.size() <= 52, "read " + taken.size());
    }

    @Test
    void aBeanIsShownByItsProperties() {
        var text = text(new Juggler());
        assertTrue(text.contains("name    Ali") && text.contains("steady  true"), text);
        assertTrue(text.contains("broken  (threw NoSuchElementException)"), text);
        assertTrue(html(List.of(new Juggler())).contains(">Ali<"));
    }

    @Test
    void anOptionalShowsWhatIsInIt() {
        assertTrue(html(Optional.of(new Ball("red", 1))).contains(">red<"));
        assertEquals("Optional[5]", text(Optional.of(5)));
        assertEquals("Optional.empty", text(Optional.empty()));
    }

    @Test
    void aDurationIsSaidInWords() {
        assertEquals("1 h 2 min 3.5 s (PT1H2M3.5S)", text(Duration.ofMillis(3_723_500)));
        assertEquals("1.5 ms (PT0.0015S)", text(Duration.ofNanos(1_500_000)));
        assertEquals("-2 d (PT-48H)", text(Duration.ofDays(-2)));
        assertEquals("0 s (PT0S)", text(Duration.ZERO));
        record Lap(int lap, Duration time) {}
        var laps = renderers.render(List.of(new Lap(1, Duration.ofMillis(1500))));
        assertTrue(laps.data().get("text/html").toString().contains(">1.5 s<"), laps::toString);
    }

    @Test
    void aThrowableShowsItsStackAndAThreadItsState() {
        var text = text(new IllegalStateException("outer", new IOException("inner")));
        assertFalse(text.contains(" more"), text);
        assertTrue(
                text.contains("outer") && text.contains("Caused by: java.io.IOException: inner"));
        assertTrue(text(Thread.ofVirtual().unstarted(() -> {})).startsWith("virtual thread #"));
        assertTrue(text(Thread.currentThread()).contains(", runnable"));
    }

    @Test
    void aPathToAPictureShowsIt(@TempDir Path folder) throws IOException {
        var file = folder.resolve("dot.png");
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        assertTrue(renderers.render(file).data().get("image/png") instanceof byte[]);
        assertEquals(file.toString(), text(file));
        Files.writeString(folder.resolve("not.txt"), "x");
        assertEquals(1, renderers.render(folder.resolve("not.txt")).data().size());
        assertEquals(1, renderers.render(folder.resolve("missing.png")).data().size());
    }

    @Test
    void aListInItselfAndOneThatThrowsAreShown() {
        var self = new ArrayList<Object>();
        self.add(self);
        assertEquals("[(this Collection)]", text(self));
        var throwing =
                new java.util.AbstractList<Object>() {
                    @Override
                    public Object get(int index) {
                        throw new IllegalStateException("no element");
                    }

                    @Override
                    public int size() {
                        return 3;
                    }
                };
        assertTrue(text(throwing).contains("no element"), text(throwing));
        assertTrue(text(Collections.singletonList(null)).contains("null"));
    }

    @Test
    void aRendererThatWasRegisteredWinsAndTheLastOneMost() {
        renderers.register(of("first"));
        renderers.register(of("second"));
        assertEquals("second", text(new Ball("red", 1)));
    }

    private static Renderer<Ball> of(String text) {
        return new Renderer<>() {
            @Override
            public Class<Ball> type() {
                return Ball.class;
            }

            @Override
            public MimeBundle render(Ball value) {
                return MimeBundle.text(text);
            }
        };
    }

    @Test
    void markupHasItsSourceOrItsTextAsPlainForm() {
        assertEquals("bold x & y", Markup.html("<b>bold</b> x &amp; y").plainText());
        assertEquals("$$x^2$$", Markup.latex("x^2").data().get("text/latex"));
        assertEquals("{\"a\": 1}", Markup.json("{\"a\": 1}").data().get("application/json"));
        assertTrue(((String) Markup.xml("<a/>").data().get("text/html")).contains("&lt;a/&gt;"));
    }
}
