package io.juggler.lab.kernel;

import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;
import io.juggler.lab.Comparison;

/** Shows a comparison under its cell. */
@SuppressWarnings("rawtypes") // a renderer is for a class, and a class has no type arguments
public final class ComparisonRenderer implements Renderer<Comparison> {

    @Override
    public Class<Comparison> type() {
        return Comparison.class;
    }

    @Override
    public MimeBundle render(Comparison comparison) {
        return MimeBundle.of(MimeBundle.HTML, comparison.toHtml(), comparison.toText());
    }
}
