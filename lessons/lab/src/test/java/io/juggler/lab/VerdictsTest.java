package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.measure.Spread;
import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Figure.SpeedUp;
import io.juggler.lab.render.FixedFigures;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class VerdictsTest {

    private static String told(double waiting, SpeedUp speedUp, String machine) {
        return Verdicts.of(
                        "page",
                        5,
                        2,
                        List.of(
                                FixedFigures.row("sequentially", waiting, new SpeedUp.Base()),
                                FixedFigures.row("inParallel", waiting, speedUp)),
                        Optional.empty(),
                        machine)
                .text();
    }

    @Test
    void itSaysWhatWhyAndHowMuch() {
        assertEquals(
                "page × 5 is I/O-bound: 95 % of its time it waits. One at a time on each of 2 cores"
                        + " it is 2.0× as fast as one after another. One more core would make no"
                        + " wait shorter.",
                told(0.95, new SpeedUp.Times(new Spread(2, 1.9, 2.1, 3)), ""));
    }

    /** Waits vary so little that rows can differ for certain, and by less than a number shows. */
    @Test
    void aDifferenceThatTheNumberDoesNotShowIsNone() {
        for (var times : List.of(new Spread(0.995, 0.99, 0.999, 5), new Spread(1.01, 1, 1.02, 5))) {
            var text = told(0.99, new SpeedUp.Times(times), "");
            assertTrue(text.contains("it is as fast as one after another."), text);
            assertFalse(text.contains("slower"), text);
            assertFalse(text.contains("1.0×"), text);
        }
        assertTrue(
                told(0.99, new SpeedUp.Times(new Spread(0.9, 0.89, 0.91, 5)), "")
                        .contains("slower than one after another: 0.90×"));
    }

    @Test
    void aBusyMachineIsToldBeforeAnyoneBelievesTheRest() {
        var text =
                told(
                        0,
                        new SpeedUp.Unclear(new Spread(1.1, 1.1, 1.1, 1)),
                        "The machine was busy with something else: it gave 0.4 of 2 cores.");
        assertTrue(text.contains("one run shows no clear gain."), text);
        assertTrue(text.endsWith("it gave 0.4 of 2 cores."), text);
        assertFalse(text.contains("  "), text);
    }

    @Test
    void aRunAloneIsASentence() {
        var nap = Lab.task("nap", i -> i);
        assertTrue(Lab.run(nap, 6, Lab.pool(3)).toText().startsWith("nap × 6 with pool(3) took "));
        assertTrue(Lab.sequentially(nap, 6).toText().startsWith("nap × 6 sequentially took "));
        assertTrue(Lab.inParallel(nap, 6).toText().startsWith("nap × 6 inParallel took "));
    }

    @Test
    void aHeldCarrierIsTheReason() {
        var pinned = FixedFigures.pinned().rows().getFirst();
        var text = Verdicts.of("load", 4, 2, List.of(pinned), Optional.empty(), "").text();
        assertTrue(
                text.contains(
                        "Pinned: concurrently had its carrier held for 600 ms by tasks that"
                                + " waited."),
                text);
        Figure.Row fetches = FixedFigures.fetches("fetch").rows().getFirst();
        assertFalse(
                Verdicts.of("fetch", 5, 2, List.of(fetches), Optional.empty(), "")
                        .text()
                        .contains("Pinned"));
    }
}
