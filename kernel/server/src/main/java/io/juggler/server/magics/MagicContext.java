package io.juggler.server.magics;

import io.juggler.api.MimeBundle;
import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.Outcome;
import io.juggler.server.worker.WorkerListener;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What one call of a magic sees of the kernel. Used by one thread at a time. */
final class MagicContext {
    private final Cell cell;
    private final MagicState state;
    private final WorkerListener out;
    private final Running running;
    private final boolean inline;
    private final List<Path> added = new ArrayList<>();

    /** Runs code for a magic. */
    interface Running {
        /** Runs text of a cell, magics included. */
        Outcome run(String text);

        Engine engine();
    }

    /**
     * @param running null where no code can be run
     * @param inline whether code called it, and waits
     */
    MagicContext(Cell cell, MagicState state, WorkerListener out, Running running, boolean inline) {
        this.cell = cell;
        this.state = state;
        this.out = out;
        this.running = running;
        this.inline = inline;
    }

    /** The cell that the magic stands in. */
    Cell cell() {
        return cell;
    }

    /** What is kept from call to call. */
    MagicState state() {
        return state;
    }

    /** Whether code called it and waits for its value. */
    boolean isInline() {
        return inline;
    }

    void print(String text) {
        out.text(cell.id(), WorkerListener.Stream.STDOUT, text);
    }

    void printError(String text) {
        out.text(cell.id(), WorkerListener.Stream.STDERR, text);
    }

    /**
     * Shows something.
     *
     * @return an id for {@link #update}
     */
    String display(MimeBundle bundle) {
        var id = UUID.randomUUID().toString();
        out.display(cell.id(), bundle, id, false);
        return id;
    }

    void update(String id, MimeBundle bundle) {
        out.display(cell.id(), bundle, id, true);
    }

    /** Cells see these jars and folders once the magic has ended. */
    void addToClassPath(List<Path> entries) {
        added.addAll(entries);
    }

    /** What {@link #addToClassPath} was given. */
    List<Path> added() {
        return List.copyOf(added);
    }

    /** A path as the user means it: from the folder that {@code %cd} chose. */
    Path path(String written) {
        var home = System.getProperty("user.home");
        if (written.equals("~") || written.startsWith("~/")) {
            return Path.of(home + written.substring(1));
        }
        return state.folder().resolve(written).normalize();
    }

    /**
     * Runs code in the notebook's scope; beside the cell, where code of it waits.
     *
     * @param line the cell's line that it begins in
     */
    Outcome run(String code, int line) {
        return running.run(JavaText.at(line, code));
    }

    /**
     * The engine behind the magics.
     *
     * @throws MagicFailure where code called the magic: it cannot run while other code waits for it
     */
    Engine engine() throws MagicFailure {
        if (inline) {
            throw new MagicFailure(
                    "this magic has to stand on a line of its own, outside of braces: it cannot"
                            + " run while code waits for its value");
        }
        return running.engine();
    }
}
