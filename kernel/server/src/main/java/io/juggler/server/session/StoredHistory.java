package io.juggler.server.session;

import io.juggler.server.log.Log;
import io.juggler.server.protocol.Reply.PastCells.Entry;
import io.juggler.server.protocol.Request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The cells of this user, of this process and of those before it, in a file that several kernels
 * may use at once.
 *
 * <p>Cells are written some time after they ran, on a thread of its own: the database is loaded
 * when the kernel has nothing better to do, and never where no cell runs. Where the file cannot be
 * used, the cells of this process are all there is.
 */
public final class StoredHistory implements History, AutoCloseable {
    private static final Log LOG = Log.of(StoredHistory.class);

    /** The environment variable that names another file, or {@value #NONE}. */
    static final String VARIABLE = "JUGGLER_HISTORY";

    private static final String NONE = "none";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Path file;
    private final Duration delay;
    private final SessionHistory own = new SessionHistory();
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("juggler-history").factory());

    // Guarded by this.
    private final List<HistoryFile.Cell> unwritten = new ArrayList<>();
    private boolean scheduled;

    // The writer's thread alone.
    private HistoryFile open;
    private boolean broken;

    /**
     * @param file the database; made if it is not there
     * @param delay how long after a cell it is written
     */
    StoredHistory(Path file, Duration delay) {
        this.file = file;
        this.delay = delay;
    }

    /**
     * The history of this user.
     *
     * @param folder where it is, if the environment does not say otherwise
     */
    public static History ofUser(Path folder) {
        var named = System.getenv(VARIABLE);
        if (NONE.equals(named)) {
            return new SessionHistory();
        }
        return new StoredHistory(
                named == null || named.isBlank()
                        ? folder.resolve("history.sqlite")
                        : Path.of(named).toAbsolutePath(),
                Duration.ofSeconds(3));
    }

    @Override
    public void add(int line, String input, String output) {
        own.add(line, input, output);
        synchronized (this) {
            unwritten.add(new HistoryFile.Cell(line, input, output));
            if (!scheduled) {
                scheduled = true;
                try {
                    var _ = writer.schedule(this::write, delay.toMillis(), TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException _) {
                    LOG.info("a cell came too late for the history");
                }
            }
        }
    }

    @Override
    public List<Entry> entries(Request.History.Access access) {
        try {
            return writer.submit(() -> read(access)).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.error("the history cannot be read", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return own.entries(access);
    }

    /**
     * Writes what is left. Where the database was not needed before, that is done by the kernel
     * that opens it next: a kernel that was asked to end has no time to load it.
     */
    @Override
    public void close() {
        try {
            writer.execute(
                    () -> {
                        if (open != null) {
                            write();
                            open.close();
                        } else if (!broken) {
                            leave();
                        }
                    });
        } catch (RejectedExecutionException _) {
            return; // closed already
        }
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warning("the history is not written to its end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Entry> read(Request.History.Access access) throws IOException, SQLException {
        write();
        return prepare() ? open.entries(access) : own.entries(access);
    }

    private void write() {
        var cells = take();
        if (cells.isEmpty() || !prepare()) {
            return;
        }
        try {
            open.add(cells);
        } catch (SQLException e) {
            LOG.error("the history cannot be written", e);
        }
    }

    private void leave() {
        var cells = take();
        if (cells.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            LeftCells.leave(file, cells);
        } catch (IOException e) {
            LOG.error("the last cells are not in the history", e);
        }
    }

    private synchronized List<HistoryFile.Cell> take() {
        scheduled = false;
        var cells = List.copyOf(unwritten);
        unwritten.clear();
        return cells;
    }

    private boolean prepare() {
        if (open == null && !broken) {
            try {
                Files.createDirectories(file.getParent());
                open = HistoryFile.open(file);
            } catch (IOException | SQLException | RuntimeException | LinkageError e) {
                broken = true;
                LOG.error("no history beyond this process: " + file + " cannot be used", e);
            }
        }
        return open != null;
    }
}
