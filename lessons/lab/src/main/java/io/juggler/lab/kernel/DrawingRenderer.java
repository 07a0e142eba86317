package io.juggler.lab.kernel;

import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;
import io.juggler.lab.Drawing;

/**
 * Shows under its cell whatever the lab draws; with the property {@code juggler.lab.png} or the
 * environment variable {@code JUGGLER_LAB_PNG} set to true as a picture as well, for front ends
 * that show images only and for documents made of notebooks.
 */
public final class DrawingRenderer implements Renderer<Drawing> {

    @Override
    public Class<Drawing> type() {
        return Drawing.class;
    }

    @Override
    public MimeBundle render(Drawing drawing) {
        var bundle = MimeBundle.of(MimeBundle.HTML, drawing.toHtml(), drawing.toText());
        return withPictures() ? bundle.with("image/png", drawing.toPng()) : bundle;
    }

    private static boolean withPictures() {
        return Boolean.getBoolean("juggler.lab.png")
                || Boolean.parseBoolean(System.getenv("JUGGLER_LAB_PNG"));
    }
}
