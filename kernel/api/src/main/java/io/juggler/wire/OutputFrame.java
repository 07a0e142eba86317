package io.juggler.wire;

import io.juggler.api.MimeBundle;

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

    /** All that the cell's own thread put out has been sent. */
    record Mark(int cell) implements OutputFrame {}
}
