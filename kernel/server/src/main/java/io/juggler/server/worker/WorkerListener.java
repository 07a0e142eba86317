package io.juggler.server.worker;

import io.juggler.api.MimeBundle;

import java.util.List;

/**
 * What the worker sends without being asked. Called by the lanes' reader threads, in the order in
 * which the worker wrote; a call that blocks slows the worker down, which is the back-pressure that
 * a flooding cell meets.
 */
public interface WorkerListener {

    /** Which stream a text was printed to. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /** Text that a thread of that cell printed. */
    void text(int cell, Stream stream, String text);

    /**
     * Something to show.
     *
     * @param displayId null where it will not be updated
     * @param update whether it replaces what was shown under that id
     */
    void display(int cell, MimeBundle bundle, String displayId, boolean update);

    /** The cell asks for its output to be cleared. */
    void clear(int cell, boolean wait);

    /**
     * The cell reads from standard input. Answered on the calling thread's own time: the reader of
     * the control lane does not wait for it.
     *
     * @param reply to be called once, from any thread
     */
    void input(int cell, String prompt, boolean password, InputReply reply);

    /**
     * After an interrupt's grace period these threads of the cell still run: a line each, with the
     * stack below.
     */
    void stillRunning(int cell, List<String> threads);

    /** The answer to a cell that asked for input. */
    interface InputReply {
        /** One line, without its line end. */
        void line(String text);

        /** No line can be had; the reading code gets an {@code IOException} with this message. */
        void refused(String reason);
    }
}
