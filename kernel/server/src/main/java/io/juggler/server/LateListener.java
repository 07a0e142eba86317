package io.juggler.server;

import io.juggler.api.MimeBundle;
import io.juggler.server.worker.WorkerListener;
import io.juggler.wire.CommEvent;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Stands in for a listener that is not made yet; whatever is told to it waits for that one. A
 * worker is started with it while the session is still put together.
 */
final class LateListener implements WorkerListener {
    private final CompletableFuture<WorkerListener> made = new CompletableFuture<>();

    void become(WorkerListener listener) {
        made.complete(listener);
    }

    private WorkerListener listener() {
        return made.join();
    }

    @Override
    public void text(int cell, Stream stream, String text) {
        listener().text(cell, stream, text);
    }

    @Override
    public void display(int cell, MimeBundle bundle, String displayId, boolean update) {
        listener().display(cell, bundle, displayId, update);
    }

    @Override
    public void clear(int cell, boolean wait) {
        listener().clear(cell, wait);
    }

    @Override
    public void input(int cell, String prompt, boolean password, InputReply reply) {
        listener().input(cell, prompt, password, reply);
    }

    @Override
    public void comm(int cell, CommEvent event) {
        listener().comm(cell, event);
    }

    @Override
    public void stillRunning(int cell, List<String> threads) {
        listener().stillRunning(cell, threads);
    }

    @Override
    public void magic(
            int cell, String name, List<String> arguments, String body, MagicReply reply) {
        listener().magic(cell, name, arguments, body, reply);
    }

    @Override
    public void magicsDefined(List<String> names, List<String> summaries) {
        listener().magicsDefined(names, summaries);
    }
}
