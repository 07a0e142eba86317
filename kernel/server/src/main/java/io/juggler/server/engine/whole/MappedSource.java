package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Piece.Span;

import java.util.Arrays;

/**
 * Source text put together from pieces of a cell and text of our own, which knows where in the cell
 * each character stood.
 */
final class MappedSource {
    private final StringBuilder text = new StringBuilder();
    private final String cell;
    private final int[] lineStarts;
    private int[] generatedAt = new int[64];
    private int[] cellAt = new int[64];
    private int[] lengths = new int[64];
    private int count;

    MappedSource(String cell) {
        this.cell = cell;
        this.lineStarts = lineStarts(cell);
    }

    /** Appends text of our own. */
    MappedSource add(String own) {
        text.append(own);
        return this;
    }

    /** Appends a part of the cell as it stands. */
    MappedSource add(Span span) {
        if (span.end() > span.start()) {
            if (count == lengths.length) {
                generatedAt = Arrays.copyOf(generatedAt, 2 * count);
                cellAt = Arrays.copyOf(cellAt, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            generatedAt[count] = text.length();
            cellAt[count] = span.start();
            lengths[count++] = span.end() - span.start();
            text.append(cell, span.start(), span.end());
        }
        return this;
    }

    String text() {
        return text.toString();
    }

    String cell() {
        return cell;
    }

    /**
     * Where in the cell a generated character stood; what is our own text counts to the cell's text
     * before it.
     *
     * @return -1 where nothing of the cell comes before it
     */
    int cellOffset(int generated) {
        int i = Arrays.binarySearch(generatedAt, 0, count, generated);
        if (i < 0) {
            i = -i - 2;
        }
        return i < 0 ? -1 : cellAt[i] + Math.min(generated - generatedAt[i], lengths[i]);
    }

    /** Whether a generated character is the cell's own. */
    boolean isCells(int generated) {
        int i = Arrays.binarySearch(generatedAt, 0, count, generated);
        if (i < 0) {
            i = -i - 2;
        }
        return i >= 0 && generated < generatedAt[i] + lengths[i];
    }

    /** The cell's line, from 1, of a character of the cell. */
    int line(int cellOffset) {
        int i = Arrays.binarySearch(lineStarts, cellOffset);
        return i >= 0 ? i + 1 : -i - 1;
    }

    /** The column, from 1, in that line. */
    int column(int cellOffset) {
        return cellOffset - lineStarts[line(cellOffset) - 1] + 1;
    }

    /** For each generated line, from 1, the cell's line that it holds or comes after. */
    int[] lines() {
        int generatedLines = 1;
        for (int i = 0; i < text.length(); i++) {
            generatedLines += text.charAt(i) == '\n' ? 1 : 0;
        }
        var lines = new int[generatedLines + 1];
        int line = 1;
        int segment = 0;
        int cellLine = 1;
        int lineStart = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) != '\n') {
                continue;
            }
            while (segment < count && generatedAt[segment] + lengths[segment] <= lineStart) {
                segment++;
            }
            if (segment < count && generatedAt[segment] < i) {
                int inSegment = Math.max(lineStart - generatedAt[segment], 0);
                cellLine = line(cellAt[segment] + inSegment);
            }
            lines[line++] = cellLine;
            lineStart = i + 1;
        }
        return lines;
    }

    private static int[] lineStarts(String text) {
        var starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * lines);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }
}
