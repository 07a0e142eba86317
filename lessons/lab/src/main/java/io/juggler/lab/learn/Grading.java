package io.juggler.lab.learn;

/**
 * What a check's text is. <a href="https://nbgrader.readthedocs.io">nbgrader</a> takes a number for
 * partial credit, and anything else for full credit.
 */
enum Grading {
    /** Words: nobody grades. */
    NONE,
    /** A point for each requirement that is met. An exercise as it is handed out meets some. */
    POINTS,
    /** The points of all requirements where all are met, else none. */
    ALL;

    /**
     * As the property {@code juggler.grading} says, or else the environment variable {@code
     * JUGGLER_GRADING}.
     *
     * @throws IllegalArgumentException where it says something else: words would be full credit
     */
    static Grading asked() {
        var asked = System.getProperty("juggler.grading", System.getenv("JUGGLER_GRADING"));
        return switch (asked) {
            case null -> NONE;
            case "" -> NONE;
            case "points" -> POINTS;
            case "all" -> ALL;
            default ->
                    throw new IllegalArgumentException(
                            "JUGGLER_GRADING is \"" + asked + "\": say points or all");
        };
    }
}
