package io.juggler.wire;

import io.juggler.api.MimeBundle;

import java.util.List;

/** Worker to server, on the evaluation lane: the answer to one {@link Request}. */
public sealed interface Reply extends Frame {

    /** The reply to a {@link Request.Aside}. */
    record Aside(int cell, Reply reply) implements Reply {
        public Aside {
            if (reply instanceof Aside) {
                throw new IllegalArgumentException("a reply inside of two others");
            }
        }
    }

    /** It was done. */
    record Done() implements Reply {}

    /**
     * The method returned.
     *
     * @param bundle the value, rendered; null where that was not asked for, or the method is void
     * @param isNull whether the value was null
     * @param spent where the time went
     */
    record Returned(MimeBundle bundle, boolean isNull, Spent spent) implements Reply {}

    /** It threw. */
    record Threw(ThrownInfo thrown) implements Reply {}

    /** An interrupt ended it; where it was, innermost first. */
    record Interrupted(List<StackTraceElement> frames) implements Reply {
        public Interrupted {
            frames = List.copyOf(frames);
        }
    }

    /** A text that was asked for. */
    record Text(String text) implements Reply {}
}
