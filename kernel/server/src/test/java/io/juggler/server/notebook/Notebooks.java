package io.juggler.server.notebook;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Makes notebooks for tests. */
final class Notebooks {
    private static final JsonMapper JSON = new JsonMapper();

    private final ArrayNode cells = JSON.createArrayNode();

    Notebooks markdown(String source) {
        cells.addObject().put("cell_type", "markdown").put("source", source).putObject("metadata");
        return this;
    }

    Notebooks code(String source, String... tags) {
        var cell = cells.addObject().put("cell_type", "code").put("source", source);
        cell.putNull("execution_count");
        cell.putArray("outputs").addObject().put("output_type", "stream").put("text", "old");
        var all = cell.putObject("metadata").putArray("tags");
        for (var tag : tags) {
            all.add(tag);
        }
        return this;
    }

    Notebook build() throws NotebookException {
        var json = JSON.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
        json.putObject("metadata");
        json.set("cells", cells);
        return Notebook.parse(json.toString());
    }
}
