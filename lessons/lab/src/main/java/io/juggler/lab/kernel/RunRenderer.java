package io.juggler.lab.kernel;

import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;
import io.juggler.lab.Run;

/** Shows a run under its cell. */
@SuppressWarnings("rawtypes") // a renderer is for a class, and a class has no type arguments
public final class RunRenderer implements Renderer<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public MimeBundle render(Run run) {
        return MimeBundle.of(MimeBundle.HTML, run.toHtml(), run.toText());
    }
}
