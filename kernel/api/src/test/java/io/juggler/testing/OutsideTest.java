package io.juggler.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

import java.util.Optional;

class OutsideTest {

    private static final Optional<String> NOT_THERE = Optional.of("it is not there");

    @Test
    void whatIsThereIsTested() {
        assertFalse(Outside.condition("Jupyter", Optional.empty(), true).isDisabled());
        assertFalse(Outside.condition("Jupyter", Optional.empty(), false).isDisabled());
    }

    @Test
    void whatIsMissingIsSkippedWithTheReason() {
        var result = Outside.condition("Jupyter", NOT_THERE, false);
        assertTrue(result.isDisabled());
        assertEquals("needs Jupyter: it is not there", result.getReason().orElseThrow());
    }

    @Test
    void whatIsMissingFailsWhereNothingMayBeSkipped() {
        var error =
                assertThrows(
                        ExtensionConfigurationException.class,
                        () -> Outside.condition("Jupyter", NOT_THERE, true));
        assertTrue(error.getMessage().contains("it is not there"));
    }

    @Test
    void theRepositorysRootHoldsTheLauncher() {
        assertTrue(Outside.root().resolve("pom.xml").toFile().isFile());
    }
}
