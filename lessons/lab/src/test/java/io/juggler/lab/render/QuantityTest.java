package io.juggler.lab.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.00 ns",
        "999, 999 ns",
        "999.6, 1.00 µs",
        "1500, 1.50 µs",
        "12345, 12.3 µs",
        "999499, 999 µs",
        "999600, 1.00 ms",
        "250000000, 250 ms",
        "999600000, 1.00 s",
        "1083000000, 1.08 s",
        "61234000000, 61.2 s",
    })
    void timesHaveThreeDigits(double nanos, String text) {
        assertEquals(text, Quantity.time(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0×",
        "4.34, 4.3×",
        "0.97, 0.97×",
        "0.05, 0.05×",
        "12.4, 12×",
        "2000, '2,000×'"
    })
    void factorsAreAsFineAsTheyAreTold(double factor, String text) {
        assertEquals(text, Quantity.times(factor));
    }
}
