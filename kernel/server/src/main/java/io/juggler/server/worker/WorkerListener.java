package io.juggler.server.worker;

import io.juggler.api.MimeBundle;
import io.juggler.wire.CommEvent;

import java.nio.file.Path;
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

    /** A cell, or the handler of a comm's message, opens, uses or closes a comm. */
    void comm(int cell, CommEvent event);

    /**
     * After an interrupt's grace period these threads of the cell still run: a line each, with the
     * stack below.
     */
    void stillRunning(int cell, List<String> threads);

    /**
     * A cell's code calls a magic that is not the worker's own. Answered on the calling thread's
     * own time, as {@link #input}.
     *
     * @param body null for a line magic
     * @param reply to be called once, from any thread
     */
    default void magic(
            int cell, String name, List<String> arguments, String body, MagicReply reply) {
        reply.failed("there are no magics here");
    }

    /** The worker has these magics from now on; as many summaries as names. */
    default void magicsDefined(List<String> names, List<String> summaries) {}

    /** The answer to code that called a magic. */
    interface MagicReply {
        /**
         * It has run.
         *
         * @param value null, a String or a List of them
         * @param classPath what cells see from now on
         */
        void done(Object value, List<Path> classPath);

        /** It could not run, or has failed; the calling code gets an exception that says so. */
        void failed(String reason);
    }

    /** The answer to a cell that asked for input. */
    interface InputReply {
        /** One line, without its line end. */
        void line(String text);

        /** No line can be had; the reading code gets an {@code IOException} with this message. */
        void refused(String reason);
    }
}
