package io.juggler.lab.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.juggler.lab.draw.Amdahl.Point;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class AmdahlTest {

    @Test
    void itFindsTheShareThatThePointsWereMadeWith() {
        for (double serial : new double[] {0, 0.05, 0.3, 0.9, 1}) {
            var law = new Amdahl(serial);
            var points =
                    IntStream.rangeClosed(2, 16)
                            .mapToObj(cores -> new Point(cores, law.timesAsFast(cores)))
                            .toList();
            assertEquals(serial, Amdahl.fit(points).serial(), 1e-9);
        }
    }

    @Test
    void moreThanIdealIsTakenForNothingSerial() {
        assertEquals(0, Amdahl.fit(List.of(new Point(2, 2.4), new Point(4, 4.5))).serial());
    }

    @Test
    void itsLimitsAreAmdahls() {
        assertEquals(1, new Amdahl(0.25).timesAsFast(1), 1e-12);
        assertEquals(4, new Amdahl(0.25).most());
        assertEquals(Double.POSITIVE_INFINITY, new Amdahl(0).most());
        assertThrows(IllegalArgumentException.class, () -> Amdahl.fit(List.of(new Point(1, 1))));
    }
}
