package io.juggler.lab.status;

import java.util.concurrent.TimeUnit;

/** A line every ten seconds: what is printed stays, so there must not be many. */
public final class OnStandardError implements Place {
    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Override
    public long quietNanos() {
        return BETWEEN_NANOS;
    }

    @Override
    public long betweenNanos() {
        return BETWEEN_NANOS;
    }

    @Override
    public void show(String line, double share) {
        System.err.println(line);
    }

    @Override
    public void end(String line) {
        // What was measured follows, and says it better.
    }
}
