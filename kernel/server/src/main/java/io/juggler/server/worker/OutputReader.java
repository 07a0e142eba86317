package io.juggler.server.worker;

import io.juggler.server.log.Log;
import io.juggler.wire.LaneChannel;
import io.juggler.wire.OutputFrame;
import io.juggler.wire.Signal;
import io.juggler.wire.WireException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Tells the listener what comes on a worker's output lane, and the worker what it answers. */
final class OutputReader {
    private static final Log LOG = Log.of(OutputReader.class);

    private final WorkerListener listener;
    private final CellMarks marks;
    private final Consumer<Signal> answers;

    OutputReader(WorkerListener listener, CellMarks marks, Consumer<Signal> answers) {
        this.listener = listener;
        this.marks = marks;
        this.answers = answers;
    }

    /** Reads until the lane ends. */
    void readAll(LaneChannel lane) throws IOException {
        while (true) {
            if (!(lane.receive() instanceof OutputFrame frame)) {
                throw new WireException("a frame that does not belong on the output lane");
            }
            try {
                handOn(frame);
            } catch (RuntimeException e) {
                // A listener that throws must not end the lane.
                LOG.error("a listener failed on " + frame.getClass().getSimpleName(), e);
            }
        }
    }

    private void handOn(OutputFrame frame) {
        switch (frame) {
            case OutputFrame.Printed(int cell, boolean toStderr, var text) ->
                    listener.text(
                            cell,
                            toStderr ? WorkerListener.Stream.STDERR : WorkerListener.Stream.STDOUT,
                            text);
            case OutputFrame.Shown(int cell, var bundle, var displayId, boolean update) ->
                    listener.display(cell, bundle, displayId, update);
            case OutputFrame.Cleared(int cell, boolean deferred) -> listener.clear(cell, deferred);
            case OutputFrame.InputWanted(int cell, long id, var prompt, boolean password) ->
                    listener.input(cell, prompt, password, new Reader(id));
            case OutputFrame.MagicWanted(int cell, long id, var name, var arguments, var body) ->
                    listener.magic(cell, name, arguments, body, new Caller(id));
            case OutputFrame.MagicsDefined(int _, var names, var summaries) ->
                    listener.magicsDefined(names, summaries);
            case OutputFrame.Comm(int cell, var event) -> listener.comm(cell, event);
            case OutputFrame.Mark(int cell) -> marks.reached(cell);
        }
    }

    /** Whoever reads a cell's standard input, as the listener sees it. */
    private final class Reader implements WorkerListener.InputReply {
        private final long id;

        Reader(long id) {
            this.id = id;
        }

        @Override
        public void line(String text) {
            answers.accept(new Signal.Input(id, text, null));
        }

        @Override
        public void refused(String reason) {
            answers.accept(new Signal.Input(id, null, reason));
        }
    }

    /** Code that called a magic, as the listener sees it. */
    private final class Caller implements WorkerListener.MagicReply {
        private final long id;

        Caller(long id) {
            this.id = id;
        }

        @Override
        public void done(Object value, List<Path> classPath) {
            var entries = classPath.stream().map(Path::toString).toList();
            answers.accept(
                    switch (value) {
                        case null -> new Signal.MagicDone(id, List.of(), false, null, entries);
                        case List<?> list ->
                                new Signal.MagicDone(
                                        id,
                                        list.stream().map(String::valueOf).toList(),
                                        true,
                                        null,
                                        entries);
                        default ->
                                new Signal.MagicDone(
                                        id, List.of(value.toString()), false, null, entries);
                    });
        }

        @Override
        public void failed(String reason) {
            answers.accept(new Signal.MagicDone(id, List.of(), false, reason, List.of()));
        }
    }
}
