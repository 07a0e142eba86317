package io.juggler.dist;

import io.juggler.server.notebook.HtmlPage;
import io.juggler.server.notebook.Notebook;
import io.juggler.server.notebook.NotebookException;
import io.juggler.server.notebook.NotebookRunner;
import io.juggler.server.notebook.NotebookRunner.Result;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** Executes a notebook, without Jupyter. */
@Command(
        name = "run",
        description = {
            "Executes a notebook; needs no Python. Cells run in the notebook's folder.",
            "Exit status 1 where a cell fails, which is named, or where the file is no notebook."
        })
final class RunCommand implements Callable<Integer> {

    private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;]*m");

    @Parameters(paramLabel = "FILE.ipynb", description = "the notebook")
    private Path file;

    @Option(
            names = "-o",
            paramLabel = "OUT",
            description = "where to write it with its outputs: OUT.ipynb, or OUT.html for a page")
    private Path output;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        var format = format();
        var notebook = read();
        var folder = file.toAbsolutePath().getParent();
        var engines = new Engines(Distribution.running(), List.of(), engine()).inFolder(folder);
        long start = System.nanoTime();
        Result result;
        try {
            result = NotebookRunner.run(notebook, engines);
        } catch (IOException e) {
            throw new CommandFailedException("the kernel does not start: " + e.getMessage(), e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        write(result.notebook(), format);
        return switch (result) {
            case Result.Completed _ -> {
                spec.commandLine()
                        .getOut()
                        .printf("%s: every cell ran, in %.1f s%n", file, seconds);
                yield 0;
            }
            case Result.Failed failed -> {
                report(failed);
                yield 1;
            }
        };
    }

    private static EngineKind engine() throws CommandFailedException {
        try {
            return EngineKind.named(System.getenv(EngineKind.VARIABLE));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(EngineKind.VARIABLE + ": " + e.getMessage(), e);
        }
    }

    private enum Format {
        NONE,
        NOTEBOOK,
        PAGE
    }

    private Format format() {
        if (output == null) {
            return Format.NONE;
        }
        var name = output.getFileName().toString();
        if (name.endsWith(".ipynb")) {
            return Format.NOTEBOOK;
        }
        if (name.endsWith(".html")) {
            return Format.PAGE;
        }
        throw new CommandLine.ParameterException(
                spec.commandLine(), "-o " + output + ": its name must end in .ipynb or .html");
    }

    private Notebook read() throws CommandFailedException {
        try {
            return Notebook.read(file);
        } catch (NotebookException e) {
            throw new CommandFailedException(e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailedException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void write(Notebook notebook, Format format) throws CommandFailedException {
        try {
            switch (format) {
                case NONE -> {}
                case NOTEBOOK -> notebook.write(output);
                case PAGE ->
                        Files.writeString(
                                output, HtmlPage.of(notebook, file.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new CommandFailedException(output + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void report(Result.Failed failed) {
        var err = spec.commandLine().getErr();
        failed.error().traceback().forEach(line -> err.println(ANSI.matcher(line).replaceAll("")));
        var line = failed.line() > 0 ? ", line " + failed.line() : "";
        err.printf(
                "juggler run: %s: %s%s failed: %s: %s%n",
                file,
                failed.title(),
                line,
                failed.error().name(),
                failed.error().value().lines().findFirst().orElse(""));
    }
}
