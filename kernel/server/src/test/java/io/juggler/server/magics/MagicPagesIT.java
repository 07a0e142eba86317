package io.juggler.server.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.juggler.server.engine.LiveEngine;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The examples of the documentation: each block of Java is a cell, and the block of text behind it
 * is in what the cell puts out; … stands for anything.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
class MagicPagesIT {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(java|text)\\n(.*?)^```$");

    private LiveEngine live;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var central =
                new LocalRepository(folder.resolve("central"))
                        .jar("org.acme:tool:1.0")
                        .jar("org.acme:kit:1.0", LocalRepository.dependencies("org.acme:tool:1.0"))
                        .jar("org.acme:lib:1.0")
                        .jar("org.acme:other:1.0")
                        .jar("org.acme:two-steps:1.0");
        Files.writeString(
                folder.resolve("settings.xml"),
                "<settings><mirrors><mirror><id>near</id><mirrorOf>*</mirrorOf><url>"
                        + central.url()
                        + "</url></mirror></mirrors></settings>");
        System.setProperty("juggler.maven.settings", folder.resolve("settings.xml").toString());
        System.setProperty("maven.repo.local", folder.resolve("local").toString());
        live = LiveMagics.start(folder);
    }

    @AfterAll
    void stop() {
        live.close();
        System.clearProperty("juggler.maven.settings");
        System.clearProperty("maven.repo.local");
    }

    private static List<Path> pages() throws IOException {
        try (var magics = Files.list(DOCS.resolve("magics"))) {
            return Stream.concat(magics.sorted(), Stream.of(DOCS.resolve("display.md"))).toList();
        }
    }

    @TestFactory
    List<DynamicTest> everyExampleDoesWhatThePageSays() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var page : pages()) {
            tests.add(dynamicTest(page.getFileName().toString(), () -> run(page)));
        }
        return tests;
    }

    private void run(Path page) throws IOException {
        int cells = 0;
        var output = "";
        for (var block = BLOCK.matcher(Files.readString(page)); block.find(); ) {
            if (block.group(1).equals("java")) {
                output = live.everythingFrom(block.group(2).stripTrailing());
                assertTrue(!output.contains("Error[") && !output.contains("Thrown["), output);
                cells++;
            } else {
                var expected =
                        Stream.of(block.group(2).strip().split("…", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("(?s:.*)"));
                assertTrue(
                        Pattern.compile(expected).matcher(output).find(),
                        page + "\nwants\n" + block.group(2) + "\nof\n" + output);
            }
        }
        assertTrue(cells > 0, page + " has no example");
    }

    @Test
    void everyMagicHasAPageThatSaysHowItIsUsed() throws IOException {
        for (var magic : KernelMagics.all()) {
            var name = magic.name().equals("REPOS") ? "DEPS" : magic.name();
            var text = Files.readString(DOCS.resolve("magics").resolve(name + ".md"));
            assertTrue(
                    text.contains("    " + magic.usage() + "\n"),
                    name + ".md lacks " + magic.usage());
        }
        var index = Files.readString(DOCS.resolve("magics").resolve("README.md"));
        for (Matcher link = Pattern.compile("\\]\\((\\w+\\.md)\\)").matcher(index); link.find(); ) {
            assertTrue(Files.exists(DOCS.resolve("magics").resolve(link.group(1))), link.group(1));
        }
        assertEquals(pages().size() - 2, index.lines().filter(l -> l.startsWith("- [")).count());
    }
}
