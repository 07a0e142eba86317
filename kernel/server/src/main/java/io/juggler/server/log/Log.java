package io.juggler.server.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * A class's log lines. The logging system behind it starts with the first line: that takes tens of
 * milliseconds, and a kernel that has nothing to say does not wait for it when it starts. Any
 * thread may call it.
 */
public final class Log {
    private static final int LONGEST = 500;

    private final String name;
    private volatile Logger logger;

    private Log(String name) {
        this.name = name;
    }

    /** The log of that class. */
    public static Log of(Class<?> type) {
        return new Log(type.getName());
    }

    /** Something worth knowing later. */
    public void info(String what) {
        logger().log(Level.INFO, line(what));
    }

    /** Something is not as it should be, and was dealt with. */
    public void warning(String what) {
        logger().log(Level.WARNING, line(what));
    }

    /** A fault. */
    public void error(String what, Throwable fault) {
        logger().log(Level.ERROR, what, fault);
    }

    /** What clients write may stand in it: one line, of a length that can be read. */
    private static String line(String what) {
        var text = what.replaceAll("\\p{Cntrl}+", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private Logger logger() {
        var known = logger;
        if (known == null) {
            known = System.getLogger(name);
            logger = known;
        }
        return known;
    }
}
