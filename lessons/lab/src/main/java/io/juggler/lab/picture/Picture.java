package io.juggler.lab.picture;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * The picture of a drawing: its HTML fragment laid out and painted with Java 2D, in black on white.
 * It knows the elements that the lab's own drawings are made of, and no others.
 */
public final class Picture {

    /** Two dots for each of CSS's pixels: sharp on today's screens and on paper. */
    public static final int SCALE = 2;

    private static final int LEAST_WIDTH = 720;
    private static final int MARGIN = 12;

    /** Past that, some front ends show nothing at all. */
    private static final int MOST_HEIGHT = 16_000;

    private Picture() {}

    /**
     * In PNG format.
     *
     * @param fragment a drawing's HTML
     * @throws IllegalStateException where this JVM has no fonts
     */
    public static byte[] png(String fragment) {
        var root = parsed(fragment).getDocumentElement();
        try {
            return png(painted(blocks(root)));
        } catch (LinkageError | InternalError e) {
            // The JDK's way to say that there is no fontconfig, or no font.
            throw new IllegalStateException(
                    "this JVM cannot draw text: install fontconfig and a font", e);
        }
    }

    private static Document parsed(String fragment) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(fragment)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("not a drawing of the lab", e);
        }
    }

    private static List<Block> blocks(Element root) {
        var blocks = new ArrayList<Block>();
        for (var element : Elements.of(root)) {
            switch (element.getTagName()) {
                case "p" -> blocks.add(Paragraph.of(element));
                case "table" -> blocks.add(Table.of(element));
                case "ul" -> Elements.of(element).forEach(li -> blocks.add(Paragraph.ofMark(li)));
                case "svg" -> blocks.add(new Vector(element));
                case "details" -> blocks.addAll(Paragraph.ofDetails(element));
                case "style" -> {}
                default ->
                        throw new IllegalArgumentException(
                                "no picture can be made of <" + element.getTagName() + ">");
            }
        }
        return blocks;
    }

    private static BufferedImage painted(List<Block> blocks) {
        double width = LEAST_WIDTH;
        for (var block : blocks) {
            width = Math.max(width, block.least());
        }
        double height = 0;
        for (var block : blocks) {
            height += block.height(width);
        }
        var image =
                new BufferedImage(
                        (int) Math.ceil(SCALE * (width + 2 * MARGIN)),
                        (int) Math.ceil(SCALE * Math.min(MOST_HEIGHT, height + 2 * MARGIN)),
                        BufferedImage.TYPE_INT_RGB);
        var to = image.createGraphics();
        try {
            paint(blocks, width, image, to);
        } finally {
            to.dispose();
        }
        return image;
    }

    private static void paint(
            List<Block> blocks, double width, BufferedImage image, Graphics2D to) {
        to.setColor(Color.WHITE);
        to.fillRect(0, 0, image.getWidth(), image.getHeight());
        to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        to.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        to.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        to.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        to.scale(SCALE, SCALE);
        double y = MARGIN;
        for (var block : blocks) {
            block.paint(to, MARGIN, y, width);
            y += block.height(width);
        }
    }

    private static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        // Without this stream ImageIO writes a file for its cache first.
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("a picture could not be written to memory", e);
        }
        return bytes.toByteArray();
    }
}
