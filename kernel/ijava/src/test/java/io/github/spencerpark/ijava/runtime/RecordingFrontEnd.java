package io.github.spencerpark.ijava.runtime;

import io.juggler.api.FrontEnd;
import io.juggler.api.MimeBundle;

import java.util.ArrayList;
import java.util.List;

/** Renders in two forms and keeps what is shown. */
public final class RecordingFrontEnd implements FrontEnd {
    public static final List<Shown> SHOWN = new ArrayList<>();

    /** The types of renderers and the names of magics that were made known. */
    public static final List<String> ADDED = new java.util.concurrent.CopyOnWriteArrayList<>();

    public record Shown(MimeBundle bundle, String id, boolean update) {}

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public MimeBundle render(Object value) {
        return MimeBundle.of("image/png", new byte[] {1, 2, 3}, String.valueOf(value))
                .with("text/html", "<i>" + value + "</i>");
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        SHOWN.add(new Shown(bundle, displayId, false));
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        SHOWN.add(new Shown(bundle, displayId, true));
    }

    @Override
    public void clearOutput(boolean wait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addRenderer(io.juggler.api.Renderer<?> renderer) {
        ADDED.add(renderer.type().getName());
    }

    @Override
    public void defineMagic(io.juggler.api.Magic magic) {
        ADDED.add("%" + magic.name());
    }

    @Override
    public Object magic(String name, List<String> arguments, String body) {
        return name + arguments + body;
    }
}
