package io.juggler.wire;

import java.util.List;

/** Worker to server, on the control lane. */
public sealed interface Report extends Frame {

    /** The answer to {@link Signal.DumpThreads}. */
    record Threads(long id, String text) implements Report {}

    /** These threads of an interrupted cell do not stop: a text each, with the stack. */
    record StillRunning(int cell, List<String> threads) implements Report {
        public StillRunning {
            threads = List.copyOf(threads);
        }
    }

    /**
     * The process is about to exit in order.
     *
     * @param cause why
     */
    record Exiting(Cause cause) implements Report {
        /** Why a worker exits. */
        public enum Cause {
            /** Somebody called {@code System.exit} or {@code Runtime.exit}. */
            CALLED,
            /** A signal asked for it, or the last thread ended. */
            ASKED,
            /** There was not enough memory left to go on. */
            OUT_OF_MEMORY
        }
    }
}
