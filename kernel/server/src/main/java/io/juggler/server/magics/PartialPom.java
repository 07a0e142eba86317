package io.juggler.server.magics;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

/**
 * Makes a POM of what people copy from a project's README: a whole one, or any of its parts, with
 * dependencies and repositories that stand for themselves.
 */
final class PartialPom {
    private static final Map<String, String> FILLED_IN =
            Map.of(
                    "modelVersion", "4.0.0",
                    "groupId", "notebook",
                    "artifactId", "cell",
                    "version", "1");

    private PartialPom() {}

    static String complete(String text) throws MagicFailure {
        try {
            var builder = builder();
            var parts =
                    builder.parse(
                            new InputSource(
                                    new StringReader(
                                            "<parts>"
                                                    + text.replaceFirst("<\\?xml.*?\\?>", "")
                                                    + "</parts>")));
            var root = parts.getDocumentElement();
            var pom = builder.newDocument();
            var whole = only(root, "project");
            if (whole != null) {
                pom.appendChild(pom.importNode(whole, true));
            } else {
                gather(root, pom);
            }
            return written(pom);
        } catch (SAXException e) {
            throw new MagicFailure("this is no XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException | TransformerException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DocumentBuilder builder() throws ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null); // it would print
        return builder;
    }

    private static void gather(Element from, Document pom) {
        var project = pom.createElement("project");
        pom.appendChild(project);
        FILLED_IN.forEach(
                (name, value) -> {
                    if (only(from, name) == null) {
                        var element = pom.createElement(name);
                        element.setTextContent(value);
                        project.appendChild(element);
                    }
                });
        var dependencies = pom.createElement("dependencies");
        project.appendChild(dependencies);
        var repositories = pom.createElement("repositories");
        project.appendChild(repositories);
        for (var each = from.getFirstChild(); each != null; each = each.getNextSibling()) {
            switch (each.getNodeName()) {
                case "dependency" -> take(each, dependencies);
                case "repository" -> take(each, repositories);
                case "dependencies" -> takeAll(each, dependencies);
                case "repositories" -> takeAll(each, repositories);
                default -> take(each, project);
            }
        }
    }

    private static void takeAll(Node from, Element to) {
        for (var each = from.getFirstChild(); each != null; each = each.getNextSibling()) {
            take(each, to);
        }
    }

    private static void take(Node node, Element to) {
        if (node instanceof Element) {
            to.appendChild(to.getOwnerDocument().importNode(node, true));
        }
    }

    private static Element only(Element parent, String name) {
        for (var each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private static String written(Document pom) throws TransformerException {
        var text = new StringWriter();
        var transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        transformer.transform(new DOMSource(pom), new StreamResult(text));
        return text.toString();
    }
}
