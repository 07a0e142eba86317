package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class RunIT {

    @TempDir Path folder;

    private BuiltCommandLine.Ended run(Path notebook, String... more) throws Exception {
        var arguments = new java.util.ArrayList<String>();
        arguments.add("run");
        arguments.add(notebook.toString());
        arguments.addAll(java.util.List.of(more));
        return new BuiltCommandLine(BuiltCommandLine.built(), folder.resolve("home"))
                .run(arguments.toArray(String[]::new));
    }

    private Path notebook(String... sources) throws IOException {
        return NotebookFile.write(folder.resolve("a notebook.ipynb"), sources);
    }

    @Test
    void whatItsCellsShowIsInThePage() throws Exception {
        Files.writeString(folder.resolve("data.txt"), "read beside the notebook");
        var page = folder.resolve("out.html");

        var ended =
                run(
                        notebook(
                                "int six = 2 * 3;",
                                "six * 7",
                                "Files.readString(Path.of(\"data.txt\"))"),
                        "-o",
                        page.toString());

        assertEquals(0, ended.status(), ended.toString());
        var html = Files.readString(page);
        assertTrue(html.contains("42"), html);
        assertTrue(html.contains("read beside the notebook"), html);
    }

    /** Its jars are not on the class path; here they are where an installed kernel has them. */
    @Test
    void mavensResolverIsLoadedFromItsOwnFolder() throws Exception {
        var out = folder.resolve("out.ipynb");

        var ended = run(notebook("%maven -o org.nowhere:nothing:1"), "-o", out.toString());

        assertFalse(ended.status() == 0, ended.toString());
        var shown = ended + Files.readString(out);
        assertTrue(shown.contains("only the local repository was looked at"), shown);
    }

    @Test
    void aNotebookThatWasWrittenHoldsTheOutputs() throws Exception {
        var out = folder.resolve("out.ipynb");

        var ended = run(notebook("6 * 7"), "-o", out.toString());

        assertEquals(0, ended.status(), ended.toString());
        var cell = new JsonMapper().readTree(Files.readString(out)).path("cells").path(0);
        assertEquals(1, cell.path("execution_count").asInt());
        assertEquals(
                "42",
                cell.path("outputs").path(0).path("data").path("text/plain").path(0).asString());
    }

    @Test
    void aCellThatThrowsIsNamedWithItsLineAndTheException() throws Exception {
        var out = folder.resolve("out.ipynb");
        var ended =
                run(
                        notebook(
                                "1 + 1",
                                "int a = 1;\nthrow new IllegalStateException(\"on purpose\");",
                                "System.out.println(\"never\")"),
                        "-o",
                        out.toString());

        assertEquals(1, ended.status(), ended.toString());
        var last = ended.err().lines().reduce((_, line) -> line).orElse("");
        assertTrue(
                last.endsWith(
                        "cell [2], line 2 failed: java.lang.IllegalStateException: on purpose"),
                ended.err());
        assertFalse(ended.err().contains("\u001b"), "colours, and nobody's terminal");
        assertTrue(Files.readString(out).contains("on purpose"), "what ran is written");
    }

    @Test
    void aFileThatIsNoNotebookGivesOneClearLine() throws Exception {
        var file = Files.writeString(folder.resolve("notes.ipynb"), "Dear diary");

        var ended = run(file);

        assertEquals(1, ended.status(), ended.toString());
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().contains("notes.ipynb: not a notebook"), ended.err());
    }

    @Test
    void anotherKindOfOutputIsRefusedBeforeAnythingRuns() throws Exception {
        var ended = run(notebook("Thread.sleep(1_000_000)"), "-o", "out.pdf");

        assertEquals(2, ended.status(), ended.toString());
        assertTrue(ended.err().contains(".ipynb or .html"), ended.err());
    }
}
