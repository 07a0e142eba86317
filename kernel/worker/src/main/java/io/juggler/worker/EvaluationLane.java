package io.juggler.worker;

import io.juggler.api.MimeBundle;
import io.juggler.wire.FrameTooLargeException;
import io.juggler.wire.LaneChannel;
import io.juggler.wire.Reply;
import io.juggler.wire.Request;
import io.juggler.wire.WireException;

import java.io.IOException;

/**
 * Takes requests from the server, one at a time, and sends the replies. When the server is gone, so
 * is this process.
 */
final class EvaluationLane {
    private final LaneChannel channel;
    private final CellThread cellThread;
    private final Ending ending;

    EvaluationLane(LaneChannel channel, CellThread cellThread, Ending ending) {
        this.channel = channel;
        this.cellThread = cellThread;
        this.ending = ending;
    }

    void start() {
        Thread.ofPlatform()
                .daemon()
                .name("juggler-evaluation")
                .inheritInheritableThreadLocals(false)
                .start(this::serve);
    }

    /**
     * Receives in one thread and replies in another would do no better: the server waits for each
     * reply.
     */
    private void serve() {
        try {
            while (true) {
                if (!(channel.receive() instanceof Request request)) {
                    throw new WireException("a frame that does not belong on the evaluation lane");
                }
                var reply = cellThread.execute(request);
                if (reply != null) {
                    Ending.withMemory(() -> send(reply));
                }
            }
        } catch (OutOfMemoryError | LinkageError e) {
            // A full metaspace shows as either.
            Ending.outOfMemory();
        } catch (IOException | InterruptedException | RuntimeException e) {
            ending.serverGone();
        }
    }

    static Reply withoutValue(Reply.Returned returned, FrameTooLargeException tooLarge) {
        return new Reply.Returned(
                MimeBundle.text("(not shown: " + tooLarge.getMessage() + ")"),
                returned.isNull(),
                returned.spent());
    }

    private void send(Reply reply) throws IOException {
        try {
            channel.send(reply);
        } catch (FrameTooLargeException e) {
            channel.send(
                    reply instanceof Reply.Returned returned
                            ? withoutValue(returned, e)
                            : new Reply.Done());
        }
    }
}
