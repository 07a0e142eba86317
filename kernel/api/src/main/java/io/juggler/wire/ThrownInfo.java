package io.juggler.wire;

import java.util.List;

/**
 * A throwable as it crosses from the worker to the server. No object of a user's class ever
 * crosses.
 *
 * @param type the throwable's class name
 * @param message its {@code getLocalizedMessage()}, or null
 * @param frames the stack, innermost first
 * @param cause its cause, or null; cycles are cut in the worker
 * @param suppressed what was suppressed on its way
 */
public record ThrownInfo(
        String type,
        String message,
        List<StackTraceElement> frames,
        ThrownInfo cause,
        List<ThrownInfo> suppressed) {

    public ThrownInfo {
        frames = List.copyOf(frames);
        suppressed = List.copyOf(suppressed);
    }
}
