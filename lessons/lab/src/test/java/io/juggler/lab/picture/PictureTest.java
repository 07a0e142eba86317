package io.juggler.lab.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.Drawing;
import io.juggler.lab.draw.FixedDrawings;
import io.juggler.lab.learn.FixedLessons;
import io.juggler.lab.render.FixedFigures;

import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

import javax.imageio.ImageIO;

/** Leaves the pictures in {@code target/pictures}. */
class PictureTest {

    @Test
    void everyDrawingHasAPicture() throws IOException {
        var all = new ArrayList<Drawing>();
        all.addAll(FixedDrawings.all());
        all.addAll(FixedLessons.all());
        assertTrue(all.size() > 8, all::toString);
        for (int i = 0; i < all.size(); i++) {
            var image = kept("drawing-" + i, all.get(i).toPng());
            assertTrue(image.getWidth() >= 2 * 720, () -> image.getWidth() + " dots");
            assertTrue(ink(image) > 2_000, "something is on it");
        }
    }

    @Test
    void aComparisonShowsWhatItsHtmlShows() throws IOException {
        var image = kept("fetches", Picture.png(FixedFigures.fetches("fetch").toHtml()));
        assertTrue(count(image, 0x009E73) > 500, "the best row's bar");
        assertTrue(count(image, 0x0072B2) > 100, "a task that runs");
        assertTrue(image.getHeight() > 2 * 400, () -> image.getHeight() + " dots");
    }

    @Test
    void patternsAreTiled() throws IOException {
        var image = kept("crowd", Picture.png(FixedFigures.crowd().toHtml()));
        assertTrue(count(image, 0xD55E00) > 500, "ready tasks are dotted");
    }

    @Test
    void whoHoldsItsCarrierIsPaleAndMarked() throws IOException {
        var image = kept("pinned", Picture.png(FixedFigures.pinned().toHtml()));
        // The first task's blue, at 22 % on white, in its own row and the carrier's.
        assertTrue(count(image, 0xC7E0EE) > 500, "held");
    }

    @Test
    void textOfAnyOriginIsText() throws IOException {
        var image =
                kept("markup", Picture.png(FixedFigures.fetches("<b>&amp; \u202e\"x\"").toHtml()));
        assertTrue(ink(image) > 2_000);
    }

    @Test
    void whatIsNotADrawingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Picture.png("<div><form/></div>"));
        assertThrows(IllegalArgumentException.class, () -> Picture.png("text"));
    }

    @Test
    void pathsAreReadAsSvgSays() {
        var cross = PathData.parsed("M10 5l8 9m0-9l-8 9").getBounds2D();
        assertEquals(10, cross.getX());
        assertEquals(8, cross.getWidth());
        assertEquals(9, cross.getHeight());
        var circle = PathData.parsed("M20 20m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z");
        assertTrue(circle.contains(20, 23.5) && circle.contains(20, 16.5));
        assertTrue(!circle.contains(23.5, 23.5));
        assertThrows(IllegalArgumentException.class, () -> PathData.parsed("M1 1C2 2 3 3 4 4"));
    }

    private static BufferedImage kept(String name, byte[] png) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve(name + ".png"), png);
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int ink(BufferedImage image) {
        int ink = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                ink += (image.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
            }
        }
        return ink;
    }

    private static int count(BufferedImage image, int colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
            }
        }
        return count;
    }
}
