package io.juggler.server.engine;

import io.juggler.server.worker.WorkerListener;

import java.io.IOException;

/** Starts an engine with its worker. */
@FunctionalInterface
public interface EngineFactory {

    /**
     * Starts an engine; returns when cells can be executed.
     *
     * @param listener told what cells put out
     * @throws IOException where it cannot be started; the message says why, for the user
     */
    Engine start(WorkerListener listener) throws IOException;
}
