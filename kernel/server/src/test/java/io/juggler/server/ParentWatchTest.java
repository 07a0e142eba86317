package io.juggler.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

class ParentWatchTest {

    @Test
    void theProcessThatIsNamedIsWatched() {
        var parent = ProcessHandle.current().parent();
        assertEquals(
                parent,
                ParentWatch.parent(
                        Map.of("JPY_PARENT_PID", " " + parent.orElseThrow().pid() + "\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "0x10", "99999999999999999999", "999999999"})
    void whatNamesNoProcessIsNotWatched(String pid) {
        assertEquals(Optional.empty(), ParentWatch.parent(Map.of("JPY_PARENT_PID", pid)));
        assertEquals(Optional.empty(), ParentWatch.parent(Map.of()));
    }

    @Test
    void nobodyWatchesItself() {
        var self = String.valueOf(ProcessHandle.current().pid());
        assertEquals(Optional.empty(), ParentWatch.parent(Map.of("JPY_PARENT_PID", self)));
    }
}
