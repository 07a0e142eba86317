package io.juggler.lab.learn;

import io.juggler.lab.PanelDrawing;
import io.juggler.lab.render.Panel;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A question with several answers, lettered from A, of which the learner chooses one before the
 * measurement. Leaving it open is fine: nothing waits for an answer and nothing fails without one.
 *
 * <p>Any thread may use it; the last choice counts.
 */
public final class Prediction extends PanelDrawing {
    private static final int MOST_CHOICES = 8;

    private final String question;
    private final List<Choice> choices;
    private volatile String typed = "";

    Prediction(String question, List<Choice> choices) {
        this.question = Objects.requireNonNull(question, "a prediction needs a question");
        this.choices = List.copyOf(choices);
        if (choices.size() < 2 || choices.size() > MOST_CHOICES) {
            throw new IllegalArgumentException(
                    "predict(\""
                            + question
                            + "\", …) needs from 2 to 8 choices, not "
                            + choices.size());
        }
    }

    /**
     * Chooses an answer. What is no letter of an answer, the empty text included, leaves the
     * question open.
     *
     * @param letter such as "B"
     * @return this
     */
    public Prediction choose(String letter) {
        typed = letter == null ? "" : letter.strip();
        return this;
    }

    /** What is asked. */
    public String question() {
        return question;
    }

    /** The answers to choose from. */
    public List<Choice> choices() {
        return choices;
    }

    /** The letter that was chosen; empty while the question is open. */
    public Optional<String> letter() {
        int chosen = chosen();
        return chosen < 0 ? Optional.empty() : Optional.of(letterOf(chosen));
    }

    /** The index of the chosen answer; -1 while the question is open. */
    int chosen() {
        var letter = typed.toUpperCase(Locale.ROOT);
        for (int i = 0; i < choices.size(); i++) {
            if (letterOf(i).equals(letter)) {
                return i;
            }
        }
        return -1;
    }

    static String letterOf(int choice) {
        return Character.toString('A' + choice);
    }

    /** Such as "B, “about 1 s”". */
    String answer(int choice) {
        return letterOf(choice) + ", “" + choices.get(choice).text() + "”";
    }

    /** Such as "A, B or C". */
    String letters() {
        var letters = IntStream.range(0, choices.size()).mapToObj(Prediction::letterOf).toList();
        return String.join(", ", letters.subList(0, letters.size() - 1))
                + " or "
                + letters.getLast();
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel = new Panel().lead(question, "");
        int chosen = chosen();
        for (int i = 0; i < choices.size(); i++) {
            panel.item(
                    i == chosen ? Panel.Mark.CHOSEN : Panel.Mark.NONE,
                    letterOf(i),
                    choices.get(i).text() + (i == chosen ? " ← your prediction" : ""));
        }
        if (chosen < 0) {
            panel.note(
                    (typed.isEmpty() ? "Still open" : "\"" + typed + "\" is none of them")
                            + ": choose "
                            + letters()
                            + ", as in choose(\"B\").");
        }
        return panel;
    }
}
