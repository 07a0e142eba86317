package io.juggler.worker;

/** Thrown in the threads of an interrupted cell. */
final class CellInterrupted extends Error {
    private static final long serialVersionUID = 1;

    CellInterrupted() {
        super("the cell was interrupted");
    }
}
