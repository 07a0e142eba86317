package io.juggler.worker;

import io.juggler.api.Comm;
import io.juggler.api.CommMessage;
import io.juggler.api.FrontEnd;
import io.juggler.api.Magic;
import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * The front end that cells reach through {@code io.juggler.api.Display}. The service loader makes
 * instances and knows nothing of the running worker, so they share the one that {@link WorkerMain}
 * attached.
 */
public final class WorkerFrontEnd implements FrontEnd {
    private static final AtomicReference<Attached> ATTACHED = new AtomicReference<>();

    private record Attached(
            Renderers renderers,
            CellMagics magics,
            Cells cells,
            OutputLane lane,
            CellInput input,
            Comms comms) {}

    /** For the service loader. */
    public WorkerFrontEnd() {}

    /** Connects this JVM's front end, once. */
    static void attach(
            Renderers renderers,
            CellMagics magics,
            Cells cells,
            OutputLane lane,
            CellInput input,
            Comms comms) {
        var attached = new Attached(renderers, magics, cells, lane, input, comms);
        if (!ATTACHED.compareAndSet(null, attached)) {
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
    public void addRenderer(Renderer<?> renderer) {
        attached().renderers().register(renderer);
    }

    @Override
    public Object magic(String name, List<String> arguments, String body) throws Exception {
        return attached().magics().run(name, arguments, body);
    }

    @Override
    public void defineMagic(Magic magic) {
        attached().magics().define(magic);
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        return attached().input().line(prompt, password);
    }

    @Override
    public Comm openComm(String target, CommMessage message) {
        return attached().comms().open(target, message);
    }

    @Override
    public void onCommOpened(String target, BiConsumer<Comm, CommMessage> handler) {
        attached().comms().onOpened(target, handler);
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
