package io.github.spencerpark.jupyter.kernel.display.common;

import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

import java.awt.image.ImageProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;

import javax.imageio.ImageIO;

/** Addresses: as links, as other elements of HTML, or as what is there. */
public class Url {
    /** The parameter that asks for what is there, not for the address. */
    public static final String EMBED_KEY = "embed";

    /** The parameter that names the HTML element; {@code a} by itself. */
    public static final String HTML_TAG_KEY = "url.html.tag";

    /** The parameter that names its attribute for the address; {@code href} or {@code src}. */
    public static final String HTML_SRC_ATTR_KEY = "url.html.src-attr";

    /** A class of static methods; IJava's can be made and so can this. */
    public Url() {}

    /** Has a renderer show addresses as {@link #renderUrl} does. */
    public static void registerAll(Renderer renderer) {
        renderer.createRegistration(URL.class).supporting(MIMEType.ANY).register(Url::renderUrl);
        renderer.createRegistration(URLConnection.class)
                .supporting(MIMEType.ANY)
                .register((connection, context) -> renderUrl(connection.getURL(), context));
    }

    /**
     * Gives an address as HTML, or with {@link #EMBED_KEY} what is there in its own forms.
     *
     * @throws UncheckedIOException where what is there cannot be had
     */
    public static void renderUrl(URL url, RenderContext context) {
        if (context.getParameterAsBoolean(EMBED_KEY, false)) {
            try {
                var there = url.getContent();
                if (there instanceof ImageProducer) {
                    // A picture for a window, which nothing can be asked of.
                    there = ImageIO.read(url);
                }
                context.getOutputContainer()
                        .assign(context.getRenderer().render(there, context.getParams()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return;
        }
        context.renderIfRequested(MIMEType.TEXT_HTML, () -> html(url, context));
    }

    private static String html(URL url, RenderContext context) {
        var address =
                url.toExternalForm()
                        .replace("&", "&amp;")
                        .replace("\"", "&quot;")
                        .replace("<", "&lt;");
        var tag = context.getParameterAsString(HTML_TAG_KEY, "a");
        boolean link = tag.equals("a");
        var attribute = context.getParameterAsString(HTML_SRC_ATTR_KEY, link ? "href" : "src");
        var open = "<" + tag + " " + attribute + "=\"" + address + "\">";
        return link ? open + address + "</a>" : open;
    }
}
