package io.juggler.lab.picture;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What stands in a line: words, bars and small drawings. */
sealed interface Inline {

    /** How text is measured, so that a line is as wide when it is painted. */
    FontRenderContext MEASURED = new FontRenderContext(null, true, true);

    double width();

    /** Paints it with the line's text standing on that height. */
    void paint(Graphics2D to, double x, double baseline);

    /**
     * Text without a break.
     *
     * @param spaced whether a space goes before it, where it does not begin a line
     */
    record Word(String text, Font font, Color colour, boolean spaced) implements Inline {
        @Override
        public double width() {
            return advance(text, font);
        }

        double space() {
            return spaced ? advance(" ", font) : 0;
        }

        static double advance(String text, Font font) {
            return font.getStringBounds(text, MEASURED).getWidth();
        }

        @Override
        public void paint(Graphics2D to, double x, double baseline) {
            to.setFont(font);
            to.setColor(colour);
            to.drawString(text, (float) x, (float) baseline);
        }
    }

    /**
     * A bar.
     *
     * @param full how much of it is filled, from 0 to 1; the rest is an outline
     */
    record Bar(double length, double full, Color colour) implements Inline {
        private static final double HEIGHT = 9;
        private static final double GAP = 7;

        @Override
        public double width() {
            return length + GAP;
        }

        @Override
        public void paint(Graphics2D to, double x, double baseline) {
            to.setColor(colour);
            to.fill(new RoundRectangle2D.Double(x, baseline - HEIGHT, length * full, HEIGHT, 2, 2));
            if (full < 1) {
                to.setColor(Ink.black(0.87));
                to.setStroke(new java.awt.BasicStroke(1));
                to.draw(new Rectangle2D.Double(x, baseline - HEIGHT, length, HEIGHT));
            }
        }
    }

    /** A small drawing. */
    record Sign(Element svg) implements Inline {
        @Override
        public double width() {
            return Elements.number(svg, "width", 0);
        }

        @Override
        public void paint(Graphics2D to, double x, double baseline) {
            Vector.paint(svg, to, x, baseline - Elements.number(svg, "height", 0) + 1);
        }
    }

    /** How text is written at some place. */
    record Style(double size, boolean bold, double opacity) {
        Font font() {
            return Ink.font(bold, size);
        }

        private Style inside(Element element) {
            return switch (element.getTagName()) {
                case "b" -> new Style(size, true, opacity);
                case "small" -> new Style(11, false, opacity * 0.72);
                default -> this;
            };
        }
    }

    /** What an element's content is made of. */
    static List<Inline> of(Element element, Style style) {
        var all = new ArrayList<Inline>();
        collect(element, style, false, all);
        return all;
    }

    private static void collect(Node node, Style style, boolean whole, List<Inline> all) {
        for (var child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            switch (child) {
                case Text text -> words(text.getData(), style, whole, all);
                case Element element when Elements.has(element, "meter") -> {
                    double share = Elements.width(Elements.of(element).getFirst()) / 100;
                    all.add(new Bar(300, share, Ink.colour("#0072B2")));
                }
                case Element element when element.getTagName().equals("svg") ->
                        all.add(new Sign(element));
                case Element element when element.getTagName().equals("span") -> {
                    // Not broken within, and apart from the next one.
                    collect(element, style, true, all);
                    all.add(new Word("  ", style.font(), Ink.black(0), false));
                }
                case Element element -> collect(element, style.inside(element), whole, all);
                default -> {}
            }
        }
    }

    private static void words(String text, Style style, boolean whole, List<Inline> all) {
        var colour = Ink.black(style.opacity());
        if (whole) {
            all.add(new Word(text, style.font(), colour, false));
            return;
        }
        boolean spaced = !text.isEmpty() && Character.isWhitespace(text.charAt(0));
        for (var word : text.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                all.add(new Word(word, style.font(), colour, spaced));
                spaced = true;
            }
        }
        if (spaced && !text.isBlank() && Character.isWhitespace(text.charAt(text.length() - 1))) {
            all.add(new Word("", style.font(), colour, true));
        } else if (text.isBlank() && !text.isEmpty()) {
            all.add(new Word("", style.font(), colour, true));
        }
    }
}
