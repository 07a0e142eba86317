package io.juggler.dist;

import io.juggler.server.notebook.HtmlPage;
import io.juggler.server.notebook.Notebook;
import io.juggler.server.notebook.NotebookException;
import io.juggler.server.notebook.NotebookRunner;
import io.juggler.server.notebook.NotebookRunner.Result;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

/** Executes a folder of notebooks and makes pages of them. */
@Command(
        name = "site",
        description = {
            "Executes the lessons and makes pages of them, which can be read without installing"
                    + " anything; needs no Python.",
            "Exit status 1 where a cell fails, which is named; the pages are written all the same."
        })
final class SiteCommand implements Callable<Integer> {
    private static final String TEMPLATE = "TEMPLATE.ipynb";

    @Parameters(paramLabel = "DIR", description = "the folder for the pages")
    private Path output;

    @Option(
            names = "--notebooks",
            paramLabel = "FOLDER",
            defaultValue = "notebooks",
            description = "where the notebooks are; without it, this repository's lessons")
    private Path notebooks;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        try {
            var files = files();
            var pages = pages(files);
            Files.createDirectories(output);
            // What the checks find is not the record of whoever makes the pages.
            var record = Files.createTempFile("juggler-site", ".tsv");
            try {
                var flag = "-Djuggler.progress=" + record;
                boolean failed = false;
                for (var file : files) {
                    failed |= !make(pages, file, flag);
                }
                return failed ? 1 : 0;
            } finally {
                Files.deleteIfExists(record);
            }
        } catch (NotebookException e) {
            throw new CommandFailedException(e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailedException(output + " cannot be made: " + e, e);
        }
    }

    private List<Path> files() throws IOException, CommandFailedException {
        if (!Files.isDirectory(notebooks)) {
            throw new CommandFailedException(
                    notebooks + " is no folder: name the notebooks' with --notebooks FOLDER");
        }
        try (var files = Files.newDirectoryStream(notebooks, "*.ipynb")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .filter(file -> !file.endsWith(TEMPLATE))
                    .sorted()
                    .toList();
        }
    }

    private static SitePages pages(List<Path> files) throws IOException {
        var sources = new ArrayList<SitePages.Source>();
        for (var file : files) {
            var name = name(file);
            sources.add(new SitePages.Source(name, HtmlPage.title(Notebook.read(file), name)));
        }
        return new SitePages(sources);
    }

    private boolean make(SitePages pages, Path file, String flag) throws IOException {
        var name = name(file);
        var engines =
                new Engines(Distribution.running(), List.of(flag), EngineKind.named(""))
                        .inFolder(file.toAbsolutePath().getParent());
        var result = NotebookRunner.run(Notebook.read(file), engines);
        var page = output.resolve(SitePages.file(name));
        Files.writeString(page, pages.page(name, result.notebook()));
        Files.copy(file, output.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        return switch (result) {
            case Result.Completed _ -> {
                spec.commandLine().getOut().println(page);
                yield true;
            }
            case Result.Failed failed -> {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "juggler site: %s: %s failed: %s: %s%n",
                                file,
                                failed.title(),
                                failed.error().name(),
                                failed.error().value().lines().findFirst().orElse(""));
                yield false;
            }
        };
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }
}
