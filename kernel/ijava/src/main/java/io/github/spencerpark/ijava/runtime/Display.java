package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.juggler.api.FrontEnd;
import io.juggler.ijava.Bundles;

import java.util.Set;
import java.util.UUID;

/**
 * What IJava's cells show things with. All of it is there without an import.
 *
 * <pre>{@code
 * display("<b>bold</b>", "text/html");
 * String id = display("0 of 5");
 * updateDisplay(id, "5 of 5");
 * }</pre>
 *
 * <p>Every method throws {@link RuntimeException} where no kernel runs.
 */
public class Display {
    /** What a text may be, if that is asked for. */
    private static final Set<String> TEXT_TYPES =
            Set.of(
                    "application/javascript",
                    "text/markdown",
                    "text/latex",
                    "text/html",
                    "text/css",
                    "image/svg+xml");

    /** A class of static methods; IJava's can be made and so can this. */
    public Display() {}

    /** Every form of a value. */
    public static DisplayData render(Object o) {
        return o instanceof DisplayData data ? data : Bundles.toDisplayData(frontEnd().render(o));
    }

    /**
     * A value in the forms asked for, as far as it has them, and as {@code text/plain}.
     *
     * @param as MIME types; {@code text/*} and {@code *} stand for many
     */
    public static DisplayData render(Object o, String... as) {
        var all = render(o);
        var asked = new DisplayData();
        all.data()
                .forEach(
                        (type, content) -> {
                            if (type.equals("text/plain") || isAsked(type, as)) {
                                asked.putData(type, content);
                            }
                        });
        if (o instanceof CharSequence text) {
            for (var type : TEXT_TYPES) {
                if (isAsked(type, as)) {
                    asked.putData(type, text.toString());
                }
            }
        }
        all.metadata().forEach(asked::putMetaData);
        if (all.hasDisplayId()) {
            asked.setDisplayId(all.getDisplayId());
        }
        return asked;
    }

    /**
     * Shows a value.
     *
     * @return an id for {@link #updateDisplay(String, Object)}
     */
    public static String display(Object o) {
        return show(render(o));
    }

    /** Shows a value in the forms asked for; see {@link #render(Object, String...)}. */
    public static String display(Object o, String... as) {
        return show(render(o, as));
    }

    /** Replaces what {@link #display(Object)} showed. */
    public static void updateDisplay(String id, Object o) {
        frontEnd().updateDisplay(Bundles.toBundle(render(o)), id);
    }

    /** Replaces what {@link #display(Object)} showed by a value in the forms asked for. */
    public static void updateDisplay(String id, Object o, String... as) {
        frontEnd().updateDisplay(Bundles.toBundle(render(o, as)), id);
    }

    private static String show(DisplayData data) {
        String id =
                data.getDisplayId() != null ? data.getDisplayId() : UUID.randomUUID().toString();
        frontEnd().display(Bundles.toBundle(data), id);
        return id;
    }

    private static boolean isAsked(String type, String... as) {
        var has = MIMEType.parse(type);
        for (var each : as) {
            var asked = MIMEType.parse(each);
            if (asked.equals(has)
                    || asked.isWildcard()
                    || ((asked.subtypeIsWildcard() || !asked.hasSubtype())
                            && asked.hasSameGroupAs(has))) {
                return true;
            }
        }
        return false;
    }

    private static FrontEnd frontEnd() {
        return io.juggler.api.Display.frontEnd();
    }
}
