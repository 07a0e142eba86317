package io.github.spencerpark.jupyter.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

import java.util.Collections;
import java.util.Set;

/** A value that shows itself. */
public interface DisplayDataRenderable {
    /** Every type. */
    Set<MIMEType> ANY = Collections.singleton(MIMEType.ANY);

    /** The forms that it has. */
    default Set<MIMEType> getSupportedRenderTypes() {
        return ANY;
    }

    /** The forms that are shown where nobody asks for others. */
    default Set<MIMEType> getPreferredRenderTypes() {
        return getSupportedRenderTypes();
    }

    /** Puts those of its forms into the context's output that are requested. */
    void render(RenderContext context);
}
