package io.juggler.wire;

import java.util.List;

/** Server to worker, on the control lane. */
public sealed interface Signal extends Frame {

    /** Stop this cell and the threads that it started. */
    record Interrupt(int cell) implements Signal {}

    /**
     * The answer to {@link OutputFrame.InputWanted}: a line without its end, or why there is none;
     * the other is null.
     */
    record Input(long id, String line, String refusal) implements Signal {}

    /**
     * The answer to {@link OutputFrame.MagicWanted}.
     *
     * @param values what it gave: nothing, one text, or where {@code isList} is set, a list
     * @param failure why it gave nothing, or null
     * @param classPath entries that cells see from now on
     */
    record MagicDone(
            long id, List<String> values, boolean isList, String failure, List<String> classPath)
            implements Signal {
        public MagicDone {
            values = List.copyOf(values);
            classPath = List.copyOf(classPath);
        }
    }

    /**
     * The front end opens, uses or closes a comm. When that was dealt with, {@link
     * OutputFrame.Mark} says so, behind what it has put out.
     *
     * @param cell the number under which what is put out is sent
     */
    record Comm(int cell, CommEvent event) implements Signal {}

    /** Send every thread's stack, as {@link Report.Threads}. */
    record DumpThreads(long id) implements Signal {}
}
