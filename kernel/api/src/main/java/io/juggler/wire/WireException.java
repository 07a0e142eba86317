package io.juggler.wire;

import java.io.IOException;

/**
 * A frame or hello that is not what it should be: cut off, too large, of another version or in the
 * wrong place.
 */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1;

    public WireException(String message) {
        super(message);
    }
}
