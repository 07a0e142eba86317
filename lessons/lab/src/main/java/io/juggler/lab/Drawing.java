package io.juggler.lab;

/**
 * What is shown under a cell: as HTML where that can be shown, as text everywhere else. Both say
 * the same.
 */
public interface Drawing {

    /** This as an HTML fragment, which brings its own style and no script. */
    String toHtml();

    /** This as text of at most 80 columns. */
    String toText();
}
