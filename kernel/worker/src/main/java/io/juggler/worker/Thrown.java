package io.juggler.worker;

import io.juggler.wire.ThrownInfo;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Turns throwables into what can cross to the server, whatever their methods do. */
final class Thrown {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_SUPPRESSED = 32;
    private static final int MAX_FRAMES = 1024;
    private static final int MAX_MESSAGE = 100_000;

    private Thrown() {}

    /** The whole of a throwable, its stack cut where the worker's own begins. */
    static ThrownInfo describe(Throwable thrown) {
        return describe(thrown, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
    }

    /** A stack without the worker's own frames at its outer end, innermost first. */
    static List<StackTraceElement> cut(StackTraceElement[] frames) {
        // Only the outer end: the worker's frames also lie between a cell's where it prints or
        // shows something.
        int end = frames.length;
        while (end > 0 && (isOwn(frames[end - 1]) || isReflection(frames[end - 1]))) {
            end--;
        }
        return List.copyOf(Arrays.asList(frames).subList(0, Math.min(end, MAX_FRAMES)));
    }

    private static ThrownInfo describe(Throwable thrown, Set<Throwable> seen, int depth) {
        seen.add(thrown);
        ThrownInfo cause = null;
        var causeOrNull = causeOf(thrown);
        if (causeOrNull != null && depth < MAX_DEPTH && !seen.contains(causeOrNull)) {
            cause = describe(causeOrNull, seen, depth + 1);
        }
        var suppressed =
                Arrays.stream(thrown.getSuppressed())
                        .filter(s -> depth < MAX_DEPTH && !seen.contains(s))
                        .limit(MAX_SUPPRESSED)
                        .map(s -> describe(s, seen, depth + 1))
                        .toList();
        return new ThrownInfo(
                thrown.getClass().getName(),
                messageOf(thrown),
                cut(framesOf(thrown)),
                cause,
                suppressed);
    }

    private static boolean isOwn(StackTraceElement frame) {
        return frame.getClassName().startsWith("io.juggler.worker.");
    }

    private static boolean isReflection(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.lang.reflect.")
                || frame.getClassName().startsWith("jdk.internal.reflect.");
    }

    private static String messageOf(Throwable thrown) {
        try {
            String message = thrown.getLocalizedMessage();
            return message == null || message.length() <= MAX_MESSAGE
                    ? message
                    : message.substring(0, MAX_MESSAGE)
                            + "… ("
                            + message.length()
                            + " characters in all)";
        } catch (Throwable e) {
            return "(its getMessage() threw " + e.getClass().getName() + ")";
        }
    }

    private static Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            return null;
        }
    }

    private static StackTraceElement[] framesOf(Throwable thrown) {
        try {
            return thrown.getStackTrace();
        } catch (Throwable e) {
            return new StackTraceElement[0];
        }
    }
}
