package io.juggler.server.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
class MagicRegistryTest {
    private final MagicRegistry registry = new MagicRegistry(KernelMagics.all());

    @Test
    void aMistypedNameNamesTheNearest() {
        assertTrue(registry.undefined("lsmgaic", false).contains("did you mean %lsmagic?"));
        assertTrue(registry.undefined("bsah", true).contains("did you mean %%bash?"));
        assertFalse(registry.undefined("zzzzzzzz", false).contains("did you mean"));
    }

    @Test
    void theWrongNumberOfPercentSignsIsNamed() {
        assertTrue(registry.undefined("writefile", false).contains("two percent signs"));
        assertTrue(registry.undefined("pwd", true).contains("one percent sign"));
    }

    @Test
    void whatAUserDefinesWinsAndIsForgottenWithTheWorker() {
        assertTrue(registry.kernel("pwd").isPresent());
        registry.define(List.of("pwd", "mine"), List.of("theirs", ""));
        assertTrue(registry.kernel("pwd").isEmpty());
        assertEquals("theirs", registry.summary("pwd"));
        assertTrue(registry.names(true).contains("mine"));
        registry.forgetUsers();
        assertTrue(registry.kernel("pwd").isPresent());
        assertFalse(registry.isKnown("mine"));
    }

    @Test
    void lettersThatChangedPlacesAreOneMistake() {
        assertEquals(1, MagicRegistry.distance("maven", "mavne"));
        assertEquals(2, MagicRegistry.distance("load", "lo"));
        assertEquals(4, MagicRegistry.distance("", "time"));
    }
}
