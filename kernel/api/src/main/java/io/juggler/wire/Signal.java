package io.juggler.wire;

/** Server to worker, on the control lane. */
public sealed interface Signal extends Frame {

    /** Stop this cell and the threads that it started. */
    record Interrupt(int cell) implements Signal {}

    /**
     * The answer to {@link OutputFrame.InputWanted}: a line without its end, or why there is none;
     * the other is null.
     */
    record Input(long id, String line, String refusal) implements Signal {}

    /** Send every thread's stack, as {@link Report.Threads}. */
    record DumpThreads(long id) implements Signal {}
}
