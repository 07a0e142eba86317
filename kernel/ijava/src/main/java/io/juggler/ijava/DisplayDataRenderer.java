package io.juggler.ijava;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;

/** Shows a cell's {@link DisplayData} as what it holds. */
public final class DisplayDataRenderer implements Renderer<DisplayData> {

    /** For the service loader. */
    public DisplayDataRenderer() {}

    @Override
    public Class<DisplayData> type() {
        return DisplayData.class;
    }

    @Override
    public MimeBundle render(DisplayData value) {
        return Bundles.toBundle(value);
    }
}
