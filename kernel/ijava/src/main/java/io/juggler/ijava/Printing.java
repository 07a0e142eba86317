package io.juggler.ijava;

/** The method that IJava's start-up script defines for every cell. */
public final class Printing {
    private Printing() {}

    /**
     * Prints formatted text.
     *
     * @throws java.util.IllegalFormatException where the format does not fit the arguments
     * @see java.io.PrintStream#printf
     */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a jar beside the cells
    public static void printf(String format, Object... args) {
        System.out.printf(format, args);
    }
}
