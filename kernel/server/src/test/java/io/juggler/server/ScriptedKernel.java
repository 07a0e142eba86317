package io.juggler.server;

import io.juggler.server.session.ScriptedEngine;

import java.io.IOException;
import java.nio.file.Path;

/** A kernel process without a worker, for tests of everything in front of the engine. */
public final class ScriptedKernel {

    private ScriptedKernel() {}

    public static void main(String[] args) throws IOException {
        KernelServer.run(Path.of(args[0]), ScriptedEngine::new);
        Runtime.getRuntime().halt(0);
    }
}
