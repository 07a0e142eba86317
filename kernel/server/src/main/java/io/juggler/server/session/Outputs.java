package io.juggler.server.session;

import io.juggler.api.MimeBundle;
import io.juggler.server.protocol.Publication;
import io.juggler.server.worker.WorkerListener;

import java.util.LinkedHashMap;
import java.util.List;

/**
 * Gives each output to the cell that it belongs to, however long ago that cell has ended.
 *
 * @param <C> what stands for a cell
 */
public final class Outputs<C> implements WorkerListener {

    /** Cells whose late output still finds them; what is older goes to the latest cell. */
    private static final int REMEMBERED = 10_000;

    private final Sink<C> sink;
    private final Inputs inputs;

    /** Guarded by itself. */
    private final LinkedHashMap<Integer, C> cells = new LinkedHashMap<>();

    private C latest;

    /**
     * @param sink takes the outputs
     * @param inputs takes the requests for input
     */
    public Outputs(Sink<C> sink, Inputs inputs) {
        this.sink = sink;
        this.inputs = inputs;
    }

    /** Takes a cell's output. What it waits, the cell that puts out waits too. */
    @FunctionalInterface
    public interface Sink<C> {
        /** Takes one output; in the order in which the worker wrote. */
        void put(C cell, Publication output) throws InterruptedException;
    }

    /** Takes requests for input. */
    @FunctionalInterface
    public interface Inputs {
        /** A cell asks for a line; answered once, at any time, by any thread. */
        void ask(int cell, String prompt, boolean password, InputReply reply);
    }

    /** From now on that number stands for that cell. */
    public void begin(int number, C cell) {
        synchronized (cells) {
            cells.put(number, cell);
            latest = cell;
            if (cells.size() > REMEMBERED) {
                cells.pollFirstEntry();
            }
        }
    }

    @Override
    public void text(int cell, Stream stream, String text) {
        var name =
                switch (stream) {
                    case STDOUT -> "stdout";
                    case STDERR -> "stderr";
                };
        put(cell, new Publication.Stream(name, text));
    }

    @Override
    public void display(int cell, MimeBundle bundle, String displayId, boolean update) {
        put(
                cell,
                update
                        ? new Publication.UpdateDisplayData(bundle, displayId)
                        : new Publication.DisplayData(bundle, displayId));
    }

    @Override
    public void clear(int cell, boolean wait) {
        put(cell, new Publication.ClearOutput(wait));
    }

    @Override
    public void input(int cell, String prompt, boolean password, InputReply reply) {
        inputs.ask(cell, prompt, password, reply);
    }

    @Override
    public void stillRunning(int cell, List<String> threads) {
        put(
                cell,
                new Publication.Stream(
                        "stderr",
                        "Interrupted, but still running:\n"
                                + String.join("\n", threads)
                                + "\nInterrupt again to replace the process that runs the cells:"
                                + " its variables are lost then.\n"));
    }

    private void put(int number, Publication output) {
        C cell;
        synchronized (cells) {
            cell = cells.getOrDefault(number, latest);
        }
        try {
            sink.put(cell, output);
        } catch (InterruptedException _) {
            // Only the end of the kernel interrupts a reader of the worker's output.
            Thread.currentThread().interrupt();
        }
    }
}
