package io.juggler.api;

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
}
