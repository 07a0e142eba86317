package io.juggler.dist.lessons;

import io.juggler.testing.Outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An answer to an exercise that is wrong in a certain way: a cell, in a file of its own.
 *
 * @param file where it is
 * @param source the cell
 */
record WrongAnswer(Path file, String source) {
    private static final String SAYS = "// NOT YET: ";

    /**
     * Those that there are for a lesson's exercise.
     *
     * @param number the lesson's, such as "04"
     */
    static List<WrongAnswer> of(String number) {
        var all = new ArrayList<WrongAnswer>();
        var answers = Outside.root().resolve("lessons/answers");
        try (var folders = Files.newDirectoryStream(answers, number + "-*")) {
            for (var folder : folders) {
                try (var files = Files.newDirectoryStream(folder, "*.jsh")) {
                    files.forEach(file -> all.add(read(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.sort(Comparator.comparing(WrongAnswer::file));
        return all;
    }

    private static WrongAnswer read(Path file) {
        try {
            return new WrongAnswer(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the requirements that it does not meet. */
    Set<String> notYet() {
        var names = new TreeSet<String>();
        source.lines()
                .takeWhile(line -> line.startsWith(SAYS))
                .forEach(line -> names.add(line.substring(SAYS.length()).strip()));
        return names;
    }

    @Override
    public String toString() {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }
}
