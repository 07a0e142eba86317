package io.juggler.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KeptTest {

    @Test
    void itCountsOnlyWhatThereIs() {
        assertEquals(
                "1 import, 2 methods and 1 type are back; variables are not: run their cells again",
                new Kept(1, 2, 1, true).text());
        assertEquals("2 methods and 1 type are back", new Kept(0, 2, 1, false).text());
        assertEquals("1 method is back", new Kept(0, 1, 0, false).text());
    }

    @Test
    void aFreshNotebookHasNothingToLose() {
        assertEquals("nothing was defined that could be lost", new Kept(0, 0, 0, false).text());
        assertEquals("variables are gone: run their cells again", new Kept(0, 0, 0, true).text());
    }
}
