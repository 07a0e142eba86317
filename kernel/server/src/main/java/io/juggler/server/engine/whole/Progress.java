package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.CellCompiler.Part;
import io.juggler.server.engine.whole.Definition.Variable;

import java.util.List;

/**
 * How far a part of a cell got before it was cut short. Variables whose declarations were not
 * reached are as they were before: known under their old type, or not at all.
 *
 * @param line the cell's last line that ran
 */
record Progress(Part part, int line) {

    /**
     * @param frames of what cut it short, innermost first; all counts as reached where the cell is
     *     not among them
     */
    static Progress of(Part part, List<StackTraceElement> frames) {
        var own = part.own().getFirst().compiled().unit().className();
        return frames.stream()
                .filter(
                        frame ->
                                frame.getClassName().equals(own)
                                        && frame.getMethodName().startsWith(UnitWriter.RUN))
                .findFirst()
                .map(frame -> new Progress(part, frame.getLineNumber()))
                .orElse(new Progress(part, Integer.MAX_VALUE));
    }

    void restore(Names before, Names after) {
        for (var definition : part.own().getFirst().definitions()) {
            if (definition instanceof Variable variable && !isReached(variable)) {
                after.remove(variable);
                var old = before.variable(variable.name());
                if (old != null) {
                    after.define(old);
                }
            }
        }
    }

    private boolean isReached(Variable variable) {
        var piece = variable.origin().piece();
        return new MappedSource(variable.origin().cell()).line(piece.start()) <= line;
    }
}
