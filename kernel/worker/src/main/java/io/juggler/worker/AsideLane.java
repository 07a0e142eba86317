package io.juggler.worker;

import io.juggler.wire.FrameTooLargeException;
import io.juggler.wire.LaneChannel;
import io.juggler.wire.Reply;
import io.juggler.wire.Request;
import io.juggler.wire.WireException;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Takes the requests of cells that run beside the others. Each cell has two threads as long as it
 * runs: the user's, and one that hands it the requests and sends the replies.
 */
final class AsideLane {
    private final LaneChannel channel;
    private final Supplier<CellThread> cellThreads;

    /** The requests of the cells that run; the lane's thread alone calls. */
    private final Map<Integer, BlockingQueue<Request>> running = new HashMap<>();

    AsideLane(LaneChannel channel, Supplier<CellThread> cellThreads) {
        this.channel = channel;
        this.cellThreads = cellThreads;
    }

    void start() {
        daemon("juggler-aside-lane", this::receiveAll);
    }

    private void receiveAll() {
        try {
            while (true) {
                if (!(channel.receive() instanceof Request.Aside(int cell, var request))) {
                    throw new WireException("a frame that does not belong on the lane aside");
                }
                running.computeIfAbsent(cell, this::begin).add(request);
                if (CellThread.isLast(request)) {
                    running.remove(cell);
                }
            }
        } catch (IOException e) {
            // The server is gone, which the evaluation lane sees and acts on.
        }
    }

    private BlockingQueue<Request> begin(int cell) {
        var requests = new LinkedBlockingQueue<Request>();
        var thread = cellThreads.get();
        daemon("juggler-aside", () -> serve(cell, requests, thread));
        Thread.ofPlatform()
                .name("subshell")
                .inheritInheritableThreadLocals(false)
                .daemon()
                .start(thread::run);
        return requests;
    }

    private void serve(int cell, BlockingQueue<Request> requests, CellThread thread) {
        try {
            Request request;
            do {
                request = requests.take();
                var reply = thread.execute(request);
                if (reply != null) {
                    Ending.withMemory(() -> send(cell, reply));
                }
            } while (!CellThread.isLast(request));
        } catch (IOException | InterruptedException e) {
            System.getLogger(AsideLane.class.getName())
                    .log(Level.DEBUG, "a cell's server is gone", e);
        }
    }

    private void send(int cell, Reply reply) throws IOException {
        try {
            channel.send(new Reply.Aside(cell, reply));
        } catch (FrameTooLargeException e) {
            channel.send(
                    new Reply.Aside(
                            cell,
                            reply instanceof Reply.Returned returned
                                    ? EvaluationLane.withoutValue(returned, e)
                                    : new Reply.Done()));
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).inheritInheritableThreadLocals(false).start(work);
    }
}
