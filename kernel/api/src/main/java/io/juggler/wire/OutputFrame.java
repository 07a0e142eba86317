package io.juggler.wire;

import io.juggler.api.MimeBundle;

import java.util.List;

/**
 * Worker to server, on the output lane, each with the cell it belongs to; 0 where no cell has run
 * yet.
 */
public sealed interface OutputFrame extends Frame {

    /** The cell it belongs to. */
    int cell();

    /** Text that was printed. */
    record Printed(int cell, boolean toStderr, String text) implements OutputFrame {}

    /** Something to show; {@code displayId} may be null. */
    record Shown(int cell, MimeBundle bundle, String displayId, boolean update)
            implements OutputFrame {}

    /** The cell's output is to be cleared: at once, or when something new is shown. */
    record Cleared(int cell, boolean deferred) implements OutputFrame {}

    /**
     * A line of input is wanted. It travels here and not on the control lane, so that it cannot
     * overtake the prompt that was printed before it; the answer comes as {@link Signal.Input} on
     * the control lane.
     */
    record InputWanted(int cell, long id, String prompt, boolean password) implements OutputFrame {}

    /**
     * A cell calls a magic that the worker does not have. It travels here so that it cannot
     * overtake what was printed before it; the answer comes as {@link Signal.MagicDone}.
     *
     * @param body the cell's text below the call; null for a line magic
     */
    record MagicWanted(int cell, long id, String name, List<String> arguments, String body)
            implements OutputFrame {
        public MagicWanted {
            arguments = List.copyOf(arguments);
        }
    }

    /** Magics that the worker has from now on: what each is called, and what it is good for. */
    record MagicsDefined(int cell, List<String> names, List<String> summaries)
            implements OutputFrame {
        public MagicsDefined {
            names = List.copyOf(names);
            summaries = List.copyOf(summaries);
            if (names.size() != summaries.size()) {
                throw new IllegalArgumentException("as many summaries as names are wanted");
            }
        }
    }

    /** A cell opens, uses or closes a comm. */
    record Comm(int cell, CommEvent event) implements OutputFrame {}

    /** All that the cell's own thread put out has been sent. */
    record Mark(int cell) implements OutputFrame {}
}
