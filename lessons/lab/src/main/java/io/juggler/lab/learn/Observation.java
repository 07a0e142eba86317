package io.juggler.lab.learn;

import io.juggler.lab.PanelDrawing;
import io.juggler.lab.learn.Judgement.Answer;
import io.juggler.lab.render.Panel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A prediction beside what was measured. Every number in it is the measurement's. */
public final class Observation extends PanelDrawing {

    /** What came of a prediction. */
    public enum Outcome {
        /** The measurement agrees with it. */
        RIGHT,
        /** The measurement disagrees with it. */
        WRONG,
        /** The measurement cannot decide. */
        UNDECIDED,
        /** Nothing was predicted. */
        OPEN
    }

    private final Outcome outcome;
    private final Panel panel;

    private Observation(Outcome outcome, Panel panel) {
        this.outcome = outcome;
        this.panel = panel;
    }

    static Observation of(Prediction prediction, Reading reading) {
        return of(
                prediction,
                claim -> Judgement.of(claim, reading),
                String.join(", ", reading.rows().stream().map(Judgement::took).toList()) + ".",
                reading.cores());
    }

    /**
     * Of a measurement that is no comparison.
     *
     * @param seen what was measured, as a whole sentence
     */
    static Observation of(Prediction prediction, Object measured, String seen, int cores) {
        return of(prediction, claim -> Judgement.of(claim, measured, seen), seen, cores);
    }

    private static Observation of(
            Prediction prediction, Function<Claim, Judgement> judge, String seen, int cores) {
        int chosen = prediction.chosen();
        if (chosen < 0) {
            return new Observation(Outcome.OPEN, open(prediction, seen));
        }
        var choice = prediction.choices().get(chosen);
        var judgement = judge.apply(choice.claim());
        var panel = new Panel();
        var answer = prediction.answer(chosen) + ".";
        switch (judgement.answer()) {
            case HOLDS -> panel.lead("Your prediction held", ": " + answer);
            case FAILS -> panel.lead("Your prediction did not hold", ": " + answer);
            case UNCLEAR, MISSING ->
                    panel.lead("This run cannot decide your prediction", ": " + answer);
        }
        panel.text("Measured: " + judgement.evidence());
        if (judgement.answer() == Answer.FAILS) {
            others(prediction, chosen, judge, panel);
            choice.misconception()
                    .ifPresent(
                            idea ->
                                    panel.text(
                                            "Behind this answer there is often the idea that "
                                                    + idea.idea()
                                                    + ". "
                                                    + idea.instead()));
        }
        if (judgement.answer() == Answer.UNCLEAR) {
            panel.note("Run the measurement again, on a quiet machine if you can.");
        }
        if (cores == 1) {
            panel.note(
                    "This JVM sees 1 core. With more of them, other answers may hold: what"
                            + " computes can gain then, what waits gains here as well.");
        }
        return new Observation(
                switch (judgement.answer()) {
                    case HOLDS -> Outcome.RIGHT;
                    case FAILS -> Outcome.WRONG;
                    case UNCLEAR, MISSING -> Outcome.UNDECIDED;
                },
                panel);
    }

    /** What would have been right, once it has been measured. */
    private static void others(
            Prediction prediction, int chosen, Function<Claim, Judgement> judge, Panel panel) {
        List<String> held = new ArrayList<>();
        for (int i = 0; i < prediction.choices().size(); i++) {
            var claim = prediction.choices().get(i).claim();
            if (i != chosen && judge.apply(claim).answer() == Answer.HOLDS) {
                held.add(prediction.answer(i));
            }
        }
        if (!held.isEmpty()) {
            panel.text("What held: " + String.join("; ", held) + ".");
        }
    }

    private static Panel open(Prediction prediction, String seen) {
        return new Panel()
                .lead(
                        "No prediction yet",
                        ": choose "
                                + prediction.letters()
                                + " above, run that cell and then this one.")
                .text("Measured: " + seen);
    }

    /** What came of the prediction. */
    public Outcome outcome() {
        return outcome;
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        return panel;
    }
}
