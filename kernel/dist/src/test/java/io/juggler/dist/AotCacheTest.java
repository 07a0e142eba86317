package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

class AotCacheTest {

    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC");

    @TempDir Path folder;
    private Path jar;

    @BeforeEach
    void buildJar() throws IOException {
        jar = folder.resolve("a.jar");
        BuiltJuggler.jar(jar, "first");
    }

    private Path cache(String process, String origin, List<String> flags, List<Path> classPath)
            throws IOException {
        return AotCache.of(folder, process, origin, flags, classPath).file();
    }

    @Test
    void theSameOriginHasTheSameName() throws IOException {
        assertEquals(
                cache("server", "jdk", FLAGS, List.of(jar)),
                cache("server", "jdk", FLAGS, List.of(jar)));
    }

    @Test
    void everyPartOfTheOriginChangesTheName() throws IOException {
        var other = folder.resolve("b.jar");
        Files.copy(jar, other);
        var names =
                Set.of(
                        cache("server", "jdk", FLAGS, List.of(jar)),
                        cache("worker", "jdk", FLAGS, List.of(jar)),
                        cache("server", "jdk 2", FLAGS, List.of(jar)),
                        cache("server", "jdk", List.of(), List.of(jar)),
                        cache("server", "jdk", FLAGS, List.of(other)),
                        cache("server", "jdk", FLAGS, List.of(jar, other)),
                        cache("server", "jdk", FLAGS, List.of(other, jar)));
        assertEquals(7, names.size());
    }

    /** The JVM compares times and sizes at most. */
    @Test
    void aRebuiltJarOfTheSameSizeAndTimeHasAnotherName() throws IOException {
        var before = cache("server", "jdk", FLAGS, List.of(jar));
        long size = Files.size(jar);
        FileTime time = Files.getLastModifiedTime(jar);
        BuiltJuggler.jar(jar, "fresh");
        Files.setLastModifiedTime(jar, time);
        assertEquals(size, Files.size(jar));

        assertNotEquals(before, cache("server", "jdk", FLAGS, List.of(jar)));
    }

    @Test
    void cachesThatNoKernelNamesAreSweptAndOthersStay() throws IOException {
        var caches = new AotCaches(Files.createDirectory(folder.resolve("aot")));
        var named = Files.createFile(caches.folder().resolve("server-1.aot"));
        var stale = Files.createFile(caches.folder().resolve("server-2.aot"));
        var unrelated = Files.createFile(caches.folder().resolve("notes.txt"));
        var kernel = KernelSpec.of(folder, List.of("java", "-XX:AOTCache=" + named), "1");

        assertEquals(List.of(stale), caches.stale(List.of(kernel)));
        caches.sweep(List.of(kernel));

        assertTrue(Files.exists(named));
        assertFalse(Files.exists(stale));
        assertTrue(Files.exists(unrelated));
    }

    /** What all the naming is for, with the JVM itself. */
    @Test
    void aProcessNeverRunsTheOldCodeOfARebuiltJar() throws Exception {
        var program = new CompiledProgram(folder.resolve("program.jar"));
        program.build("old");
        var first = AotCache.of(folder, "server", "jdk", FLAGS, List.of(program.jar()));
        assertEquals("old", program.run(FLAGS, "-XX:AOTCacheOutput=" + first.file()));
        assertTrue(Files.exists(first.file()));
        assertEquals("old", program.run(FLAGS, first.useFlag()));

        var time = Files.getLastModifiedTime(program.jar());
        program.build("new");
        Files.setLastModifiedTime(
                program.jar(), FileTime.from(time.toMillis(), TimeUnit.MILLISECONDS));
        var second = AotCache.of(folder, "server", "jdk", FLAGS, List.of(program.jar()));

        assertNotEquals(first, second);
        assertEquals("new", program.run(FLAGS, second.useFlag()));
        assertEquals("new", program.run(FLAGS, "-XX:AOTCacheOutput=" + second.file()));
        assertEquals("new", program.run(FLAGS, second.useFlag()));
    }
}
