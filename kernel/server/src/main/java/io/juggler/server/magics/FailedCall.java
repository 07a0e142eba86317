package io.juggler.server.magics;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Outcome;
import io.juggler.wire.ThrownInfo;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** What a cell ends with in which a call of a magic failed. */
record FailedCall(Cell cell, Call call) {

    /** With an error at the call's line that gives the reason. */
    Outcome because(String reason) {
        return new Outcome.Thrown(
                new ThrownInfo(
                        "MagicException",
                        reason.startsWith("there is no magic")
                                ? reason
                                : call.title() + ": " + reason,
                        List.of(place()),
                        null,
                        List.of()));
    }

    Outcome interrupted() {
        return new Outcome.Interrupted(List.of(place()));
    }

    private StackTraceElement place() {
        return new StackTraceElement("", "", cell.title(), call.line());
    }

    /** Why, as it is told to the user. */
    static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no file " + missing.getMessage();
            case AccessDeniedException denied -> "no access to " + denied.getMessage();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }
}
