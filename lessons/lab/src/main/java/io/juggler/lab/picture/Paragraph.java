package io.juggler.lab.picture;

import org.w3c.dom.Element;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Text that is broken into lines.
 *
 * @param size of its letters
 * @param below the space below it
 * @param mark the colour of a stroke at its left, or null
 */
record Paragraph(List<Inline> content, double size, double below, Color mark) implements Block {
    private static final double LINE = 1.45;
    private static final double INDENT = 14;
    private static final int PRINTED_LINES = 12;

    private static final Map<String, String> MARKS =
            Map.of("mark-good", "#009E73", "mark-open", "#D55E00", "mark-unclear", "#999933");

    static Paragraph of(Element p) {
        if (Elements.has(p, "verdict")) {
            return new Paragraph(Inline.of(p, new Inline.Style(14, false, 0.87)), 14, 8, null);
        }
        if (Elements.has(p, "key")) {
            return new Paragraph(Inline.of(p, new Inline.Style(11, false, 0.7)), 11, 4, null);
        }
        return new Paragraph(Inline.of(p, new Inline.Style(13, false, 0.87)), 13, 6, null);
    }

    /** A line of a list. */
    static Paragraph ofMark(Element li) {
        Color mark = Elements.has(li, "mark-chosen") ? Ink.black(0.87) : new Color(0, 0, 0, 0);
        for (var each : MARKS.entrySet()) {
            if (Elements.has(li, each.getKey())) {
                mark = Ink.colour(each.getValue());
            }
        }
        return new Paragraph(Inline.of(li, new Inline.Style(13, false, 0.87)), 13, 4, mark);
    }

    /** What can be unfolded on a page, unfolded. */
    static List<Paragraph> ofDetails(Element details) {
        var all = new ArrayList<Paragraph>();
        var style = new Inline.Style(12, false, 0.87);
        for (var element : Elements.of(details)) {
            if (element.getTagName().equals("pre")) {
                var lines = element.getTextContent().lines().toList();
                for (var line : lines.subList(0, Math.min(PRINTED_LINES, lines.size()))) {
                    all.add(ofLine("  " + line, style));
                }
                if (lines.size() > PRINTED_LINES) {
                    all.add(ofLine("  … " + (lines.size() - PRINTED_LINES) + " more", style));
                }
            } else {
                all.add(new Paragraph(Inline.of(element, style), 12, 2, null));
            }
        }
        return all;
    }

    private static Paragraph ofLine(String text, Inline.Style style) {
        var word = new Inline.Word(text, style.font(), Ink.black(style.opacity()), false);
        return new Paragraph(List.of(word), 12, 0, null);
    }

    @Override
    public double least() {
        return 0;
    }

    @Override
    public double height(double width) {
        return lines(width).size() * size * LINE + below;
    }

    @Override
    public void paint(Graphics2D to, double x, double y, double width) {
        if (mark != null) {
            to.setColor(mark);
            to.setStroke(new BasicStroke(1));
            to.fill(new Rectangle2D.Double(x, y, 4, height(width) - below));
        }
        double baseline = y + size * 1.1;
        for (var line : lines(width)) {
            paint(line, to, x + indent(), baseline);
            baseline += size * LINE;
        }
    }

    private double indent() {
        return mark == null ? 0 : INDENT;
    }

    private List<List<Inline>> lines(double width) {
        var lines = new ArrayList<List<Inline>>();
        var line = new ArrayList<Inline>();
        double used = 0;
        for (var each : content) {
            double more = space(each, line.isEmpty()) + each.width();
            if (!line.isEmpty() && used + more > width - indent() && each.width() > 0) {
                lines.add(List.copyOf(line));
                line.clear();
                used = 0;
                more = each.width();
            }
            line.add(each);
            used += more;
        }
        lines.add(line);
        return lines;
    }

    private static double space(Inline inline, boolean first) {
        return !first && inline instanceof Inline.Word word ? word.space() : 0;
    }

    /** How wide a line is that is not broken. */
    static double width(List<Inline> line) {
        double width = 0;
        for (int i = 0; i < line.size(); i++) {
            width += space(line.get(i), i == 0) + line.get(i).width();
        }
        return width;
    }

    static void paint(List<Inline> line, Graphics2D to, double x, double baseline) {
        double at = x;
        for (int i = 0; i < line.size(); i++) {
            at += space(line.get(i), i == 0);
            line.get(i).paint(to, at, baseline);
            at += line.get(i).width();
        }
    }
}
