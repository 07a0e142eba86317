package io.juggler.lab.picture;

import org.w3c.dom.Element;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Map;

/** Colours, strokes and fonts, as the style sheet has them for light themes. */
final class Ink {

    /** Of "currentColor" so much is seen, by class. */
    private static final Map<String, Double> OPACITY =
            Map.of("tick", 0.13, "rail", 0.25, "axis", 0.6, "plain", 0.55, "unknown", 0.5);

    private Ink() {}

    static Color black(double opacity) {
        return new Color(0, 0, 0, (int) Math.round(255 * opacity));
    }

    /** What an element is stroked with, or null. */
    static Color stroke(Element element) {
        for (var each : OPACITY.entrySet()) {
            if (Elements.has(element, each.getKey())) {
                return black(each.getValue());
            }
        }
        return paint(element, "stroke", null);
    }

    /** What an element is filled with, or null. */
    static Color fill(Element element) {
        return paint(element, "fill", Color.BLACK);
    }

    private static Color paint(Element element, String attribute, Color otherwise) {
        var text = element.getAttribute(attribute);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.equals("none")) {
            return null;
        }
        var colour = colour(text);
        double opacity = Elements.number(element, attribute + "-opacity", 1);
        return new Color(
                colour.getRed(),
                colour.getGreen(),
                colour.getBlue(),
                (int) Math.round(255 * opacity));
    }

    /** Such as "#0072B2" or "#888". */
    static Color colour(String text) {
        var hex = text.substring(1);
        return Color.decode("#" + (hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex));
    }

    static BasicStroke line(Element element) {
        float width = (float) Elements.number(element, "stroke-width", 1);
        var dashes = element.getAttribute("stroke-dasharray");
        int cap =
                element.getAttribute("stroke-linecap").equals("round")
                        ? BasicStroke.CAP_ROUND
                        : BasicStroke.CAP_BUTT;
        if (dashes.isEmpty() || dashes.equals("none")) {
            return new BasicStroke(width, cap, BasicStroke.JOIN_MITER);
        }
        var parts = dashes.split("[ ,]+");
        var lengths = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            lengths[i] = Float.parseFloat(parts[i]);
        }
        return new BasicStroke(width, cap, BasicStroke.JOIN_MITER, 10, lengths, 0);
    }

    static Font font(boolean bold, double size) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
    }
}
