package io.juggler.lab;

import io.juggler.lab.picture.Picture;

/**
 * What is shown under a cell: as HTML where that can be shown, as text everywhere else. Both say
 * the same.
 */
public interface Drawing {

    /** This as an HTML fragment, which brings its own style and no script. */
    String toHtml();

    /** This as text of at most 80 columns. */
    String toText();

    /**
     * This as a picture in PNG format, black on white and twice as large as on a page, for front
     * ends and documents that take images only. Made with Java 2D, which is not loaded before.
     *
     * @throws IllegalStateException where this JVM has no fonts, or lacks the modules java.desktop
     *     and java.xml
     */
    default byte[] toPng() {
        try {
            return Picture.png(toHtml());
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "this JVM cannot make pictures: it lacks the modules java.desktop and java.xml",
                    e);
        }
    }
}
