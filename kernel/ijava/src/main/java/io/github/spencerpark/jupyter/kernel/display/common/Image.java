package io.github.spencerpark.jupyter.kernel.display.common;

import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;

import javax.imageio.ImageIO;

/** Pictures; and their types by short names. */
public class Image {
    public static final MIMEType PNG = MIMEType.IMAGE_PNG;
    public static final MIMEType JPEG = MIMEType.IMAGE_JPEG;
    public static final MIMEType GIF = MIMEType.IMAGE_GIF;
    public static final MIMEType SVG = MIMEType.IMAGE_SVG;

    /** A class of static methods; IJava's can be made and so can this. */
    public Image() {}

    /** Has a renderer show pictures, and streams that hold one, as the methods here do. */
    public static void registerAll(Renderer renderer) {
        renderer.createRegistration(RenderedImage.class)
                .preferring(PNG)
                .supporting(JPEG, GIF)
                .register(Image::renderImage);
        renderer.createRegistration(InputStream.class)
                .preferring(PNG)
                .supporting(JPEG, GIF)
                .register(Image::renderImageFromStream);
    }

    /**
     * Gives a picture as each type that is asked for.
     *
     * @throws UncheckedIOException where it cannot be written
     */
    public static void renderImage(RenderedImage data, RenderContext context) {
        context.renderIfRequested(PNG, () -> base64(data, "png"));
        context.renderIfRequested(JPEG, () -> base64(data, "jpeg"));
        context.renderIfRequested(GIF, () -> base64(data, "gif"));
    }

    /**
     * Gives the picture that a stream holds as each type that is asked for; the stream is read.
     *
     * @throws UncheckedIOException where it holds none that Java knows
     */
    public static void renderImageFromStream(InputStream data, RenderContext context) {
        try {
            var image = ImageIO.read(data);
            if (image == null) {
                throw new IOException("the stream holds no picture of a kind that Java knows");
            }
            renderImage(image, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(RenderedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            // JPEG has no transparency: its writer does not take such a picture.
            if (!ImageIO.write(image, format, bytes)
                    && !ImageIO.write(opaque(image), format, bytes)) {
                throw new IOException("this picture cannot be written as " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static RenderedImage opaque(RenderedImage image) {
        var copy =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var graphics = copy.createGraphics();
        graphics.drawRenderedImage(image, null);
        graphics.dispose();
        return copy;
    }
}
