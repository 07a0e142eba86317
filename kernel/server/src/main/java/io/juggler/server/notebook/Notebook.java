package io.juggler.server.notebook;

import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook in the nbformat 4. What this class does not know of is kept as it was read.
 *
 * @see <a href="https://nbformat.readthedocs.io/en/stable/format_description.html">The notebook
 *     file format</a>
 */
public final class Notebook {
    /** Numbers are written as they were read, to their last zero. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final ObjectNode json;
    private final List<NotebookCell> cells;

    private Notebook(ObjectNode json, List<NotebookCell> cells) {
        this.json = json;
        this.cells = List.copyOf(cells);
    }

    /**
     * Reads a notebook.
     *
     * @throws NotebookException where the file is no notebook of format 4; one line
     * @throws IOException where it cannot be read
     */
    public static Notebook read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException _) {
            throw new NotebookException(file + ": there is no such file");
        } catch (MalformedInputException _) {
            throw new NotebookException(file + ": not a notebook: it is no UTF-8 text");
        }
        try {
            return parse(text);
        } catch (NotebookException e) {
            throw new NotebookException(file + ": " + e.getMessage());
        }
    }

    /**
     * Reads a notebook's text.
     *
     * @throws NotebookException where it is no notebook of format 4; one line
     */
    public static Notebook parse(String text) throws NotebookException {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new NotebookException(
                    "not a notebook: it is no JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        if (!(json instanceof ObjectNode object) || !object.path("nbformat").isInt()) {
            throw new NotebookException("not a notebook: it has no nbformat");
        }
        int format = object.get("nbformat").intValue();
        if (format != 4) {
            throw new NotebookException(
                    "a notebook of format "
                            + format
                            + ", and only format 4 is known: JupyterLab converts it when it saves"
                            + " it");
        }
        if (!(object.get("cells") instanceof ArrayNode array)) {
            throw new NotebookException("not a notebook: it has no cells");
        }
        var cells = new ArrayList<NotebookCell>();
        for (var cell : array) {
            if (!(cell instanceof ObjectNode cellObject)
                    || !cellObject.path("cell_type").isString()) {
                throw new NotebookException(
                        "not a notebook: its cell " + (cells.size() + 1) + " has no cell_type");
            }
            cells.add(new NotebookCell(cellObject));
        }
        return new Notebook(object, cells);
    }

    /** The cells, in their order. */
    public List<NotebookCell> cells() {
        return cells;
    }

    /** A copy that shares nothing with this one. */
    public Notebook copy() {
        try {
            return parse(json.toString());
        } catch (NotebookException e) {
            throw new IllegalStateException("a notebook that cannot be read again", e);
        }
    }

    /** The notebook's metadata; made where there was none. */
    ObjectNode metadata() {
        return json.withObjectProperty("metadata");
    }

    /** Writes the notebook as Jupyter does: indented by one, not escaped. */
    public void write(Path file) throws IOException {
        Files.writeString(file, toString());
    }

    /** The notebook's text. */
    @Override
    public String toString() {
        var separators =
                Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("");
        var indenter = new DefaultIndenter(" ", "\n");
        var printer =
                new DefaultPrettyPrinter(separators)
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter);
        return MAPPER.writer().with(printer).writeValueAsString(json) + "\n";
    }
}
