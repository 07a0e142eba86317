package io.juggler.lab.kernel;

import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;
import io.juggler.lab.Drawing;

/** Shows under its cell whatever the lab draws. */
public final class DrawingRenderer implements Renderer<Drawing> {

    @Override
    public Class<Drawing> type() {
        return Drawing.class;
    }

    @Override
    public MimeBundle render(Drawing drawing) {
        return MimeBundle.of(MimeBundle.HTML, drawing.toHtml(), drawing.toText());
    }
}
