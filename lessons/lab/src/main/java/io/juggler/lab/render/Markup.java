package io.juggler.lab.render;

import java.util.Locale;

/** Writes elements, in a form that is both HTML and well-formed XML. */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    /** Opens an element; attributes are names and values in turn. */
    Markup open(String element, Object... attributes) {
        tag(element, attributes);
        out.append('>');
        return this;
    }

    /** An element without content. */
    Markup empty(String element, Object... attributes) {
        tag(element, attributes);
        out.append("/>");
        return this;
    }

    /** An element with text alone. */
    Markup text(String element, String text, Object... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    Markup text(String text) {
        out.append(Labels.escaped(text));
        return this;
    }

    Markup close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    Markup line() {
        out.append('\n');
        return this;
    }

    private void tag(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            var value =
                    attributes[i + 1] instanceof Double number
                            ? number(number)
                            : String.valueOf(attributes[i + 1]);
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(Labels.escaped(value))
                    .append('"');
        }
    }

    /** At most one decimal: a tenth of a pixel is as fine as a screen shows. */
    static String number(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
