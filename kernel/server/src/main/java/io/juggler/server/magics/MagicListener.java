package io.juggler.server.magics;

import io.juggler.api.MimeBundle;
import io.juggler.server.worker.WorkerListener;
import io.juggler.wire.CommEvent;

import java.util.List;

/** Takes what concerns magics to the engine that knows them, and hands on the rest. */
final class MagicListener implements WorkerListener {
    private final WorkerListener out;
    private final MagicEngine magics;

    MagicListener(WorkerListener out, MagicEngine magics) {
        this.out = out;
        this.magics = magics;
    }

    @Override
    public void text(int cell, Stream stream, String text) {
        out.text(cell, stream, text);
    }

    @Override
    public void display(int cell, MimeBundle bundle, String displayId, boolean update) {
        out.display(cell, bundle, displayId, update);
    }

    @Override
    public void clear(int cell, boolean wait) {
        out.clear(cell, wait);
    }

    @Override
    public void input(int cell, String prompt, boolean password, InputReply reply) {
        out.input(cell, prompt, password, reply);
    }

    @Override
    public void comm(int cell, CommEvent event) {
        out.comm(cell, event);
    }

    @Override
    public void stillRunning(int cell, List<String> threads) {
        out.stillRunning(cell, threads);
    }

    @Override
    public void magic(
            int cell, String name, List<String> arguments, String body, MagicReply reply) {
        magics.called(cell, name, arguments, body, reply);
    }

    @Override
    public void magicsDefined(List<String> names, List<String> summaries) {
        magics.defined(names, summaries);
    }
}
