package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.measure.Spread;
import io.juggler.lab.render.Figure.SpeedUp;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class NotesTest {
    private static final SpeedUp TWICE = new SpeedUp.Times(new Spread(2.1, 2, 2.2, 3));

    @Test
    void moreThreadsThanCoresGainFromOthersOnABusyMachine() {
        var note = Notes.share(Lab.pool(12), TWICE, 0.8, 2);
        assertTrue(note.orElseThrow().startsWith("more threads than cores: "), note::toString);
    }

    @Test
    void whoHasNoMoreThreadsThanCoresOrWaitsOrGainsNothingIsNotSaidTo() {
        assertEquals(Optional.empty(), Notes.share(Lab.pool(2), TWICE, 0.8, 2));
        assertEquals(Optional.empty(), Notes.share(Lab.cores(), TWICE, 0.8, 2));
        assertEquals(Optional.empty(), Notes.share(Lab.pool(12), TWICE, 0.1, 2));
        for (var none : new Spread[] {new Spread(1, 0.8, 1.4, 3), new Spread(2, 0.9, 3, 3)}) {
            assertEquals(
                    Optional.empty(), Notes.share(Lab.pool(12), new SpeedUp.Unclear(none), 0.8, 2));
        }
        var slower = new SpeedUp.Times(new Spread(0.5, 0.4, 0.6, 3));
        assertEquals(Optional.empty(), Notes.share(Lab.pool(12), slower, 0.8, 2));
    }
}
