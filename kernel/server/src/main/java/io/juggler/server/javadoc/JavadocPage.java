package io.juggler.server.javadoc;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;

/** One type's page of what the javadoc tool wrote, of JDK 8 or later. */
final class JavadocPage implements Comments {
    /** What else the tool lists says where something is in the library, not what it does. */
    private static final Set<String> NOTES =
            Set.of(
                    "Type Parameters:",
                    "Parameters:",
                    "Returns:",
                    "Throws:",
                    "Since:",
                    "See Also:",
                    "API Note:",
                    "Implementation Note:",
                    "Implementation Requirements:");

    private final Document page;

    /** The members' places: before JDK 10 in {@code name}, later in {@code id}. */
    private final Map<Element, Anchor> anchors = new LinkedHashMap<>();

    JavadocPage(String html) {
        page = Jsoup.parse(html);
        for (var each : page.select("[id], a[name]")) {
            anchors.put(each, Anchor.of(each.id().isEmpty() ? each.attr("name") : each.id()));
        }
    }

    @Override
    public Optional<String> of(javax.lang.model.element.Element element) {
        var section =
                element instanceof TypeElement
                        ? Optional.ofNullable(
                                page.selectFirst(
                                        ".class-description, section.description,"
                                                + " .contentContainer > .description"))
                        : anchor(element).flatMap(JavadocPage::section);
        return section.map(JavadocPage::text).filter(text -> !text.isBlank());
    }

    private Optional<Element> anchor(javax.lang.model.element.Element element) {
        var callable = element instanceof ExecutableElement each ? each : null;
        var parameters = callable == null ? null : Signature.simpleNames(callable);
        var type = element.getEnclosingElement().getSimpleName();
        var candidates = new LinkedHashMap<>(anchors);
        candidates.values().removeIf(anchor -> !anchor.mayBe(element, type, parameters));
        if (candidates.size() > 1) {
            candidates.values().removeIf(anchor -> !Objects.equals(anchor.parameters, parameters));
        }
        return candidates.keySet().stream().findFirst();
    }

    private static Optional<Element> section(Element anchor) {
        var section = anchor.closest("section.detail");
        return Optional.ofNullable(section != null ? section : anchor.nextElementSibling());
    }

    /** The description and what is noted under it, without links, which lead nowhere here. */
    private static String text(Element section) {
        var parts = new ArrayList<String>();
        var deprecated = section.selectFirst(".deprecation-block, .deprecationBlock");
        for (var each : section.select("div.block")) {
            if (each.closest("dl, .deprecation-block, .deprecationBlock") == null) {
                parts.add(inner(each));
            }
        }
        if (deprecated != null) {
            parts.add("<p>" + deprecated.text().replace("@", "&#64;") + "</p>");
        }
        for (var list : section.select("dl")) {
            if (list.parents().stream().anyMatch(each -> each.normalName().equals("dl"))) {
                continue;
            }
            parts.addAll(notes(list));
        }
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
    }

    private static List<String> notes(Element list) {
        var notes = new ArrayList<String>();
        var note = new StringBuilder();
        for (var each : list.children()) {
            if (each.normalName().equals("dt")) {
                close(note, notes);
                if (NOTES.contains(each.text())) {
                    note.append("<dl><dt><b>")
                            .append(each.text().replace(":", ""))
                            .append("</b></dt>");
                }
            } else if (!note.isEmpty()) {
                note.append("<dd>").append(inner(each)).append("</dd>");
            }
        }
        close(note, notes);
        return notes;
    }

    private static void close(StringBuilder note, List<String> notes) {
        if (!note.isEmpty()) {
            notes.add(note.append("</dl>").toString());
            note.setLength(0);
        }
    }

    /** An at sign would begin a tag of the comment's. */
    private static String inner(Element element) {
        var copy = element.clone();
        copy.select(".description-from-type-label, .descfrmTypeLabel").remove();
        copy.select("a").unwrap();
        return copy.html().replace("@", "&#64;");
    }

    /**
     * A member's name in the page's address.
     *
     * @param parameters simple names of the types; null for a field
     */
    private record Anchor(String name, List<String> parameters) {
        /**
         * Reads {@code up(int,java.lang.String)}, and {@code up-int-java.lang.String-} of JDK 8.
         */
        static Anchor of(String id) {
            int opening = id.indexOf('(');
            if (opening >= 0 && id.endsWith(")")) {
                return new Anchor(
                        id.substring(0, opening),
                        types(id.substring(opening + 1, id.length() - 1), ","));
            }
            int dash = id.indexOf('-');
            return dash > 0 && id.endsWith("-")
                    ? new Anchor(
                            id.substring(0, dash),
                            types(id.substring(dash + 1).replace(":A", "[]"), "-"))
                    : new Anchor(id, null);
        }

        /** Whether all but the parameters' types is the same. */
        boolean mayBe(javax.lang.model.element.Element element, Name type, List<String> wanted) {
            boolean named =
                    element.getSimpleName().contentEquals(name)
                            || (element.getKind() == ElementKind.CONSTRUCTOR
                                    && type.contentEquals(name));
            return named
                    && (wanted == null
                            ? parameters == null
                            : parameters != null && parameters.size() == wanted.size());
        }

        private static List<String> types(String list, String separator) {
            var types = new ArrayList<String>();
            for (var each : list.split(separator)) {
                if (!each.isBlank()) {
                    types.add(Signature.simpleName(each));
                }
            }
            return List.copyOf(types);
        }
    }
}
