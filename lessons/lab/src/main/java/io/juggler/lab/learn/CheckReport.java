package io.juggler.lab.learn;

import io.juggler.lab.PanelDrawing;
import io.juggler.lab.render.Labels;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Panel.Mark;
import io.juggler.lab.render.Quantity;

import java.util.List;

/**
 * What came of a check, requirement by requirement. It says what was seen, and never what would be
 * right.
 */
public final class CheckReport extends PanelDrawing {
    private static final int LONGEST_SEEN = 300;

    /** What it comes to. */
    public enum Outcome {
        /** Every requirement is met. */
        PASS("PASS"),
        /** One at least is not met. */
        NOT_YET("NOT YET"),
        /** None was seen to fail, but the machine was too busy to tell of all. */
        TOO_NOISY("TOO NOISY");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One requirement.
     *
     * @param requirement its name
     * @param finding what came of it
     */
    public record Line(String requirement, Finding finding) {

        /** PASS, NOT YET or TOO NOISY. */
        public Outcome outcome() {
            return switch (finding) {
                case Finding.Pass _ -> Outcome.PASS;
                case Finding.NotYet _ -> Outcome.NOT_YET;
                case Finding.TooNoisy _ -> Outcome.TOO_NOISY;
            };
        }
    }

    private final String lesson;
    private final List<Line> lines;
    private final String note;
    private final Grading grading;

    CheckReport(String lesson, List<Line> lines) {
        this(lesson, lines, "", Grading.NONE);
    }

    private CheckReport(String lesson, List<Line> lines, String note, Grading grading) {
        this.lesson = lesson;
        this.lines = List.copyOf(lines);
        this.note = note;
        this.grading = grading;
    }

    CheckReport withNote(String more) {
        return new CheckReport(lesson, lines, more, grading);
    }

    /** The same, with its points as its text where it is graded. */
    CheckReport graded(Grading how) {
        return new CheckReport(lesson, lines, note, how);
    }

    /** The lesson. */
    public String lesson() {
        return lesson;
    }

    /** One line for each requirement. */
    public List<Line> lines() {
        return lines;
    }

    /** What it comes to. */
    public Outcome outcome() {
        if (lines.stream().anyMatch(line -> line.outcome() == Outcome.NOT_YET)) {
            return Outcome.NOT_YET;
        }
        return lines.stream().anyMatch(line -> line.outcome() == Outcome.TOO_NOISY)
                ? Outcome.TOO_NOISY
                : Outcome.PASS;
    }

    /** How many requirements are met. */
    public int met() {
        return (int) lines.stream().filter(line -> line.outcome() == Outcome.PASS).count();
    }

    @Override
    public String toText() {
        return switch (grading) {
            case NONE -> super.toText();
            case POINTS -> Integer.toString(met());
            case ALL -> Integer.toString(outcome() == Outcome.PASS ? met() : 0);
        };
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel =
                new Panel()
                        .lead(
                                outcome().toString(),
                                ": "
                                        + met()
                                        + " of "
                                        + Quantity.count(lines.size(), "requirement")
                                        + " met.");
        for (var line : lines) {
            panel.item(
                    switch (line.outcome()) {
                        case PASS -> Mark.GOOD;
                        case NOT_YET -> Mark.OPEN;
                        case TOO_NOISY -> Mark.UNCLEAR;
                    },
                    line.outcome().toString(),
                    line.requirement() + said(line.finding()));
        }
        if (outcome() == Outcome.TOO_NOISY) {
            panel.note("Run the check again when the machine is quieter.");
        }
        if (!note.isEmpty()) {
            panel.note(note);
        }
        return panel;
    }

    private static String said(Finding finding) {
        var text =
                switch (finding) {
                    case Finding.Pass _ -> "";
                    case Finding.NotYet(var seen) -> seen;
                    case Finding.TooNoisy(var why) -> why;
                };
        return text.isEmpty() ? "" : ": " + Labels.line(text, LONGEST_SEEN);
    }
}
