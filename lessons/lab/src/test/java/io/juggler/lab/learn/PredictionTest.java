package io.juggler.lab.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class PredictionTest {
    private final Prediction prediction =
            Learning.predict(
                    "How long do <five> naps take?",
                    Learning.choice("1 s", Learning.fastest("a")),
                    Learning.choice("0.2 s", Learning.fastest("b")));

    @Test
    void itShowsItsQuestionAndTheChoice() {
        assertEquals(
                """
                How long do <five> naps take?
                  A  1 s
                  B  0.2 s
                  Still open: choose A or B, as in choose("B").\
                """,
                prediction.toText());
        assertEquals(
                """
                How long do <five> naps take?
                  A  1 s
                  B  0.2 s ← your prediction\
                """,
                prediction.choose(" b ").toText());
        assertEquals(Optional.of("B"), prediction.letter());
        assertTrue(prediction.toHtml().contains("How long do &lt;five&gt; naps take?"));
    }

    @Test
    void theLastChoiceCounts() {
        prediction.choose("A").choose("B").choose("A");
        assertEquals(Optional.of("A"), prediction.letter());
        assertEquals(Optional.empty(), prediction.choose("").letter());
    }

    @Test
    void whatIsNoLetterIsSaidToBeNone() {
        var text = prediction.choose("maybe").toText();
        assertTrue(text.contains("\"maybe\" is none of them: choose A or B"), text);
    }

    @Test
    void oneAnswerIsNoQuestion() {
        var choice = Learning.choice("yes", Learning.fastest("a"));
        assertThrows(IllegalArgumentException.class, () -> Learning.predict("?", choice));
        assertThrows(IllegalArgumentException.class, () -> Learning.predict("?"));
    }
}
