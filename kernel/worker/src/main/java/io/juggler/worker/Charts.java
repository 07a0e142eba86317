package io.juggler.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

import javax.imageio.ImageIO;

/**
 * Charts of libraries that the worker does not know, by the names of their classes: XChart's and
 * JFreeChart's.
 */
final class Charts {
    private static final String XCHART = "org.knowm.xchart.internal.chartpart.Chart";
    private static final String JFREECHART = "org.jfree.chart.JFreeChart";
    private static final int WIDTH = 700;
    private static final int HEIGHT = 450;

    private Charts() {}

    /** The chart as PNG; null where the value is none, or cannot be drawn. */
    static byte[] png(Object value) {
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            try {
                switch (type.getName()) {
                    case XCHART -> {
                        return encoded(xchart(value, type));
                    }
                    case JFREECHART -> {
                        return encoded(
                                (BufferedImage)
                                        type.getMethod("createBufferedImage", int.class, int.class)
                                                .invoke(value, WIDTH, HEIGHT));
                    }
                    default -> {}
                }
            } catch (ReflectiveOperationException | IOException | LinkageError e) {
                if (e instanceof InvocationTargetException wrapped
                        && wrapped.getCause() instanceof CellInterrupted interrupted) {
                    throw interrupted;
                }
                return null;
            }
        }
        return null;
    }

    private static BufferedImage xchart(Object chart, Class<?> type)
            throws ReflectiveOperationException {
        int width = (int) type.getMethod("getWidth").invoke(chart);
        int height = (int) type.getMethod("getHeight").invoke(chart);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        try {
            type.getMethod("paint", java.awt.Graphics2D.class, int.class, int.class)
                    .invoke(chart, graphics, width, height);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
