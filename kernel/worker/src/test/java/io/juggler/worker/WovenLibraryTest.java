package io.juggler.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.wire.ClassBytes;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** A library of some size that was woven as cells are still passes its own tests, woven too. */
class WovenLibraryTest {
    private static final Pattern TESTS =
            Pattern.compile(
                    "org\\.apache\\.commons\\.lang3\\."
                        + "((ArrayUtils|BitField|BooleanUtils|CharRange|CharSet|Conversion"
                        + "|IntegerRange|Range|StringUtils)\\w*|(math|mutable|tuple)\\.\\w+)Test");

    @Test
    void passesItsOwnTestsWoven() throws Exception {
        var library = List.<Path>of(jar("commons-lang3-3"), jar("commons-lang3-3", "-tests"));
        var classes = new ArrayList<ClassBytes>();
        for (var jar : library) {
            classes.addAll(classesOf(jar));
        }
        var cells = new CellClasses();
        var cell = new CellTag(1, "cell [1]", 1);
        cells.define(cell, classes);
        var builder =
                LauncherDiscoveryRequestBuilder.request()
                        .filters((PostDiscoveryFilter) WovenLibraryTest::isSure);
        int chosen = 0;
        for (var each : classes) {
            if (TESTS.matcher(each.name()).matches()) {
                var type = cells.find(each.name());
                assertSame(cell, cells.cellOf(type), "not this loader's, so not woven");
                builder.selectors(DiscoverySelectors.selectClass(type));
                chosen++;
            }
        }
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(builder.build(), listener);
        var summary = listener.getSummary();
        var failures = new StringWriter();
        summary.printFailuresTo(new PrintWriter(failures), 3);
        assertEquals(0, summary.getTotalFailureCount(), failures::toString);
        assertTrue(chosen > 25, chosen + " test classes");
        assertTrue(summary.getTestsSucceededCount() > 800, summary.getTestsSucceededCount() + "");
        System.out.printf(
                "%d woven classes, %d of their tests in %d classes passed%n",
                classes.size(), summary.getTestsSucceededCount(), chosen);
    }

    /** Whether a test passes each time: one that shuffles may be given back the order it had. */
    private static FilterResult isSure(TestDescriptor test) {
        return FilterResult.includedIf(!test.getDisplayName().contains("Shuffle"));
    }

    private static Path jar(String... parts) {
        return List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .stream()
                .map(Path::of)
                .filter(each -> each.getFileName().toString().endsWith(".jar"))
                .filter(each -> each.getFileName().toString().startsWith(parts[0]))
                .filter(
                        each ->
                                each.getFileName().toString().contains("-tests")
                                        == (parts.length > 1))
                .findFirst()
                .orElseThrow();
    }

    private static List<ClassBytes> classesOf(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return Collections.list(file.entries()).stream()
                    .filter(each -> each.getName().matches("org/.*\\.class"))
                    .map(each -> new ClassBytes(name(each), bytes(file, each)))
                    .toList();
        }
    }

    private static String name(JarEntry entry) {
        var path = entry.getName();
        return path.substring(0, path.length() - ".class".length()).replace('/', '.');
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
