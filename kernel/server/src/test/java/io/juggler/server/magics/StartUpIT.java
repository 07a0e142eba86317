package io.juggler.server.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

@Timeout(120)
class StartUpIT {
    @Test
    void theVariablesOfAllKernelsAreRead() {
        var startUp =
                StartUp.of(
                        Map.of(
                                "IJAVA_CLASSPATH", "a.jar" + java.io.File.pathSeparator + "b/*",
                                "JJAVA_STARTUP_SCRIPT", "int a = 1;",
                                "RJK_TIMEOUT_MILLIS", "700"));
        assertEquals(List.of("a.jar", "b/*"), startUp.classPath());
        assertEquals(List.of("int a = 1;"), startUp.scripts());
        assertEquals(Duration.ofMillis(700), startUp.limit().most());
        assertEquals(
                Duration.ofSeconds(30),
                StartUp.of(Map.of("IJAVA_TIMEOUT", "30 SECONDS")).limit().most());
        assertEquals(null, StartUp.of(Map.of("IJAVA_TIMEOUT", "-1")).limit());
        assertTrue(startUp.loadsExtensions());
        assertFalse(StartUp.of(Map.of("JJAVA_LOAD_EXTENSIONS", "False")).loadsExtensions());
        assertFalse(StartUp.of(Map.of("JJAVA_LOAD_EXTENSIONS", "0")).loadsExtensions());
    }

    @Test
    void scriptsRunBeforeTheFirstCellAndASlowCellIsEnded(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("init.jsh"), "int fromFile = 30;");
        try (var live =
                LiveMagics.start(
                        folder,
                        Map.of(
                                "IJAVA_STARTUP_SCRIPTS_PATH", folder.resolve("init.jsh").toString(),
                                "IJAVA_STARTUP_SCRIPT", "int more = 12; int broken = nothing;",
                                "JJAVA_STARTUP_SCRIPT", "int more = 12;",
                                "IJAVA_TIMEOUT", "20 SECONDS"))) {
            assertEquals("42", live.value("fromFile + more"));
            assertTrue(live.printed().contains("At start-up: "));
        }
        try (var live = LiveMagics.start(folder, Map.of("IJAVA_TIMEOUT", "1500"))) {
            assertTrue(live.failure("while (true) {}").contains("IJAVA_TIMEOUT allows"));
        }
    }
}
