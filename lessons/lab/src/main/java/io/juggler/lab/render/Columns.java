package io.juggler.lab.render;

import java.util.ArrayList;
import java.util.List;

/** Lays out cells in columns of text. */
final class Columns {

    /** Shorter names say nothing. */
    private static final int LEAST = 12;

    private final boolean[] right;
    private final int[] gaps;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * Columns.
     *
     * @param layout one letter for each: l for left, r for right; upper case for one space to the
     *     column before, not two
     */
    Columns(String layout) {
        right = new boolean[layout.length()];
        gaps = new int[layout.length()];
        for (int i = 0; i < right.length; i++) {
            right[i] = Character.toLowerCase(layout.charAt(i)) == 'r';
            gaps[i] = i == 0 ? 0 : Character.isUpperCase(layout.charAt(i)) ? 1 : 2;
        }
    }

    void line(String... cells) {
        lines.add(List.of(cells));
    }

    /** The lines, without trailing blanks, as wide as they are. */
    List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /**
     * The lines, with what is in the first column shortened where they would be wider than that.
     */
    List<String> lines(int most) {
        int[] widths = new int[right.length];
        for (var line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(line.get(i)));
            }
        }
        int over = -most;
        for (int i = 0; i < widths.length; i++) {
            over += widths[i] == 0 ? 0 : gaps[i] + widths[i];
        }
        if (over > 0) {
            widths[0] = Math.min(widths[0], Math.max(LEAST, widths[0] - over));
        }
        var laidOut = new ArrayList<String>();
        for (var line : lines) {
            var text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                var cell = i == 0 ? Labels.ends(line.get(i), Math.max(1, widths[i])) : line.get(i);
                var pad = " ".repeat(widths[i] - length(cell));
                text.append(widths[i] == 0 ? "" : " ".repeat(gaps[i]));
                text.append(right[i] ? pad : "").append(cell).append(right[i] ? "" : pad);
            }
            laidOut.add(text.toString().stripTrailing());
        }
        return laidOut;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
