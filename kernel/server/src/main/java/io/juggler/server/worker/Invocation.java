package io.juggler.server.worker;

import io.juggler.api.MimeBundle;
import io.juggler.wire.Spent;
import io.juggler.wire.ThrownInfo;

/** How a call in the worker ended. */
public sealed interface Invocation {

    /**
     * It returned a value.
     *
     * @param bundle every form of the value; null where rendering was not asked for, or the method
     *     is void
     * @param isNull whether the value was null
     * @param spent where the worker's time went
     */
    record Returned(MimeBundle bundle, boolean isNull, Spent spent) implements Invocation {}

    /** It threw, or its class could not be linked. */
    record Threw(ThrownInfo thrown) implements Invocation {}

    /**
     * An interrupt ended it.
     *
     * @param frames where it was, innermost first
     */
    record Interrupted(java.util.List<StackTraceElement> frames) implements Invocation {}
}
