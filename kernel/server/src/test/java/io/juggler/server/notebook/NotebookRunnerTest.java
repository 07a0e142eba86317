package io.juggler.server.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.session.ScriptedEngine;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

class NotebookRunnerTest {

    @Test
    void outputsStandInTheirCellsAsAFrontEndWouldKeepThem() throws IOException {
        var result =
                run(
                        new Notebooks()
                                .markdown("# Text")
                                .code("out a\nout b\nerr c\nout d\nvalue 3")
                                .code("display first\nout between\nupdate second")
                                .code(""));
        assertInstanceOf(NotebookRunner.Result.Completed.class, result);
        var cells = result.notebook().cells();
        assertEquals(
                """
                [{"output_type":"stream","name":"stdout","text":["a\\n","b\\n"]},\
                {"output_type":"stream","name":"stderr","text":["c\\n"]},\
                {"output_type":"stream","name":"stdout","text":["d\\n"]},\
                {"output_type":"execute_result","execution_count":1,\
                "data":{"text/plain":["3"]},"metadata":{}}]\
                """,
                cells.get(1).outputs().toString());
        assertEquals(
                """
                [{"output_type":"display_data","data":{"text/plain":["second"]},"metadata":{}},\
                {"output_type":"stream","name":"stdout","text":["between\\n"]}]\
                """,
                cells.get(2).outputs().toString());
        assertEquals("[]", cells.get(3).outputs().toString());
        assertEquals("1", cells.get(1).json().get("execution_count").toString());
        assertEquals("2", cells.get(2).json().get("execution_count").toString());
        assertEquals("null", cells.get(3).json().get("execution_count").toString());
        assertEquals(
                "java",
                result.notebook().metadata().path("language_info").path("name").stringValue());
    }

    @Test
    void aNotebookStopsAtItsFirstErrorAndSaysWhereThatIs() throws IOException {
        var result = run(new Notebooks().markdown("x").code("out a").code("throw b").code("out c"));
        var failed = assertInstanceOf(NotebookRunner.Result.Failed.class, result);
        assertEquals(3, failed.cell());
        assertEquals("cell [2]", failed.title());
        assertEquals(1, failed.line());
        assertEquals("java.lang.IllegalStateException", failed.error().name());
        assertEquals("b", failed.error().value());
        var cells = failed.notebook().cells();
        assertTrue(CollectedOutputs.isError(cells.get(2).outputs().get(0)));
        assertEquals("[]", cells.get(3).outputs().toString());
    }

    @Test
    void aCellThatDoesNotCompileIsNamedWithItsLine() throws IOException {
        var failed =
                assertInstanceOf(
                        NotebookRunner.Result.Failed.class,
                        run(new Notebooks().code("wrong no such thing")));
        assertEquals(1, failed.line());
        assertEquals("line 1: no such thing", failed.error().value());
    }

    @Test
    void tagsSayWhichCellMayFailAndWhichIsPassedBy() throws IOException {
        var result =
                run(
                        new Notebooks()
                                .code("throw a", "raises-exception")
                                .code("throw b", "skip-execution")
                                .code("out c"));
        assertInstanceOf(NotebookRunner.Result.Completed.class, result);
        var cells = result.notebook().cells();
        assertTrue(CollectedOutputs.isError(cells.get(0).outputs().get(0)));
        assertEquals("[]", cells.get(1).outputs().toString());
        assertEquals("c\n", cells.get(2).outputs().get(0).get("text").get(0).stringValue());
    }

    @Test
    void theNotebookGivenIsNotChanged() throws IOException {
        var notebook = new Notebooks().code("out new").build();
        var before = notebook.toString();
        NotebookRunner.run(notebook, ScriptedEngine::new);
        assertEquals(before, notebook.toString());
    }

    @Test
    void aCellThatAsksForInputIsToldThatThereIsNobody() throws IOException {
        var result = run(new Notebooks().code("ask name"));
        var text = result.notebook().cells().get(0).outputs().get(0).get("text").toString();
        assertTrue(text.contains("refused: "), text);
    }

    @Test
    void outputThatIsToBeClearedGoesWhenSomethingNewComes() throws IOException {
        var outputs =
                run(new Notebooks().code("out a\nclear\nout b"))
                        .notebook()
                        .cells()
                        .get(0)
                        .outputs();
        assertEquals("b\n", NotebookCell.joined(outputs.get(0).get("text")));
        assertEquals(1, outputs.size());
    }

    @Test
    void theEngineIsClosedHoweverItEnds() throws IOException {
        for (var source : new String[] {"out a", "throw a"}) {
            var engine = new AtomicReference<ScriptedEngine>();
            NotebookRunner.run(
                    new Notebooks().code(source).build(),
                    listener -> {
                        engine.set(new ScriptedEngine(listener));
                        return engine.get();
                    });
            assertTrue(engine.get().closed().isDone());
        }
    }

    private static NotebookRunner.Result run(Notebooks notebook) throws IOException {
        return NotebookRunner.run(notebook.build(), ScriptedEngine::new);
    }
}
