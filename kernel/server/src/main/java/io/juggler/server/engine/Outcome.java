package io.juggler.server.engine;

import io.juggler.api.MimeBundle;
import io.juggler.wire.ThrownInfo;

import java.util.List;

/**
 * How a cell ended. Everything that a user can bring about is a value here; exceptions are for bugs
 * and I/O.
 */
public sealed interface Outcome {

    /** The cell has a value to show. */
    record Value(MimeBundle bundle) implements Outcome {}

    /** The cell ran to its end and has nothing to show. */
    record Empty() implements Outcome {}

    /** The cell does not compile. */
    record CompileError(List<Problem> problems) implements Outcome {
        public CompileError {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The cell threw.
     *
     * @param thrown what; in the frames of its code and that of earlier cells the file name is the
     *     cell's title, the line is the cell's line, and the method name is the user's own, or
     *     empty for code that stands in no method
     */
    record Thrown(ThrownInfo thrown) implements Outcome {}

    /**
     * The user interrupted it.
     *
     * @param frames where it was, innermost first; empty where that is not known
     */
    record Interrupted(List<StackTraceElement> frames) implements Outcome {
        public Interrupted {
            frames = List.copyOf(frames);
        }
    }

    /**
     * The worker process died under the cell and has been replaced.
     *
     * @param reason what happened, such as {@code the code called System.exit(3)}
     * @param kept what came back: how many imports, methods, types; for the user
     */
    record WorkerDied(String reason, String kept) implements Outcome {}

    /**
     * One complaint of the compiler.
     *
     * @param message what is wrong and, where known, what to do
     * @param line the cell's line, from 1; 0 where there is none
     * @param column the column in that line, from 1; 0 where there is none
     * @param length how many characters it is about, at least 1 where there is a line
     */
    record Problem(String message, int line, int column, int length) {}
}
