package io.juggler.dist.lessons;

import io.juggler.testing.Outside;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A notebook of this repository, as it is on disk.
 *
 * @param file where it is
 * @param json all of it
 */
record Lesson(Path file, JsonNode json) {
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)//.*");

    static Path folder() {
        return Outside.root().resolve("notebooks");
    }

    /** The lessons in their order; what else is in their folder is not among them. */
    static List<Lesson> all() {
        try (var files = Files.newDirectoryStream(folder(), "{0[1-9],1[0-9]}-*.ipynb")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .sorted()
                    .map(Lesson::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lesson read(Path file) {
        try {
            return new Lesson(file, new JsonMapper().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lesson of(String name) {
        return read(folder().resolve(name));
    }

    /**
     * One cell.
     *
     * @param id its id in the notebook
     * @param tags the first says what it is for
     */
    record Cell(String id, List<String> tags, boolean code, String source) {

        /** What it is for; empty where nothing says so. */
        String tag() {
            return tags.isEmpty() ? "" : tags.getFirst();
        }

        /**
         * Whether a front end that has run it shows its number: a folded one has only its value.
         */
        boolean showsItsNumber() {
            return code && (!tag().equals("solution") || endsInAValue());
        }

        /** Whether its last line is an expression and not a statement. */
        boolean endsInAValue() {
            var lines =
                    source.lines()
                            .map(line -> COMMENT.matcher(line).replaceAll("").strip())
                            .filter(line -> !line.isEmpty())
                            .toList();
            return !lines.isEmpty() && !lines.getLast().matches(".*[;}]");
        }
    }

    List<Cell> cells() {
        return StreamSupport.stream(json.path("cells").spliterator(), false)
                .map(
                        cell ->
                                new Cell(
                                        cell.path("id").asString(),
                                        StreamSupport.stream(
                                                        cell.path("metadata")
                                                                .path("tags")
                                                                .spliterator(),
                                                        false)
                                                .map(JsonNode::asString)
                                                .toList(),
                                        cell.path("cell_type").asString().equals("code"),
                                        source(cell)))
                .toList();
    }

    Cell cell(String id) {
        return cells().stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
    }

    private static String source(JsonNode cell) {
        var source = new StringBuilder();
        cell.path("source").forEach(line -> source.append(line.asString()));
        return source.toString();
    }

    /** As its file is called, without the ending. */
    String name() {
        return toString().replace(".ipynb", "");
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
