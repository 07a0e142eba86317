package io.juggler.server.notebook;

import io.juggler.server.protocol.JsonObjects;
import io.juggler.server.protocol.Publication;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts what cells publish into the notebook, as a front end does: text of one stream is joined, a
 * display is updated wherever it stands, output is cleared. Any thread may call it.
 */
final class CollectedOutputs {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Where displays stand that can be updated. */
    private final Map<String, List<ObjectNode>> displays = new HashMap<>();

    private final Map<NotebookCell, Boolean> clearBeforeNext = new HashMap<>();

    /** Adds what a cell published. */
    synchronized void put(NotebookCell cell, Publication publication) {
        switch (publication) {
            case Publication.ClearOutput(boolean later) -> {
                if (later) {
                    clearBeforeNext.put(cell, true);
                } else {
                    cell.outputs().removeAll();
                }
            }
            case Publication.UpdateDisplayData(_, var id) -> update(id, content(publication));
            case Publication.Stream stream -> {
                clearIfDue(cell);
                stream(cell.outputs(), stream);
            }
            case Publication.DisplayData(_, var id) -> {
                var shown = add(cell, publication);
                if (id != null) {
                    displays.computeIfAbsent(id, _ -> new ArrayList<>()).add(shown);
                }
            }
            case Publication.ExecuteResult _, Publication.Failure _ -> add(cell, publication);
            case Publication.Comm _ -> {
                // Nobody is at the other end, and a notebook on disk has no place for it.
            }
            case Publication.Status _, Publication.ExecuteInput _, Publication.Welcome _ ->
                    throw new IllegalArgumentException("no output: " + publication);
        }
    }

    private ObjectNode add(NotebookCell cell, Publication publication) {
        clearIfDue(cell);
        var output = MAPPER.createObjectNode();
        output.put("output_type", publication.type());
        var content = content(publication);
        content.remove("transient");
        output.setAll(content);
        splitData(output);
        cell.outputs().add(output);
        return output;
    }

    private void clearIfDue(NotebookCell cell) {
        if (clearBeforeNext.remove(cell) != null) {
            cell.outputs().removeAll();
        }
    }

    private static void stream(ArrayNode outputs, Publication.Stream stream) {
        var text = stream.text();
        var last = outputs.isEmpty() ? null : outputs.get(outputs.size() - 1);
        if (last instanceof ObjectNode open
                && open.path("output_type").asString("").equals("stream")
                && open.path("name").asString("").equals(stream.name())) {
            var lines = open.withArrayProperty("text");
            if (!lines.isEmpty() && !lines.get(lines.size() - 1).asString().endsWith("\n")) {
                text = lines.remove(lines.size() - 1).asString() + text;
            }
            lines.addAll(lines(text));
            return;
        }
        var output = MAPPER.createObjectNode();
        output.put("output_type", "stream");
        output.put("name", stream.name());
        output.set("text", lines(text));
        outputs.add(output);
    }

    private void update(String id, ObjectNode content) {
        for (var shown : displays.getOrDefault(id, List.of())) {
            shown.set("data", content.get("data").deepCopy());
            shown.set("metadata", content.get("metadata").deepCopy());
            splitData(shown);
        }
    }

    private static ObjectNode content(Publication publication) {
        return (ObjectNode) MAPPER.readTree(JsonObjects.write(publication::write));
    }

    /** Texts are split into lines, so that changes of a notebook can be read line by line. */
    private static void splitData(ObjectNode output) {
        if (output.get("data") instanceof ObjectNode data) {
            for (var type : List.copyOf(data.propertyNames())) {
                if (data.get(type) instanceof StringNode text && !type.endsWith("json")) {
                    data.set(type, lines(text.stringValue()));
                }
            }
        }
    }

    private static ArrayNode lines(String text) {
        var lines = MAPPER.createArrayNode();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end + 1));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    /** Whether an output is an error. */
    static boolean isError(JsonNode output) {
        return output.path("output_type").asString("").equals("error");
    }
}
