package io.juggler.server.engine;

import io.juggler.wire.CommEvent;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Gives cells their meaning: compiles them and has the worker run them. Knows nothing of Jupyter.
 *
 * <p>{@link #execute} and {@link #addToClassPath} are called by one thread at a time. {@link
 * #complete}, {@link #document} and {@link #completeness} are called by another and never wait for
 * a running cell. {@link #interrupt} and {@link #close} may be called by any thread.
 */
public interface Engine extends AutoCloseable {

    /** Runs a cell; returns when it has ended and all output of its own thread was handed on. */
    Outcome execute(Cell cell);

    /**
     * Where the time of the cell that the calling thread has executed last went.
     *
     * @return null where this engine does not know
     */
    default Times times() {
        return null;
    }

    /**
     * Runs a cell beside the one that {@link #execute} runs. It sees what was defined when it
     * begins; what it defines, cells see that begin when it has ended. Any thread calls.
     */
    Outcome executeAside(Cell cell);

    /**
     * Hands on what the front end did to a comm; returns at once. Any thread calls.
     *
     * @param number under which what its handler puts out comes; no cell's
     * @return completes when it was dealt with and its output was handed on
     */
    CompletableFuture<Void> comm(int number, CommEvent event);

    /**
     * What cells have defined.
     *
     * @return null where this engine does not tell
     */
    default Definitions definitions() {
        return null;
    }

    /**
     * Interrupts that cell, or the handler of a comm's message; returns at once.
     *
     * @return false where that cell is not running
     */
    boolean interrupt(int cell);

    /** What could stand at the cursor. */
    Completions complete(String source, int cursor);

    /**
     * What is known about the name at the cursor.
     *
     * @return a line or a block for each candidate, plain text; empty where nothing is known
     */
    List<Documentation> document(String source, int cursor);

    /** Whether a front end should run this text or let the user go on typing. */
    Completeness completeness(String source);

    /** Adds jars or folders to what cells compile and run against. */
    void addToClassPath(List<Path> entries);

    /** Ends the worker too. */
    @Override
    void close();

    /**
     * Where a cell's time went, in ns, without the way between the processes.
     *
     * @param compile from the cell's text to its classes
     * @param load weaving and defining these
     * @param run the user's code
     * @param render making the value's forms
     */
    record Times(long compile, long load, long run, long render) {}

    /**
     * @param start where the text to replace starts, as an index of {@code char}s
     * @param end where it ends
     * @param items what could replace it, best first
     */
    record Completions(int start, int end, List<Item> items) {
        /**
         * @param text what replaces the text
         * @param type the field's word: {@code function}, {@code class}, {@code instance}, {@code
         *     keyword}, {@code module}, or empty where it is not known
         * @param signature shown beside it; may be empty
         */
        public record Item(String text, String type, String signature) {}
    }

    /**
     * @param signature the declaration in one line
     * @param javadoc its text, or empty
     */
    record Documentation(String signature, String javadoc) {}

    /** Whether a text is ready to run. */
    sealed interface Completeness {
        /** Ready to run. */
        record Complete() implements Completeness {}

        /**
         * More is needed.
         *
         * @param indent what the next line should start with
         */
        record Incomplete(String indent) implements Completeness {}

        /** No continuation can make it right. */
        record Invalid() implements Completeness {}

        /** It cannot be said. */
        record Unknown() implements Completeness {}
    }
}
