package io.juggler.server;

import io.juggler.server.session.ScriptedEngine;

import java.io.IOException;
import java.nio.file.Path;

/** A kernel process whose parent dies while its engine starts. */
public final class EarlyOrphan {

    private EarlyOrphan() {}

    public static void main(String[] args) throws IOException {
        KernelServer.run(
                Path.of(args[0]),
                listener -> {
                    var parent = ParentWatch.parent(System.getenv()).orElseThrow();
                    parent.destroyForcibly();
                    parent.onExit().join();
                    return new ScriptedEngine(listener);
                });
        Runtime.getRuntime().halt(0);
    }
}
