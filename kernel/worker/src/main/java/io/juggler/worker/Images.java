package io.juggler.worker;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

import javax.imageio.ImageIO;

/** Pictures as PNG, without loading anything of {@code java.desktop} for values that are none. */
final class Images {
    static final String PNG = "image/png";

    private static final Set<String> TYPES =
            Set.of("java.awt.image.BufferedImage", "java.awt.image.WritableRenderedImage");

    private Images() {}

    /** The picture as PNG; null where the value is none, or cannot be written as PNG. */
    static byte[] png(Object value) {
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            if (TYPES.contains(type.getName())) {
                return Encoding.png(value);
            }
        }
        return null;
    }

    /** What a picture is, in words. */
    static String text(Object picture) {
        return Encoding.text(picture);
    }

    /** Apart, so that it is loaded only for a picture. */
    private static final class Encoding {
        static String text(Object picture) {
            var image = (RenderedImage) picture;
            return image.getClass().getSimpleName()
                    + " of "
                    + image.getWidth()
                    + " × "
                    + image.getHeight()
                    + " pixels";
        }

        static byte[] png(Object value) {
            try {
                var bytes = new ByteArrayOutputStream();
                return ImageIO.write((RenderedImage) value, "png", bytes)
                        ? bytes.toByteArray()
                        : null;
            } catch (IOException e) {
                return null;
            }
        }
    }
}
