package io.juggler.lab.learn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file with a learner's progress: one line for each event, in the order they happened, fields
 * separated by tabs. Nothing but this machine's user reads it. Lines of one event are written with
 * one call that appends, so that several notebooks can share the file.
 */
final class Logbook {

    /** Past that, old events of the same kind and name are let go. */
    private static final int MOST_LINES = 2_000;

    private static final int FIELDS = 6;

    private final Path file;

    Logbook(Path file) {
        this.file = file;
    }

    /**
     * One event.
     *
     * @param when when it happened
     * @param kind "check" or "predict"
     * @param name the lesson, or the question
     * @param outcome PASS, NOT YET, RIGHT, …
     * @param met how many requirements were met
     * @param of how many there were
     */
    record Entry(Instant when, String kind, String name, String outcome, int met, int of) {

        private String line() {
            return String.join(
                            "\t",
                            when.toString(),
                            kind,
                            clean(name),
                            clean(outcome),
                            Integer.toString(met),
                            Integer.toString(of))
                    + "\n";
        }

        private static String clean(String text) {
            return text.replaceAll("\\s+", " ").strip();
        }

        /** Empty for a line that someone else wrote, or that was cut off. */
        private static Optional<Entry> of(String line) {
            var fields = line.split("\t", -1);
            if (fields.length != FIELDS) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new Entry(
                                Instant.parse(fields[0]),
                                fields[1],
                                fields[2],
                                fields[3],
                                Integer.parseInt(fields[4]),
                                Integer.parseInt(fields[5])));
            } catch (DateTimeParseException | NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /** The file of this machine's user: {@code progress.tsv} in the folder for their data. */
    static Logbook ofUser() {
        var chosen = System.getProperty("juggler.progress", System.getenv("JUGGLER_PROGRESS"));
        return new Logbook(
                chosen == null || chosen.isBlank()
                        ? dataFolder().resolve("juggler").resolve("progress.tsv")
                        : Path.of(chosen));
    }

    private static Path dataFolder() {
        var home = Path.of(System.getProperty("user.home"));
        var system = System.getProperty("os.name");
        if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Application Support");
        }
        if (system.startsWith("Windows")) {
            var local = System.getenv("LOCALAPPDATA");
            return local == null ? home.resolve("AppData").resolve("Local") : Path.of(local);
        }
        var data = System.getenv("XDG_DATA_HOME");
        return data == null || data.isBlank()
                ? home.resolve(".local").resolve("share")
                : Path.of(data);
    }

    Path file() {
        return file;
    }

    void add(Entry entry) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                entry.line(),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        var all = entries();
        if (all.size() > MOST_LINES) {
            shorten(all);
        }
    }

    /** What happened, oldest first; nothing where there is no file. */
    List<Entry> entries() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text.lines().map(Entry::of).flatMap(Optional::stream).forEach(entries::add);
        return entries;
    }

    private void shorten(List<Entry> all) throws IOException {
        var text = new StringBuilder();
        all.subList(all.size() - MOST_LINES / 2, all.size())
                .forEach(entry -> text.append(entry.line()));
        var shorter = Files.createTempFile(file.toAbsolutePath().getParent(), "progress", ".tsv");
        try {
            Files.writeString(shorter, text, StandardCharsets.UTF_8);
            Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(shorter);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
