package io.juggler.wire;

/**
 * Where the worker's time went, in ns. What was not done took none.
 *
 * @param load weaving and defining the cell's classes
 * @param run the user's code
 * @param render making the value's forms
 */
public record Spent(long load, long run, long render) {
    /** None at all. */
    public static final Spent NOTHING = new Spent(0, 0, 0);
}
