package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.juggler.api.FrontEnd;
import io.juggler.ijava.Bundles;

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
        return o instanceof DisplayData data
                ? Bundles.as(data, as)
                : IJava.getKernelInstance() == null
                        ? Bundles.as(o, as)
                        : IJava.getKernelInstance().getRenderer().renderAs(o, as);
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

    /**
     * Shows a value in one form: IJava's {@code display(data, mimeType)} and rapaio's {@code
     * display(mimeType, data)}, told apart by which of the two is a MIME type.
     */
    public static String display(String first, String second) {
        return Bundles.isType(first) && !Bundles.isType(second)
                ? display((Object) second, new String[] {first})
                : display((Object) first, new String[] {second});
    }

    /** rapaio's form: shows data of that MIME type. */
    public static String display(String mimeType, Object data) {
        var bundle = new DisplayData();
        bundle.putData(MIMEType.parse(mimeType), data);
        return show(bundle);
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

    private static FrontEnd frontEnd() {
        return io.juggler.api.Display.frontEnd();
    }
}
