package io.juggler.wire;

import io.juggler.api.CommMessage;

/**
 * What happens to a comm.
 *
 * @param id the comm's
 * @param target what it was opened for; empty where it is not being opened
 */
public record CommEvent(Kind kind, String id, String target, CommMessage message) {

    /** What can happen. */
    public enum Kind {
        OPEN,
        MESSAGE,
        CLOSE
    }
}
