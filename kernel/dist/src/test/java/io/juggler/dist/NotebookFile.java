package io.juggler.dist;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Notebooks of code, for the command line to run. */
final class NotebookFile {
    private NotebookFile() {}

    /**
     * Writes one, without outputs.
     *
     * @param sources a cell's text each
     * @return the file
     */
    static Path write(Path file, String... sources) throws IOException {
        var json = new JsonMapper().createObjectNode();
        var cells = json.putArray("cells");
        for (var source : sources) {
            var cell = cells.addObject().put("cell_type", "code").put("source", source);
            cell.putObject("metadata");
            cell.putArray("outputs");
            cell.putNull("execution_count");
        }
        json.putObject("metadata");
        json.put("nbformat", 4).put("nbformat_minor", 5);
        return Files.writeString(file, json.toString());
    }
}
