package io.juggler.lab.render;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of at most 80 columns. */
final class Lines {
    static final int COLUMNS = 80;

    /** Text that is longer is cut. */
    private static final int MOST = 10_000;

    private Lines() {}

    /**
     * The text's words on as many lines as it takes; a word that is longer than a line is cut.
     *
     * @param first what the first line begins with
     * @param indent what each other line begins with
     */
    static List<String> wrapped(String first, String indent, String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder(first);
        var begin = first;
        for (var word : Labels.line(text, MOST).split(" ")) {
            for (var piece = word; !piece.isEmpty(); ) {
                boolean empty = line.length() == begin.length();
                int room = COLUMNS - line.length() - (empty ? 0 : 1);
                if (piece.length() <= room) {
                    line.append(empty ? "" : " ").append(piece);
                    piece = "";
                } else if (!empty) {
                    lines.add(line.toString());
                    begin = indent;
                    line = new StringBuilder(indent);
                } else {
                    int cut =
                            piece.offsetByCodePoints(
                                    0, Math.min(piece.codePointCount(0, piece.length()), room / 2));
                    lines.add(begin + piece.substring(0, cut));
                    begin = indent;
                    line = new StringBuilder(indent);
                    piece = piece.substring(cut);
                }
            }
        }
        if (line.length() > begin.length()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
