package io.juggler.lab.learn;

import io.juggler.lab.PanelDrawing;
import io.juggler.lab.learn.Logbook.Entry;
import io.juggler.lab.render.Labels;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Quantity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A learner's own record: what they checked and what they predicted. It is kept in a file on their
 * machine and nowhere else; {@link #reset} deletes it.
 */
public final class Progress extends PanelDrawing {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int LONGEST_NAME = 42;

    private final Logbook logbook;

    Progress(Logbook logbook) {
        this.logbook = logbook;
    }

    /** Where it is kept: a file of text, one line for each event. */
    public Path file() {
        return logbook.file();
    }

    /**
     * Deletes the record.
     *
     * @return this, now empty
     */
    public Progress reset() {
        try {
            logbook.delete();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(
                    "the record " + file() + " cannot be deleted: " + e.getMessage(), e);
        }
        return this;
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        List<Entry> entries;
        try {
            entries = logbook.entries();
        } catch (IOException e) {
            return new Panel()
                    .lead("Your record cannot be read", ": " + e.getMessage())
                    .note("It is the file " + file() + ".");
        }
        var panel = new Panel();
        var checks = byName(entries, "check");
        var predictions = byName(entries, "predict");
        long passed =
                checks.values().stream().filter(all -> ever(all, CheckReport.Outcome.PASS)).count();
        long right =
                predictions.values().stream()
                        .filter(all -> all.getLast().outcome().equals("RIGHT"))
                        .count();
        long undecided =
                predictions.values().stream()
                        .filter(all -> all.getLast().outcome().equals("UNDECIDED"))
                        .count();
        panel.lead(
                "Your progress",
                ": "
                        + Quantity.count(passed, "exercise")
                        + " passed, "
                        + right
                        + " of "
                        + Quantity.count(predictions.size(), "prediction")
                        + " right"
                        + (undecided == 0 ? "." : ", " + undecided + " undecided."));
        if (!checks.isEmpty()) {
            panel.table(
                    "",
                    List.of("exercise", "best", "now", "tries", "last"),
                    checks.entrySet().stream()
                            .map(each -> checkRow(each.getKey(), each.getValue()))
                            .toList());
        }
        if (!predictions.isEmpty()) {
            panel.table(
                    "",
                    List.of("prediction", "first", "now"),
                    predictions.entrySet().stream()
                            .map(
                                    each ->
                                            List.of(
                                                    Labels.line(each.getKey(), LONGEST_NAME),
                                                    words(each.getValue().getFirst()),
                                                    words(each.getValue().getLast())))
                            .toList());
        }
        return panel.note(
                "Kept in "
                        + file()
                        + " on this machine, and nowhere else. progress().reset() deletes it.");
    }

    private static List<String> checkRow(String lesson, List<Entry> all) {
        var last = all.getLast();
        var best =
                all.stream()
                        .max(
                                java.util.Comparator.comparingDouble(
                                        entry -> (double) entry.met() / Math.max(1, entry.of())))
                        .orElseThrow();
        return List.of(
                Labels.line(lesson, LONGEST_NAME),
                ever(all, CheckReport.Outcome.PASS)
                        ? CheckReport.Outcome.PASS.toString()
                        : best.met() + " of " + best.of(),
                last.outcome(),
                Integer.toString(all.size()),
                DAY.format(last.when().atZone(ZoneId.systemDefault())));
    }

    private static boolean ever(List<Entry> all, CheckReport.Outcome outcome) {
        return all.stream().anyMatch(entry -> entry.outcome().equals(outcome.toString()));
    }

    private static String words(Entry entry) {
        return entry.outcome().toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<Entry>> byName(List<Entry> entries, String kind) {
        var byName = new LinkedHashMap<String, List<Entry>>();
        for (var entry : entries) {
            if (entry.kind().equals(kind)) {
                byName.computeIfAbsent(entry.name(), _ -> new java.util.ArrayList<>()).add(entry);
            }
        }
        return byName;
    }
}
