package io.juggler.server.worker;

import io.juggler.wire.Hello;
import io.juggler.wire.LaneChannel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The lanes of one worker, each of which comes when the worker opens it, and fails when it cannot
 * come any more.
 */
final class WorkerLanes {
    final CompletableFuture<LaneChannel> evaluation = new CompletableFuture<>();
    final CompletableFuture<LaneChannel> output = new CompletableFuture<>();
    final CompletableFuture<LaneChannel> control = new CompletableFuture<>();
    final CompletableFuture<LaneChannel> aside = new CompletableFuture<>();

    private final List<CompletableFuture<LaneChannel>> all =
            List.of(evaluation, output, control, aside);

    /** Done when the output lane has ended: nothing more will reach the listener. */
    final CompletableFuture<Void> outputEnded = new CompletableFuture<>();

    /** Done when the lane for cells beside the others has ended. */
    final CompletableFuture<Void> asideEnded = new CompletableFuture<>();

    /**
     * The worker has opened a lane.
     *
     * @return false where that lane has come already, or is not wanted any more
     */
    boolean opened(Hello hello, LaneChannel channel) {
        var lane =
                switch (hello.lane()) {
                    case EVALUATION -> evaluation;
                    case OUTPUT -> output;
                    case CONTROL -> control;
                    case ASIDE -> aside;
                };
        return lane.complete(channel);
    }

    /** Done when all have come; failed when one of them cannot. */
    CompletableFuture<Void> allOpened() {
        return CompletableFuture.allOf(evaluation, output, control, aside);
    }

    /** Whether each has come or failed. */
    boolean areSettled() {
        return all.stream().allMatch(CompletableFuture::isDone);
    }

    /** The process is gone, or never came: nobody waits for a lane any longer. */
    void lost() {
        var reason = new IOException("the worker process has ended");
        evaluation.completeExceptionally(reason);
        control.completeExceptionally(reason);
        if (aside.completeExceptionally(reason)) {
            asideEnded.complete(null);
        }
        if (output.completeExceptionally(reason)) {
            outputEnded.complete(null);
        }
    }

    void close() {
        for (var lane : all) {
            if (lane.isDone() && !lane.isCompletedExceptionally()) {
                closeQuietly(lane.join()::close);
            } else {
                lane.completeExceptionally(new IOException("the worker was closed"));
            }
        }
    }

    /** Closes something that may be closed, or broken, already. */
    static void closeQuietly(Closing closing) {
        try {
            closing.close();
        } catch (IOException | UncheckedIOException e) {
            return; // it is as good as closed
        }
    }

    /** What closes something. */
    @FunctionalInterface
    interface Closing {
        void close() throws IOException;
    }
}
