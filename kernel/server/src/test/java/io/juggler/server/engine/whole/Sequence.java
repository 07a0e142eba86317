package io.juggler.server.engine.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells that are run one after the other.
 *
 * <p>In a file each starts with {@code == name}; {@code --} stands between cells. A sequence whose
 * meaning differs from JShell's on purpose says why in a line {@code ~ reason} and then, after
 * {@code >>}, what this engine answers, a line for each cell.
 *
 * @param difference why it differs from JShell, or null
 * @param expected this engine's answers; empty where they are JShell's
 */
record Sequence(String name, String difference, List<String> cells, List<String> expected) {

    @Override
    public String toString() {
        return name;
    }

    static List<Sequence> read(String resource) {
        String text;
        try (var in = Sequence.class.getResourceAsStream(resource)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var sequences = new ArrayList<Sequence>();
        for (var part : text.split("(?m)^== ", -1)) {
            if (!part.isBlank() && !part.startsWith("#")) {
                sequences.add(parse(part));
            }
        }
        return sequences;
    }

    private static Sequence parse(String part) {
        int end = part.indexOf('\n');
        var name = part.substring(0, end).strip();
        var rest = part.substring(end + 1);
        String difference = null;
        if (rest.startsWith("~ ")) {
            end = rest.indexOf('\n');
            difference = rest.substring(2, end).strip();
            rest = rest.substring(end + 1);
        }
        List<String> expected = List.of();
        int mark = rest.indexOf("\n>>\n");
        if (mark >= 0) {
            expected = rest.substring(mark + 4).strip().lines().toList();
            rest = rest.substring(0, mark);
        }
        return new Sequence(
                name, difference, List.of(rest.stripTrailing().split("\n--\n")), expected);
    }
}
