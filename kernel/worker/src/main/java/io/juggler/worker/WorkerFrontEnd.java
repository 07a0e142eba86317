package io.juggler.worker;

import io.juggler.api.FrontEnd;
import io.juggler.api.Magic;
import io.juggler.api.MimeBundle;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The front end that cells reach through {@code io.juggler.api.Display}. The service loader makes
 * instances and knows nothing of the running worker, so they share the one that {@link WorkerMain}
 * attached.
 */
public final class WorkerFrontEnd implements FrontEnd {
    private static final AtomicReference<Attached> ATTACHED = new AtomicReference<>();

    private record Attached(Renderers renderers, CellMagics magics, Cells cells, OutputLane lane) {}

    /** For the service loader. */
    public WorkerFrontEnd() {}

    /** Connects this JVM's front end, once. */
    static void attach(Renderers renderers, CellMagics magics, Cells cells, OutputLane lane) {
        if (!ATTACHED.compareAndSet(null, new Attached(renderers, magics, cells, lane))) {
            throw new IllegalStateException("this process is a worker already");
        }
    }

    @Override
    public boolean isConnected() {
        return ATTACHED.get() != null;
    }

    @Override
    public MimeBundle render(Object value) {
        return attached().renderers().render(value);
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        var to = attached();
        to.lane().show(to.cells().ofCallingThread().id(), bundle, displayId, false);
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        Objects.requireNonNull(displayId, "displayId");
        var to = attached();
        to.lane().show(to.cells().ofCallingThread().id(), bundle, displayId, true);
    }

    @Override
    public void clearOutput(boolean wait) {
        var to = attached();
        to.lane().clear(to.cells().ofCallingThread().id(), wait);
    }

    @Override
    public Object magic(String name, List<String> arguments, String body) throws Exception {
        return attached().magics().run(name, arguments, body);
    }

    @Override
    public void defineMagic(Magic magic) {
        attached().magics().define(magic);
    }

    private static Attached attached() {
        var attached = ATTACHED.get();
        if (attached == null) {
            throw new IllegalStateException(
                    "no front end here: this code does not run in a Juggler kernel");
        }
        return attached;
    }
}
