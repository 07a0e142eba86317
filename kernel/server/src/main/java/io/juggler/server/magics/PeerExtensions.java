package io.juggler.server.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * Whether libraries on the class path wait to be set up that were made for JJava. Any thread calls.
 */
final class PeerExtensions {
    private static final String SERVICE = "META-INF/services/org.dflib.jjava.jupyter.Extension";

    /**
     * What runs then, one after the other. The library's own code and cells written for it mean
     * JJava's kernel when they ask for the kernel.
     */
    static final List<String> INSTALL =
            List.of(
                    "import static org.dflib.jjava.kernel.JavaNotebookStatics.getKernelInstance;",
                    "io.juggler.jjava.Extensions.install();");

    private final boolean wanted;
    private boolean any;
    private boolean waiting;

    PeerExtensions(boolean wanted) {
        this.wanted = wanted;
    }

    /** Looks through what has come onto the class path. */
    synchronized void look(List<Path> fresh) {
        if (wanted && fresh.stream().anyMatch(PeerExtensions::has)) {
            any = true;
            waiting = true;
        }
    }

    synchronized boolean areWaiting() {
        return waiting;
    }

    /** Whether they are to be installed now; the caller does it. */
    synchronized boolean take() {
        boolean taken = waiting;
        waiting = false;
        return taken;
    }

    /** What they registered was lost with the worker. */
    synchronized void workerDied() {
        waiting = any;
    }

    private static boolean has(Path entry) {
        if (Files.isDirectory(entry)) {
            return Files.exists(entry.resolve(SERVICE));
        }
        try (var jar = new ZipFile(entry.toFile())) {
            return jar.getEntry(SERVICE) != null;
        } catch (IOException e) {
            return false; // no jar, or not readable: the compiler says so where it matters
        }
    }
}
