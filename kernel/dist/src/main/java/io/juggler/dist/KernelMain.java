package io.juggler.dist;

import io.juggler.server.KernelServer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The kernel, as Jupyter starts it. */
public final class KernelMain {

    /** Writing an AOT cache takes a process seconds, as it ends. */
    private static final Duration TRAINED_END = Duration.ofMinutes(2);

    private static final String ENGINE_OPTION = "--engine=";

    private KernelMain() {}

    /**
     * Serves until the kernel is asked to shut down or its client is gone.
     *
     * @param args the connection file's path; {@code --engine=NAME} before it chooses an engine,
     *     else the environment variable {@code JUGGLER_ENGINE} does
     */
    public static void main(String[] args) {
        // halt: a kernel that was asked to end does not wait for anybody.
        Runtime.getRuntime().halt(serve(args));
    }

    private static int serve(String[] args) {
        boolean chosen = args.length > 0 && args[0].startsWith(ENGINE_OPTION);
        if (args.length != (chosen ? 2 : 1)) {
            System.err.println(
                    "usage: io.juggler.dist.KernelMain ["
                            + ENGINE_OPTION
                            + "NAME] CONNECTION_FILE");
            return 2;
        }
        EngineKind kind;
        try {
            kind =
                    EngineKind.named(
                            chosen
                                    ? args[0].substring(ENGINE_OPTION.length())
                                    : System.getenv(EngineKind.VARIABLE));
        } catch (IllegalArgumentException e) {
            System.err.println("juggler: " + e.getMessage());
            return 2;
        }
        var aotFlag = System.getProperty(KernelCommand.WORKER_AOT_PROPERTY);
        boolean training = aotFlag != null && aotFlag.startsWith(KernelCommand.AOT_OUTPUT_FLAG);
        var engines =
                new Engines(
                        Distribution.running(),
                        aotFlag == null ? List.of() : List.of(aotFlag),
                        kind);
        try {
            KernelServer.run(
                    Path.of(args[args.length - 1]),
                    training ? engines.endingWithin(TRAINED_END) : engines);
            if (training) {
                awaitChildren();
            }
            return 0;
        } catch (IOException e) {
            System.err.println("juggler: " + e.getMessage());
            return 1;
        }
    }

    /** The worker writes its cache before it is gone, and is ended with this process. */
    private static void awaitChildren() {
        var gone =
                ProcessHandle.current()
                        .children()
                        .map(ProcessHandle::onExit)
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(gone)
                .completeOnTimeout(null, TRAINED_END.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
