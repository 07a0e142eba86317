package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.dist.Finding.Level;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class KernelChecksTest {

    @TempDir Path folder;
    private Path data;

    @BeforeEach
    void nameData() {
        data = folder.resolve("data");
    }

    private KernelSpec install(Path where) throws Exception {
        return new Kernels(where)
                .install(
                        BuiltJuggler.in(folder.resolve("built")),
                        "java",
                        "1.2",
                        false,
                        (jars, home) ->
                                new KernelCommand(
                                                KernelCommand.thisJava(),
                                                jars,
                                                home,
                                                folder.resolve("logs"),
                                                folder.resolve("aot"))
                                        .use(KernelCommand.CONNECTION_FILE));
    }

    private List<Finding> kernelFindings(Path... folders) throws IOException {
        return new KernelChecks(List.of(folders))
                .all().stream().filter(finding -> finding.subject().equals("Kernel")).toList();
    }

    private Finding cacheFinding(int index) throws IOException {
        return new KernelChecks(List.of(data))
                .all().stream()
                        .filter(finding -> finding.subject().equals("AOT cache"))
                        .toList()
                        .get(index);
    }

    @Test
    void whereItIsNotInstalledTheWayToInstallItIsTold() throws Exception {
        var finding = kernelFindings(data).getFirst();

        assertEquals(Level.WARN, finding.level());
        assertTrue(finding.advice().contains("./juggler install"), finding.text());
    }

    @Test
    void aWholeKernelIsFine() throws Exception {
        install(data);

        assertEquals(Level.OK, kernelFindings(data).getFirst().level());
        assertTrue(
                new KernelChecks(List.of(data))
                        .all().stream().noneMatch(each -> each.subject().equals("Compiler")));
    }

    @Test
    void aKernelThatCannotKeepItsCompilerWarmIsWorthAWarning() throws Exception {
        var file = install(data).folder().resolve("kernel.json");
        var text = Files.readString(file);
        Files.writeString(file, text.replace("javac.util=ALL-UNNAMED", "javac.util=none"));

        var finding =
                new KernelChecks(List.of(data))
                        .all().stream()
                                .filter(each -> each.subject().equals("Compiler"))
                                .findFirst()
                                .orElseThrow();

        assertEquals(Level.WARN, finding.level());
        assertTrue(finding.what().contains("javac.util=ALL-UNNAMED"), finding.text());
    }

    @Test
    void aKernelWhoseJarIsGoneFailsAndNamesIt() throws Exception {
        var jar = install(data).folder().resolve("lib/server/zeromq.jar");
        Files.delete(jar);

        var finding = kernelFindings(data).getFirst();

        assertEquals(Level.FAIL, finding.level());
        assertTrue(finding.what().contains(jar.toString()), finding.text());
    }

    @Test
    void aKernelBehindAnotherOfItsNameIsSaidToBeHidden() throws Exception {
        install(data);
        var front = folder.resolve("front");
        Files.createDirectories(front.resolve("kernels/java"));
        Files.writeString(
                front.resolve("kernels/java/kernel.json"),
                "{\"display_name\": \"Other\", \"language\": \"java\", \"argv\": []}");

        var finding = kernelFindings(front, data).getFirst();

        assertEquals(Level.WARN, finding.level());
        assertTrue(finding.what().contains("hidden by " + front), finding.text());
        assertEquals(Level.OK, kernelFindings(data, front).getFirst().level());
    }

    @Test
    void aMissingCacheIsWorthAWarning() throws Exception {
        install(data);

        assertEquals(Level.WARN, cacheFinding(0).level());
        assertTrue(cacheFinding(0).what().contains("is not there"), cacheFinding(0).text());
    }

    @Test
    void aCacheThatTheJvmRefusesIsStale() throws Exception {
        var cache = install(data).caches().getFirst();
        Files.createDirectories(cache.getParent());
        Files.writeString(cache, "no cache of any JVM's");

        var finding = cacheFinding(0);

        assertEquals(Level.WARN, finding.level());
        assertTrue(finding.what().contains("stale"), finding.text());
    }

    @Test
    void cachesThatNoKernelNamesAreCounted() throws Exception {
        var spec = install(data);
        var caches = new AotCaches(Files.createDirectories(folder.resolve("aot")));
        Files.createFile(spec.caches().getFirst());
        assertEquals(List.of(), KernelChecks.unused(caches, List.of(spec)));

        Files.createFile(caches.folder().resolve("server-of-another-build.aot"));

        assertEquals(1, KernelChecks.unused(caches, List.of(spec)).size());
    }
}
