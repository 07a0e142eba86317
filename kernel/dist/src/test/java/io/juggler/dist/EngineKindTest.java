package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EngineKindTest {
    @Test
    void cellsAreCompiledWholeUnlessSomethingElseIsAskedFor() {
        assertEquals(EngineKind.WHOLE, EngineKind.named(null));
        assertEquals(EngineKind.WHOLE, EngineKind.named(""));
        assertEquals(EngineKind.JSHELL, EngineKind.named("jshell"));
        assertEquals(EngineKind.JSHELL, EngineKind.named("JShell"));
    }

    @Test
    void anUnknownEngineIsRefusedWithWhatThereIs() {
        var refused = assertThrows(IllegalArgumentException.class, () -> EngineKind.named("javac"));
        assertEquals("there is no engine \"javac\"; there are whole, jshell", refused.getMessage());
    }
}
