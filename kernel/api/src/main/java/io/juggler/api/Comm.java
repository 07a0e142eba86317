package io.juggler.api;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One end of a two-way channel between code in cells and code in the front end, such as a widget's.
 *
 * <pre>{@code
 * Comm.onOpen("echo", (comm, opened) -> comm.onMessage(m -> comm.send(m.data())));
 * }</pre>
 *
 * <p>Handlers run one after another on a thread of their own, also while a cell runs; what they
 * print and show belongs to the message that they handle. Any thread may send.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages">
 *     Jupyter messaging, comms</a>
 */
public interface Comm {

    /** Its id, which both ends know it by. */
    String id();

    /** The name of what it was opened for. */
    String target();

    /**
     * Sends a message.
     *
     * @throws IllegalStateException where it is closed
     */
    void send(CommMessage message);

    /**
     * Sends a message without metadata or buffers.
     *
     * @param data a JSON object as text
     * @throws IllegalStateException where it is closed
     */
    default void send(String data) {
        send(CommMessage.of(data));
    }

    /** Has messages from the other end handled from now on; replaces the handler before. */
    void onMessage(Consumer<CommMessage> handler);

    /** Has that done when the other end closes it. */
    void onClose(Consumer<CommMessage> handler);

    /** Closes it; what is closed already stays so. */
    void close();

    /**
     * Opens a comm to something in the front end.
     *
     * @param target what the front end knows it by
     */
    static Comm open(String target, CommMessage message) {
        return Display.frontEnd()
                .openComm(
                        Objects.requireNonNull(target, "target"),
                        Objects.requireNonNull(message, "message"));
    }

    /**
     * Says what is to be done when the front end opens a comm to that target; replaces what was
     * said before. A comm to a target that nobody has named is closed at once.
     */
    static void onOpen(String target, BiConsumer<Comm, CommMessage> handler) {
        Display.frontEnd()
                .onCommOpened(
                        Objects.requireNonNull(target, "target"),
                        Objects.requireNonNull(handler, "handler"));
    }
}
