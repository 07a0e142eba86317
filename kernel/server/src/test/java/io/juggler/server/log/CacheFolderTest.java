package io.juggler.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Map;

class CacheFolderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XDG_CACHE_HOME=/x/cache | Linux | /x/cache/juggler",
                "XDG_CACHE_HOME=/x/cache | Mac OS X | /x/cache/juggler",
                "XDG_CACHE_HOME=relative | Linux | /home/a/.cache/juggler",
                "XDG_CACHE_HOME= | Linux | /home/a/.cache/juggler",
                "NONE=1 | Linux | /home/a/.cache/juggler",
                "NONE=1 | Mac OS X | /home/a/Library/Caches/juggler",
                "NONE=1 | Windows 11 | /home/a/AppData/Local/juggler",
                "LOCALAPPDATA=/local | Windows 11 | /local/juggler",
            })
    void cachesAreWhereTheSystemKeepsThem(String variable, String system, String folder) {
        var parts = variable.split("=", 2);
        assertEquals(
                Path.of(folder), CacheFolder.path(Map.of(parts[0], parts[1]), system, "/home/a"));
    }
}
