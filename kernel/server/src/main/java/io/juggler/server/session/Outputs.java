package io.juggler.server.session;

import io.juggler.api.MimeBundle;
import io.juggler.server.protocol.Publication;
import io.juggler.server.worker.WorkerListener;
import io.juggler.wire.CommEvent;

import java.util.LinkedHashMap;
import java.util.List;

/**
 * Gives each output to the cell that it belongs to, however long ago that cell has ended; of a cell
 * that floods, no more than a limit.
 *
 * @param <C> what stands for a cell
 */
public final class Outputs<C> implements WorkerListener {

    /** Cells whose late output still finds them; what is older goes to the latest cell. */
    private static final int REMEMBERED = 10_000;

    private static final int MIB = 1 << 20;

    private final Sink<C> sink;
    private final Inputs inputs;
    private final OutputLimit limit;

    /** Guarded by itself. */
    private final LinkedHashMap<Integer, Cell<C>> cells = new LinkedHashMap<>();

    private Cell<C> latest;

    /** A cell, and how much it has put out, in characters. */
    private static final class Cell<C> {
        final C cell;
        long size;

        Cell(C cell) {
            this.cell = cell;
        }
    }

    /** What to do with an output. */
    private enum Verdict {
        SHOW,
        NOTE,
        DROP
    }

    /**
     * @param sink takes the outputs
     * @param inputs takes the requests for input
     */
    public Outputs(Sink<C> sink, Inputs inputs) {
        this(sink, inputs, OutputLimit.ofEnvironment(System.getenv()));
    }

    Outputs(Sink<C> sink, Inputs inputs, OutputLimit limit) {
        this.sink = sink;
        this.inputs = inputs;
        this.limit = limit;
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

    /** From now on that number stands for that cell, which runs. */
    public void begin(int number, C cell) {
        var begun = new Cell<>(cell);
        synchronized (cells) {
            add(number, begun);
            latest = begun;
        }
    }

    /** From now on that number stands for something that runs beside the cells. */
    void beginAside(int number, C cell) {
        synchronized (cells) {
            add(number, new Cell<>(cell));
        }
    }

    private void add(int number, Cell<C> cell) {
        cells.put(number, cell);
        if (cells.size() > REMEMBERED) {
            cells.pollFirstEntry();
        }
    }

    @Override
    public void text(int cell, Stream stream, String text) {
        var name =
                switch (stream) {
                    case STDOUT -> "stdout";
                    case STDERR -> "stderr";
                };
        put(cell, new Publication.Stream(name, text), text.length());
    }

    @Override
    public void display(int cell, MimeBundle bundle, String displayId, boolean update) {
        if (update) {
            // It takes the place of what was there.
            put(cell, new Publication.UpdateDisplayData(bundle, displayId), 0);
        } else {
            put(cell, new Publication.DisplayData(bundle, displayId), size(bundle));
        }
    }

    @Override
    public void clear(int cell, boolean wait) {
        synchronized (cells) {
            var known = cells.getOrDefault(cell, latest);
            known.size = 0;
        }
        put(cell, new Publication.ClearOutput(wait), 0);
    }

    @Override
    public void comm(int cell, CommEvent event) {
        Publication.Comm publication;
        try {
            publication = new Publication.Comm(event);
        } catch (IllegalArgumentException e) {
            text(cell, Stream.STDERR, e.getMessage() + "\n");
            return;
        }
        put(cell, publication, 0);
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
                                + " its variables are lost then.\n"),
                0);
    }

    private static long size(MimeBundle bundle) {
        return bundle.data().values().stream()
                .mapToLong(
                        content ->
                                content instanceof byte[] bytes
                                        ? bytes.length
                                        : ((String) content).length())
                .sum();
    }

    private void put(int number, Publication output, long size) {
        C cell;
        Verdict verdict;
        synchronized (cells) {
            var known = cells.getOrDefault(number, latest);
            cell = known.cell;
            verdict = verdict(known, size);
            known.size += size;
        }
        try {
            switch (verdict) {
                case SHOW -> sink.put(cell, output);
                case NOTE -> sink.put(cell, note());
                case DROP -> {}
            }
        } catch (InterruptedException _) {
            // Only the end of the kernel interrupts a reader of the worker's output.
            Thread.currentThread().interrupt();
        }
    }

    private Verdict verdict(Cell<C> cell, long size) {
        if (size == 0 || cell.size + size <= limit.characters()) {
            return Verdict.SHOW;
        }
        return cell.size <= limit.characters() ? Verdict.NOTE : Verdict.DROP;
    }

    private Publication note() {
        return new Publication.Stream(
                "stderr",
                "\n[Juggler] This cell has put out %d MiB; the rest is not shown. The environment"
                                .formatted(limit.characters() / MIB)
                        + " variable "
                        + OutputLimit.VARIABLE
                        + " sets another limit, in MiB.\n");
    }
}
