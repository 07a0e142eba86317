package io.juggler.lab.learn;

import io.juggler.lab.Drawing;
import io.juggler.lab.render.Panel;

/**
 * One hint for an exercise.
 *
 * @param text what it says
 * @param number which one, from 1
 * @param of how many there are; 0 where the lesson has them elsewhere, and this says so
 */
public record Hint(String text, int number, int of) implements Drawing {

    private Panel panel() {
        return of == 0
                ? new Panel().lead("Hint", ": " + text)
                : new Panel().lead("Hint " + number + " of " + of, ": " + text);
    }

    @Override
    public String toHtml() {
        return panel().toHtml();
    }

    @Override
    public String toText() {
        return panel().toText();
    }

    /** The same as {@link #toText}. */
    @Override
    public String toString() {
        return toText();
    }
}
