package io.juggler.lab;

import io.juggler.lab.render.Panel;

/**
 * A drawing that is one panel: its HTML, its text and its {@code toString} come from there.
 * Extended by the lab's own drawings only.
 */
public abstract class PanelDrawing implements Drawing {

    /** For the drawings alone. */
    protected PanelDrawing() {}

    /** What is shown, made anew each time that it is asked for. */
    @SuppressWarnings("exports") // what a panel is stays within the lab
    protected abstract Panel panel();

    @Override
    public final String toHtml() {
        return panel().toHtml();
    }

    @Override
    public String toText() {
        return panel().toText();
    }

    /** The same as {@link #toText}. */
    @Override
    public final String toString() {
        return toText();
    }
}
