package io.juggler.dist;

/**
 * One line of the doctor's.
 *
 * @param level how it stands
 * @param subject what was looked at
 * @param what what was found
 * @param advice what to do, or an empty text where there is nothing to do
 */
record Finding(Level level, String subject, String what, String advice) {

    /** How something stands. */
    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String what) {
        return new Finding(Level.OK, subject, what, "");
    }

    static Finding warn(String subject, String what, String advice) {
        return new Finding(Level.WARN, subject, what, advice);
    }

    static Finding fail(String subject, String what, String advice) {
        return new Finding(Level.FAIL, subject, what, advice);
    }

    /** For the user: one line, and a second one for the advice. */
    String text() {
        var line = "%-4s  %-18s %s".formatted(level, subject, what);
        return advice.isEmpty() ? line : line + "\n      -> " + advice;
    }
}
