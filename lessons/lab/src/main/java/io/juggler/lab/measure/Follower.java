package io.juggler.lab.measure;

import java.util.function.IntSupplier;

/**
 * Follows a run that takes long. Called by the thread that waits for it, and not at all by one that
 * is over soon: what is quick is not disturbed.
 */
@FunctionalInterface
public interface Follower {

    /**
     * The run has not ended within a second.
     *
     * @param done how many of its tasks have ended by now; any thread may ask, and may be told a
     *     little less
     * @return closed when the run is over
     */
    Following follow(IntSupplier done);

    /** A run that is being followed. */
    @FunctionalInterface
    interface Following extends AutoCloseable {
        @Override
        void close();
    }
}
