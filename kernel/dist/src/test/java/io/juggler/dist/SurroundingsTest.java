package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.dist.Surroundings.Platform;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class SurroundingsTest {

    private static final Path HOME = Path.of("/home/ada");

    private static Surroundings with(Platform system, Map<String, String> variables) {
        return new Surroundings(variables, HOME, system);
    }

    @Test
    void jupyterDataIsWhereJupyterLooksForIt() {
        assertEquals(
                HOME.resolve(".local/share/jupyter"),
                with(Platform.LINUX, Map.of()).jupyterUserData());
        assertEquals(
                Path.of("/data/jupyter"),
                with(Platform.LINUX, Map.of("XDG_DATA_HOME", "/data")).jupyterUserData());
        assertEquals(
                HOME.resolve("Library/Jupyter"), with(Platform.MACOS, Map.of()).jupyterUserData());
        assertEquals(
                HOME.resolve("Library/Application Support/Jupyter"),
                with(Platform.MACOS, Map.of("JUPYTER_PLATFORM_DIRS", "1")).jupyterUserData());
        assertEquals(
                Path.of("/roaming/jupyter"),
                with(Platform.WINDOWS, Map.of("APPDATA", "/roaming")).jupyterUserData());
    }

    @Test
    void theNamedJupyterDataFolderWinsOnEveryPlatform() {
        for (var system : Platform.values()) {
            assertEquals(
                    Path.of("/named"),
                    with(system, Map.of("JUPYTER_DATA_DIR", "/named", "XDG_DATA_HOME", "/data"))
                            .jupyterUserData());
        }
    }

    @Test
    void aBlankVariableIsNotSet() {
        assertEquals(
                HOME.resolve(".local/share/jupyter"),
                with(Platform.LINUX, Map.of("JUPYTER_DATA_DIR", " ", "XDG_DATA_HOME", ""))
                        .jupyterUserData());
    }

    @Test
    void systemsAreKnownByTheNamesThatJavaGivesThem() {
        assertEquals(Platform.LINUX, Platform.named("Linux"));
        assertEquals(Platform.MACOS, Platform.named("Mac OS X"));
        assertEquals(Platform.WINDOWS, Platform.named("Windows Server 2025"));
    }
}
