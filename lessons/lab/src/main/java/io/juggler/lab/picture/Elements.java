package io.juggler.lab.picture;

import org.w3c.dom.Element;

import java.util.ArrayList;
import java.util.List;

/** Reads elements. */
final class Elements {

    private Elements() {}

    /** The elements right inside. */
    static List<Element> of(Element parent) {
        var elements = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** Whether it has that class. */
    static boolean has(Element element, String name) {
        return List.of(element.getAttribute("class").split(" ")).contains(name);
    }

    /** A number among its attributes. */
    static double number(Element element, String attribute, double otherwise) {
        var text = element.getAttribute(attribute);
        return text.isEmpty() ? otherwise : Double.parseDouble(text);
    }

    /** The number in an attribute such as {@code style="width:64px"}. */
    static double width(Element element) {
        return Double.parseDouble(element.getAttribute("style").replaceAll("[^0-9.]", ""));
    }
}
