package io.juggler.server.notebook;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** One cell of a notebook. */
public final class NotebookCell {
    private final ObjectNode json;

    NotebookCell(ObjectNode json) {
        this.json = json;
    }

    /** Its name within the notebook; empty where the notebook's format has none. */
    String id() {
        return json.path("id").asString("");
    }

    /** {@code code}, {@code markdown} or {@code raw}. */
    public String type() {
        return json.get("cell_type").stringValue();
    }

    /** The cell's text. */
    public String source() {
        return joined(json.path("source"));
    }

    /** The cell's tags. */
    public Set<String> tags() {
        return json.path("metadata")
                .path("tags")
                .valueStream()
                .map(tag -> tag.asString(""))
                .collect(Collectors.toSet());
    }

    /** Its images, as data URIs by their names. */
    Map<String, String> attachments() {
        var uris = new HashMap<String, String>();
        json.path("attachments")
                .forEachEntry(
                        (name, bundle) ->
                                bundle.forEachEntry(
                                        (type, data) ->
                                                uris.put(
                                                        name,
                                                        "data:%s;base64,%s"
                                                                .formatted(type, joined(data)))));
        return uris;
    }

    OptionalInt executionCount() {
        var count = json.path("execution_count");
        return count.isInt() ? OptionalInt.of(count.intValue()) : OptionalInt.empty();
    }

    boolean isSourceHidden() {
        return json.path("metadata").path("jupyter").path("source_hidden").asBoolean(false);
    }

    boolean areOutputsHidden() {
        return json.path("metadata").path("jupyter").path("outputs_hidden").asBoolean(false);
    }

    public boolean isCode() {
        return type().equals("code");
    }

    ObjectNode json() {
        return json;
    }

    ArrayNode outputs() {
        return json.withArrayProperty("outputs");
    }

    /** A text that the format may split into lines. */
    static String joined(JsonNode text) {
        return text.isArray()
                ? text.valueStream().map(line -> line.asString("")).collect(Collectors.joining())
                : text.asString("");
    }
}
