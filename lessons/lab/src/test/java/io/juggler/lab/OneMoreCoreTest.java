package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.lab.measure.Spread;
import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Figure.SpeedUp;
import io.juggler.lab.render.FixedFigures;

import org.junit.jupiter.api.Test;

import java.util.List;

class OneMoreCoreTest {

    private static String told(int tasks, int cores, double waiting, SpeedUp onCores) {
        return OneMoreCore.told(
                tasks,
                cores,
                List.of(
                        FixedFigures.row("sequentially", waiting, new SpeedUp.Base()),
                        FixedFigures.row("inParallel", waiting, onCores)));
    }

    private static SpeedUp times(double times) {
        return new SpeedUp.Times(new Spread(times, times, times, 3));
    }

    @Test
    void itMakesNoWaitShorter() {
        assertEquals("One more core would make no wait shorter.", told(5, 2, 0.95, times(2)));
    }

    @Test
    void itSavesATurnWhereTheTasksAllowIt() {
        assertEquals(
                "One more core would give about 2.7×, if it goes on like this.",
                told(6, 2, 0, times(1.8)));
        assertEquals(
                "One more core would not help: 5 tasks on 4 cores still take 2 turns.",
                told(5, 3, 0, times(2.4)));
        assertEquals(
                "One more core would not help: each task has one already.",
                told(2, 4, 0, times(1.9)));
        assertEquals("A second core would give at most 1.7×.", told(5, 1, 0, times(1)));
    }

    @Test
    void itNeverPromisesMoreThanTheTurnsAllow() {
        assertEquals(
                "One more core would give about 3.0×, if it goes on like this.",
                told(6, 2, 0, times(2.6)));
    }

    @Test
    void whereTheRowsDoNotTellItSaysNothing() {
        assertEquals("", told(6, 2, 0.5, times(1.5)));
        assertEquals("", told(6, 2, 0, new SpeedUp.Unclear(new Spread(1.1, 0.8, 1.5, 3))));
        assertEquals("", told(6, 2, 0, times(0.7)));
        assertEquals(
                "",
                OneMoreCore.told(
                        5,
                        2,
                        List.<Figure.Row>of(
                                FixedFigures.row("sequentially", 0.9, new SpeedUp.Base()))));
    }
}
