package io.juggler.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DisplayTest {

    @Test
    void withoutAKernelItSaysSo() {
        assertFalse(Display.isAvailable());
        assertThrows(IllegalStateException.class, () -> Display.display("x"));
        assertThrows(IllegalStateException.class, () -> Display.render("x"));
    }
}
