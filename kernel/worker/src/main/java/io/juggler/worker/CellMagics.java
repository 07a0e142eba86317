package io.juggler.worker;

import io.juggler.api.Magic;
import io.juggler.api.MagicException;
import io.juggler.wire.OutputFrame;
import io.juggler.wire.Signal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The magics of cells and of the libraries that they use; what else code calls, the server is asked
 * for. {@link #answer} is called by the control lane's thread, the rest by any.
 */
final class CellMagics {
    private final Cells cells;
    private final CellClasses classes;
    private final Renderers renderers;
    private final OutputLane lane;
    private final Map<String, Magic> magics = new ConcurrentHashMap<>();
    private final Set<String> providers = new HashSet<>();
    private final Map<Long, CompletableFuture<Signal.MagicDone>> asked = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    CellMagics(Cells cells, CellClasses classes, Renderers renderers, OutputLane lane) {
        this.cells = cells;
        this.classes = classes;
        this.renderers = renderers;
        this.lane = lane;
    }

    void define(Magic magic) {
        defineAll(List.of(magic));
    }

    private void defineAll(List<Magic> defined) {
        defined.forEach(each -> magics.put(each.name(), each));
        lane.putUrgent(
                new OutputFrame.MagicsDefined(
                        cells.ofCallingThread().id(),
                        defined.stream().map(Magic::name).toList(),
                        defined.stream().map(CellMagics::summary).toList()));
    }

    private static String summary(Magic magic) {
        var summary = magic.summary();
        return summary == null ? "" : summary;
    }

    /** Takes in what the class path brings: it has grown. */
    synchronized void lookAgain() {
        var found = new ArrayList<Magic>();
        var services = ServiceLoader.load(Magic.class, classes.contextLoader()).stream().iterator();
        while (true) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                var service = services.next();
                if (providers.add(service.type().getName())) {
                    found.add(service.get());
                }
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                System.err.println("A magic on the class path is left out: " + e);
            }
        }
        if (!found.isEmpty()) {
            defineAll(found);
        }
    }

    /** Adds to the class path, with the services that come with it. */
    void addToClassPath(List<Path> entries) throws IOException {
        classes.addToClassPath(entries);
        renderers.lookAgain();
        lookAgain();
    }

    /** Runs a magic; see {@code FrontEnd.magic}. */
    Object run(String name, List<String> arguments, String body) throws Exception {
        var own = magics.get(name);
        return own != null ? own.run(arguments, body) : ask(name, arguments, body);
    }

    /** Takes the server's answer to a call. */
    void answer(Signal.MagicDone done) {
        var waiting = asked.remove(done.id());
        if (waiting != null) {
            waiting.complete(done);
        }
    }

    /** The stack begins where the user's code calls. */
    private static MagicException atTheCall(MagicException failure) {
        failure.setStackTrace(
                Arrays.stream(failure.getStackTrace())
                        .dropWhile(frame -> frame.getClassName().startsWith("io.juggler."))
                        .toArray(StackTraceElement[]::new));
        return failure;
    }

    private Object ask(String name, List<String> arguments, String body)
            throws IOException, InterruptedException, ExecutionException {
        long id = ids.incrementAndGet();
        var answer = new CompletableFuture<Signal.MagicDone>();
        asked.put(id, answer);
        try {
            lane.putUrgent(
                    new OutputFrame.MagicWanted(
                            cells.ofCallingThread().id(), id, name, arguments, body));
            var done = answer.get();
            if (!done.classPath().isEmpty()) {
                addToClassPath(done.classPath().stream().map(Path::of).toList());
            }
            if (done.failure() != null) {
                throw atTheCall(new MagicException(done.failure()));
            }
            if (done.isList()) {
                return done.values();
            }
            return done.values().isEmpty() ? null : done.values().getFirst();
        } finally {
            asked.remove(id);
        }
    }
}
