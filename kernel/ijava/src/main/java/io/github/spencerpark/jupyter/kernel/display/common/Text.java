package io.github.spencerpark.jupyter.kernel.display.common;

import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

import java.util.List;

/** Texts, which may be of any type that is text; and these types by short names. */
public class Text {
    // In IJava some of these can be assigned, which nobody is known to do.
    public static final MIMEType JS = MIMEType.APPLICATION_JAVASCRIPT;
    public static final MIMEType PLAIN = MIMEType.TEXT_PLAIN;
    public static final MIMEType MARKDOWN = MIMEType.TEXT_MARKDOWN;
    public static final MIMEType LATEX = MIMEType.TEXT_LATEX;
    public static final MIMEType HTML = MIMEType.TEXT_HTML;
    public static final MIMEType CSS = MIMEType.TEXT_CSS;
    public static final MIMEType SVG = MIMEType.IMAGE_SVG;
    public static final MIMEType JSON = MIMEType.APPLICATION_JSON;

    private static final List<MIMEType> ALL =
            List.of(PLAIN, JS, MARKDOWN, LATEX, HTML, CSS, SVG, JSON);

    /** A class of static methods; IJava's can be made and so can this. */
    public Text() {}

    /** Has a renderer show texts as {@link #renderCharSequence} does. */
    public static void registerAll(Renderer renderer) {
        renderer.createRegistration(CharSequence.class)
                .preferring(PLAIN)
                .supporting(ALL.toArray(MIMEType[]::new))
                .register(Text::renderCharSequence);
    }

    /** Gives a text as each type that is asked for. */
    public static void renderCharSequence(CharSequence data, RenderContext context) {
        for (var type : ALL) {
            context.renderIfRequested(type, data::toString);
        }
    }
}
