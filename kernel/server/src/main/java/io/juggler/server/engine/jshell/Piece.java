package io.juggler.server.engine.jshell;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

import java.util.ArrayList;
import java.util.List;

/**
 * One statement or declaration of a cell: the unit that JShell evaluates.
 *
 * @param source its text, with the comments before it
 * @param offset where its text starts in the cell, as an index of {@code char}s
 * @param wellFormed whether it parses
 */
record Piece(String source, int offset, boolean wellFormed) {

    /** Cuts a cell into its pieces; what cannot be cut is one piece that does not parse. */
    static List<Piece> of(String cell, SourceCodeAnalysis analysis) {
        var pieces = new ArrayList<Piece>();
        var text = cell.stripTrailing();
        int offset = text.length() - text.stripLeading().length();
        while (offset < text.length()) {
            var rest = text.substring(offset);
            var info = analysis.analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            // JShell may add line ends to what remains, so it is measured without them.
            var remaining = info.remaining() == null ? "" : info.remaining().strip();
            int next = text.length() - remaining.length();
            if (!info.completeness().isComplete() || next <= offset) {
                pieces.add(new Piece(rest, offset, false));
                break;
            }
            pieces.add(new Piece(info.source(), offset, true));
            offset = next;
        }
        return pieces;
    }
}
