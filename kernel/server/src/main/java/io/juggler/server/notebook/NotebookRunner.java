package io.juggler.server.notebook;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.EngineFactory;
import io.juggler.server.engine.Outcome;
import io.juggler.server.protocol.ErrorInfo;
import io.juggler.server.protocol.JsonObjects;
import io.juggler.server.protocol.LanguageInfo;
import io.juggler.server.protocol.Publication;
import io.juggler.server.session.ErrorText;
import io.juggler.server.session.Outputs;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;

/**
 * Runs a notebook's code cells in their order, without a front end. A cell that is tagged {@code
 * raises-exception} may fail, one that is tagged {@code skip-execution} is passed by: the tags that
 * nbclient knows.
 */
public final class NotebookRunner {
    private static final String MAY_FAIL = "raises-exception";
    private static final String SKIPPED = "skip-execution";

    private NotebookRunner() {}

    /** How a run ended. */
    public sealed interface Result {
        /** The notebook with what its cells put out. */
        Notebook notebook();

        /** Every cell ran. */
        record Completed(Notebook notebook) implements Result {}

        /**
         * A cell failed; those behind it did not run and have no output.
         *
         * @param cell which of the notebook's cells, from 1, text included
         * @param title how the cell is called in messages, such as {@code cell [3]}
         * @param line the cell's line in which it failed, from 1; 0 where that is not known
         */
        record Failed(Notebook notebook, int cell, String title, int line, ErrorInfo error)
                implements Result {}
    }

    /**
     * Runs a notebook; the one given stays as it is.
     *
     * @param engines starts what runs the cells; it is closed at the end
     * @throws IOException where it cannot be started
     */
    public static Result run(Notebook notebook, EngineFactory engines) throws IOException {
        var result = notebook.copy();
        for (var cell : result.cells()) {
            if (cell.isCode()) {
                cell.outputs().removeAll();
                cell.json().putNull("execution_count");
            }
        }
        var collected = new CollectedOutputs();
        var outputs =
                new Outputs<NotebookCell>(
                        collected::put,
                        (_, _, _, reply) ->
                                reply.refused(
                                        "a notebook that is run without a front end has nobody to"
                                                + " ask for input"));
        try (var engine = engines.start(outputs)) {
            result.metadata()
                    .set(
                            "language_info",
                            new JsonMapper()
                                    .readTree(
                                            JsonObjects.write(
                                                    new LanguageInfo(Runtime.version().toString())
                                                            ::write)));
            int count = 0;
            int position = 0;
            for (var cell : result.cells()) {
                position++;
                if (!cell.isCode() || cell.source().isBlank() || cell.tags().contains(SKIPPED)) {
                    continue;
                }
                count++;
                cell.json().put("execution_count", count);
                var running = new Cell(count, "cell [" + count + "]", cell.source());
                outputs.begin(count, cell);
                var outcome = engine.execute(running);
                if (outcome instanceof Outcome.Value(var bundle)) {
                    collected.put(cell, new Publication.ExecuteResult(bundle, count));
                }
                var error = ErrorText.of(running, outcome);
                if (error.isPresent()) {
                    collected.put(cell, new Publication.Failure(error.get()));
                    if (!cell.tags().contains(MAY_FAIL)) {
                        return new Result.Failed(
                                result,
                                position,
                                running.title(),
                                line(running, outcome),
                                error.get());
                    }
                }
            }
        }
        return new Result.Completed(result);
    }

    private static int line(Cell cell, Outcome outcome) {
        return switch (outcome) {
            case Outcome.CompileError(var problems) ->
                    problems.stream()
                            .mapToInt(Outcome.Problem::line)
                            .filter(line -> line > 0)
                            .findFirst()
                            .orElse(0);
            case Outcome.Thrown(var thrown) -> line(cell, thrown.frames());
            case Outcome.Interrupted(var frames) -> line(cell, frames);
            case Outcome.Value _, Outcome.Empty _, Outcome.WorkerDied _ -> 0;
        };
    }

    private static int line(Cell cell, List<StackTraceElement> frames) {
        return frames.stream()
                .filter(frame -> cell.title().equals(frame.getFileName()))
                .mapToInt(StackTraceElement::getLineNumber)
                .filter(line -> line > 0)
                .findFirst()
                .orElse(0);
    }
}
