package io.juggler.wire;

import java.io.IOException;

/** A frame that is larger than {@link LaneChannel#MAX_FRAME} was to be sent. */
public final class FrameTooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    FrameTooLargeException(int bytes) {
        super(
                "%,d bytes are too large to pass between the worker and the kernel; the limit is %,d"
                        .formatted(bytes, LaneChannel.MAX_FRAME));
    }
}
