package io.juggler.lab.picture;

import static io.juggler.lab.picture.Elements.number;

import org.w3c.dom.Element;

import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.TexturePaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** A drawing in SVG, of the elements that the lab's own are made of. */
record Vector(Element svg) implements Block {
    private static final double ABOVE = 6;

    @Override
    public double least() {
        return box()[2];
    }

    @Override
    public double height(double width) {
        return ABOVE + box()[3] + 4;
    }

    private double[] box() {
        var parts = svg.getAttribute("viewBox").split(" ");
        var box = new double[4];
        for (int i = 0; i < box.length; i++) {
            box[i] = Double.parseDouble(parts[i]);
        }
        return box;
    }

    @Override
    public void paint(Graphics2D to, double x, double y, double width) {
        paint(svg, to, x, y + ABOVE);
    }

    /** Paints what is inside with its origin there. */
    static void paint(Element svg, Graphics2D to, double x, double y) {
        var here = (Graphics2D) to.create();
        try {
            here.translate(x, y);
            paintInside(svg, here);
        } finally {
            here.dispose();
        }
    }

    private static void paintInside(Element parent, Graphics2D to) {
        for (var element : Elements.of(parent)) {
            switch (element.getTagName()) {
                case "g" -> paintInside(element, to);
                case "text" -> text(element, to);
                case "rect" -> shape(element, rectangle(element), to);
                case "path" -> shape(element, PathData.parsed(element.getAttribute("d")), to);
                case "line" -> shape(element, line(element), to);
                case "circle" -> shape(element, circle(element), to);
                case "title", "defs" -> {}
                default ->
                        throw new IllegalArgumentException(
                                "no picture can be made of <" + element.getTagName() + ">");
            }
        }
    }

    private static Shape rectangle(Element rect) {
        double round = 2 * number(rect, "rx", 0);
        return new RoundRectangle2D.Double(
                number(rect, "x", 0),
                number(rect, "y", 0),
                number(rect, "width", 0),
                number(rect, "height", 0),
                round,
                round);
    }

    private static Shape line(Element line) {
        return new Line2D.Double(
                number(line, "x1", 0),
                number(line, "y1", 0),
                number(line, "x2", 0),
                number(line, "y2", 0));
    }

    private static Shape circle(Element circle) {
        double r = number(circle, "r", 0);
        return new Ellipse2D.Double(
                number(circle, "cx", 0) - r, number(circle, "cy", 0) - r, 2 * r, 2 * r);
    }

    private static void shape(Element element, Shape shape, Graphics2D to) {
        var fill = fill(element, to);
        if (fill != null) {
            to.setPaint(fill);
            to.fill(shape);
        }
        var stroke = Ink.stroke(element);
        if (stroke != null) {
            to.setColor(stroke);
            to.setStroke(Ink.line(element));
            to.draw(shape);
        }
    }

    private static Paint fill(Element element, Graphics2D to) {
        var name = element.getAttribute("fill");
        return name.startsWith("url(#")
                ? pattern(element, name.substring(5, name.length() - 1), to)
                : Ink.fill(element);
    }

    private static Paint pattern(Element element, String id, Graphics2D to) {
        var patterns = element.getOwnerDocument().getElementsByTagName("pattern");
        for (int i = 0; i < patterns.getLength(); i++) {
            var pattern = (Element) patterns.item(i);
            if (pattern.getAttribute("id").equals(id)) {
                return tile(pattern, to);
            }
        }
        throw new IllegalArgumentException("there is no pattern " + id);
    }

    private static Paint tile(Element pattern, Graphics2D to) {
        int size = (int) number(pattern, "width", 0);
        int dots = 4 * Picture.SCALE * size;
        var image = new BufferedImage(dots, dots, BufferedImage.TYPE_INT_ARGB);
        var inside = image.createGraphics();
        try {
            inside.setRenderingHints(to.getRenderingHints());
            inside.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            inside.scale((double) dots / size, (double) dots / size);
            paintInside(pattern, inside);
        } finally {
            inside.dispose();
        }
        return new TexturePaint(image, new Rectangle2D.Double(0, 0, size, size));
    }

    private static void text(Element element, Graphics2D to) {
        boolean group = Elements.has(element, "group");
        var font = Ink.font(group, 11);
        var text = element.getTextContent();
        double width = Inline.Word.advance(text, font);
        double x =
                switch (element.getAttribute("text-anchor")) {
                    case "middle" -> number(element, "x", 0) - width / 2;
                    case "end" -> number(element, "x", 0) - width;
                    default -> number(element, "x", 0);
                };
        double y = number(element, "y", 0);
        if (group) {
            // On a page it has an outline of the page's colour, so that lines do not cross it.
            to.setColor(java.awt.Color.WHITE);
            to.fill(new Rectangle2D.Double(x - 1, y - 9, width + 2, 11));
        }
        to.setFont(font);
        to.setColor(Ink.black(group ? 0.87 : 0.65));
        to.drawString(text, (float) x, (float) y);
    }
}
