package io.juggler.lab.status;

/** Where a {@link StatusLine} is shown. Called by one thread, never while it ends. */
public interface Place {

    /** For how long nothing is shown, in ns: what is over by then needs no line. */
    long quietNanos();

    /** How long a line stands at least before the next one takes its place, in ns. */
    long betweenNanos();

    /**
     * Shows the line, in place of the one before where there can be such a thing.
     *
     * @param share how much is done, from 0 to 1; not a number where nobody knows
     */
    void show(String line, double share);

    /** Called last, if anything was shown. */
    void end(String line);
}
