package io.juggler.lab.picture;

import java.awt.Graphics2D;

/** A part of a drawing that takes the whole width; sizes are in CSS's pixels. */
interface Block {

    /** The least width that it takes. */
    double least();

    /** Its height at that width, the space below it included. */
    double height(double width);

    /** Paints it with its upper left corner there. */
    void paint(Graphics2D to, double x, double y, double width);
}
