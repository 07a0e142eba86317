package io.juggler.lab.kernel;

import io.juggler.api.Display;
import io.juggler.api.MimeBundle;
import io.juggler.lab.render.Labels;
import io.juggler.lab.status.Place;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Under the cell that measures, in place of the line before. */
final class UnderTheCell implements Place {
    private String id;

    /** Whether this JVM runs cells. */
    static boolean isThere() {
        return Display.isAvailable();
    }

    @Override
    public long quietNanos() {
        return TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public long betweenNanos() {
        return TimeUnit.MILLISECONDS.toNanos(500);
    }

    @Override
    public void show(String line, double share) {
        var bar =
                String.format(
                        Locale.ROOT,
                        "<progress aria-label=\"measuring\" max=\"1\"%s></progress> ",
                        Double.isNaN(share)
                                ? ""
                                : String.format(Locale.ROOT, " value=\"%.2f\"", share));
        put(line, bar);
    }

    @Override
    public void end(String line) {
        put(line, "");
    }

    private void put(String line, String bar) {
        var html = "<div style=\"font-size:11px\">" + bar + Labels.escaped(line) + "</div>";
        var bundle = MimeBundle.of(MimeBundle.HTML, html, line);
        if (id == null) {
            id = Display.display(bundle);
        } else {
            Display.update(id, bundle);
        }
    }
}
