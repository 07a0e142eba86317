package io.juggler.api;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What the kernel offers to code in cells: showing things while the cell runs. Cells reach it
 * through {@link Display}; the worker provides it as a service.
 */
public interface FrontEnd {

    /**
     * Whether this JVM runs cells; if not, the other methods throw {@link IllegalStateException}.
     */
    boolean isConnected();

    /** Every form of a value; text/plain is always among them. */
    MimeBundle render(Object value);

    /**
     * Shows a bundle under the cell that the calling thread belongs to.
     *
     * @param displayId a name by which it can be updated later, or null
     */
    void display(MimeBundle bundle, String displayId);

    /** Replaces what was shown under that name, wherever it stands. */
    void updateDisplay(MimeBundle bundle, String displayId);

    /**
     * Clears the output of the calling thread's cell.
     *
     * @param wait whether to wait with it until something new is shown
     */
    void clearOutput(boolean wait);

    /** Says how values of a type are shown from now on; see {@link Display#register}. */
    default void addRenderer(Renderer<?> renderer) {
        throw new UnsupportedOperationException("this front end takes no renderers");
    }

    /**
     * Calls a magic; see {@link Magics}.
     *
     * @param body the text below the call; null for a line magic
     * @throws Exception what the magic throws; an {@link MagicException} where there is none of
     *     that name
     */
    default Object magic(String name, List<String> arguments, String body) throws Exception {
        throw new MagicException("this front end has no magics");
    }

    /** Makes a magic known; see {@link Magics#define}. */
    default void defineMagic(Magic magic) {
        throw new UnsupportedOperationException("this front end has no magics");
    }

    /**
     * Asks for a line and waits for it; see {@link Input}.
     *
     * @param password whether it is not to be shown while it is typed
     * @throws IOException where none can be had
     */
    default String readLine(String prompt, boolean password) throws IOException {
        throw new IOException("this front end takes no input");
    }

    /** Opens a comm; see {@link Comm#open}. */
    default Comm openComm(String target, CommMessage message) {
        throw new UnsupportedOperationException("this front end has no comms");
    }

    /** Says what is to be done with a comm that the front end opens; see {@link Comm#onOpen}. */
    default void onCommOpened(String target, BiConsumer<Comm, CommMessage> handler) {
        throw new UnsupportedOperationException("this front end has no comms");
    }
}
