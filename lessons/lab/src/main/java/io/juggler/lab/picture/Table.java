package io.juggler.lab.picture;

import org.w3c.dom.Element;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** A table whose cells are not broken; its notes, which take whole rows, are. */
final class Table implements Block {
    private static final double GAP = 12;
    private static final double ROW = 24;
    private static final double NOTE_INDENT = 12;
    private static final double BELOW = 8;

    private final Paragraph caption;
    private final List<Row> rows = new ArrayList<>();
    private final List<Double> widths = new ArrayList<>();

    /**
     * One row.
     *
     * @param note in place of cells, or null
     */
    private record Row(List<Cell> cells, boolean head, boolean best, Paragraph note) {}

    private record Cell(List<Inline> content, boolean left) {}

    private Table(Paragraph caption) {
        this.caption = caption;
    }

    static Table of(Element element) {
        Paragraph caption = null;
        boolean words = Elements.has(element, "words") || Elements.has(element, "meters");
        for (var child : Elements.of(element)) {
            if (child.getTagName().equals("caption")) {
                caption =
                        new Paragraph(
                                Inline.of(child, new Inline.Style(11, false, 0.7)), 11, 2, null);
            }
        }
        var table = new Table(caption);
        var rows = element.getElementsByTagName("tr");
        for (int i = 0; i < rows.getLength(); i++) {
            table.add((Element) rows.item(i), words);
        }
        return table;
    }

    private void add(Element row, boolean words) {
        boolean head = ((Element) row.getParentNode()).getTagName().equals("thead");
        boolean best = Elements.has(row, "best");
        var elements = Elements.of(row);
        if (Elements.has(row, "note")) {
            var style = new Inline.Style(11, false, 0.8);
            rows.add(
                    new Row(
                            List.of(),
                            false,
                            false,
                            new Paragraph(Inline.of(elements.getFirst(), style), 11, 4, null)));
            return;
        }
        var style = head ? new Inline.Style(11, false, 0.7) : new Inline.Style(13, best, 0.87);
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < elements.size(); i++) {
            var content = Inline.of(elements.get(i), style);
            boolean wall = Elements.has(elements.get(i), "wall") || (head && i == 2);
            cells.add(new Cell(content, words || i == 0 || wall));
            double width = Paragraph.width(content);
            if (i == widths.size()) {
                widths.add(width);
            } else {
                widths.set(i, Math.max(widths.get(i), width));
            }
        }
        rows.add(new Row(cells, head, best, null));
    }

    @Override
    public double least() {
        return widths.stream().mapToDouble(width -> width + GAP).sum();
    }

    @Override
    public double height(double width) {
        double height = (caption == null ? 0 : caption.height(width)) + BELOW;
        for (var row : rows) {
            height += height(row, width);
        }
        return height;
    }

    private static double height(Row row, double width) {
        return row.note() == null ? ROW : row.note().height(width - NOTE_INDENT);
    }

    @Override
    public void paint(Graphics2D to, double x, double y, double width) {
        double at = y;
        if (caption != null) {
            caption.paint(to, x, at, width);
            at += caption.height(width);
        }
        for (var row : rows) {
            if (row.note() != null) {
                row.note().paint(to, x + NOTE_INDENT, at, width - NOTE_INDENT);
            } else {
                paint(row, to, x, at);
            }
            at += height(row, width);
        }
    }

    private void paint(Row row, Graphics2D to, double x, double y) {
        if (row.best()) {
            to.setColor(Ink.black(0.05));
            to.fill(new Rectangle2D.Double(x, y, least(), ROW));
        }
        double at = x;
        for (int i = 0; i < row.cells().size(); i++) {
            var cell = row.cells().get(i);
            double left = cell.left() ? at : at + widths.get(i) - Paragraph.width(cell.content());
            Paragraph.paint(cell.content(), to, left, y + ROW - 8);
            at += widths.get(i) + GAP;
        }
        if (row.head()) {
            to.setColor(Ink.black(0.4));
            to.setStroke(new BasicStroke(1));
            to.draw(new Line2D.Double(x, y + ROW - 1, x + least() - GAP, y + ROW - 1));
        }
    }
}
