package io.juggler.server.magics;

import io.juggler.server.engine.Outcome;
import io.juggler.server.notebook.Notebook;
import io.juggler.server.notebook.NotebookException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Files and folders. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class FileMagics {
    private static final List<String> EXTENSIONS =
            List.of("", ".jsh", ".jshell", ".java", ".ijava", ".ipynb");

    private FileMagics() {}

    static List<KernelMagic> all() {
        return List.of(
                KernelMagic.line(
                                "load",
                                "%load file",
                                "runs a .java, .jsh or .ipynb file as if it stood here; the"
                                        + " extension may be left out",
                                FileMagics::load)
                        .also("run")
                        .completing(ClassPathMagics.Paths::complete),
                KernelMagic.cell(
                                "writefile",
                                "%%writefile [-a] file",
                                "writes the cell's text to a file; -a appends to it",
                                FileMagics::write)
                        .also("file")
                        .completing(ClassPathMagics.Paths::complete),
                KernelMagic.line(
                                "cd",
                                "%cd [folder]",
                                "changes the folder that relative paths start from; - is the one"
                                        + " before",
                                FileMagics::changeFolder)
                        .completing(ClassPathMagics.Paths::complete),
                KernelMagic.line(
                                "pwd",
                                "%pwd",
                                "the folder that relative paths start from",
                                (_, context) -> context.state().folder().toString())
                        .showing());
    }

    private static Object load(Call call, MagicContext context) throws MagicFailure, IOException {
        if (call.rest().isEmpty()) {
            throw new MagicFailure("which file? %load file");
        }
        var written = call.arguments().size() == 1 ? call.arguments().getFirst() : call.rest();
        for (var extension : EXTENSIONS) {
            var file = context.path(written + extension);
            if (Files.isRegularFile(file)) {
                return file.toString().endsWith(".ipynb")
                        ? notebook(file, context)
                        : context.run(Files.readString(file), 1);
            }
        }
        throw new MagicFailure(
                "there is no file "
                        + context.path(written)
                        + ", nor one that ends in"
                        + String.join(", ", EXTENSIONS).substring(1));
    }

    private static Object notebook(Path file, MagicContext context)
            throws MagicFailure, IOException {
        Notebook notebook;
        try {
            notebook = Notebook.read(file);
        } catch (NotebookException e) {
            throw new MagicFailure(e.getMessage(), e);
        }
        Outcome outcome = new Outcome.Empty();
        for (var cell : notebook.cells()) {
            if (cell.isCode() && !cell.source().isBlank()) {
                outcome = context.run(cell.source(), 1);
                if (!(outcome instanceof Outcome.Value || outcome instanceof Outcome.Empty)) {
                    return outcome;
                }
            }
        }
        return outcome;
    }

    private static Object write(Call call, MagicContext context) throws MagicFailure, IOException {
        var arguments = new ArrayList<>(call.arguments());
        boolean append = arguments.removeAll(List.of("-a", "--append"));
        if (arguments.size() != 1) {
            throw new MagicFailure("one file is wanted: %%writefile [-a] file");
        }
        var file = context.path(arguments.getFirst());
        if (Files.isDirectory(file)) {
            throw new MagicFailure(file + " is a folder");
        }
        boolean existed = Files.exists(file);
        if (append) {
            Files.writeString(
                    file,
                    call.body(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } else {
            Files.writeString(file, call.body());
        }
        context.print(
                (!existed ? "Writing " : append ? "Appending to " : "Overwriting ")
                        + arguments.getFirst()
                        + "\n");
        return null;
    }

    private static Object changeFolder(Call call, MagicContext context) throws MagicFailure {
        var written = call.arguments().size() == 1 ? call.arguments().getFirst() : call.rest();
        var state = context.state();
        var folder =
                switch (written) {
                    case "" -> Path.of(System.getProperty("user.home"));
                    case "-" -> state.folderBefore();
                    default -> context.path(written);
                };
        if (!Files.isDirectory(folder)) {
            throw new MagicFailure("there is no folder " + folder);
        }
        state.folder(folder);
        context.print(folder + "\n");
        if (!moved(context)) {
            context.printError("Relative paths in Java code follow after a %restart.\n");
        }
        return folder.toString();
    }

    /** Has the process of the cells mean relative paths from the folder; says whether it does. */
    private static boolean moved(MagicContext context) {
        return context.run(moving(context.state().folder()), 1) instanceof Outcome.Empty;
    }

    /** Code that changes the folder of the process that runs it. */
    static String moving(Path folder) {
        return "io.juggler.worker.WorkingFolder.change("
                + JavaText.literal(folder.toString())
                + ");";
    }
}
