package io.juggler.server.session;

import io.juggler.server.protocol.Reply.PastCells.Entry;
import io.juggler.server.protocol.Request;

import java.util.List;

/** The cells that ran. Any thread may call it. */
public interface History extends AutoCloseable {

    /**
     * Keeps a cell.
     *
     * @param line its execution count
     * @param output its value as text, or null
     */
    void add(int line, String input, String output);

    /** The cells asked for, oldest first. */
    List<Entry> entries(Request.History.Access access);

    /** Keeps what is not kept yet. */
    @Override
    default void close() {}
}
