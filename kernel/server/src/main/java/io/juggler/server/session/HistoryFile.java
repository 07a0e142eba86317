package io.juggler.server.session;

import io.juggler.server.log.Log;
import io.juggler.server.protocol.Reply.PastCells.Entry;
import io.juggler.server.protocol.Request.History.Access;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** The database with the cells of all kernels of a user. For one thread. */
final class HistoryFile implements AutoCloseable {
    private static final Log LOG = Log.of(HistoryFile.class);
    private static final String DRIVER = "org.sqlite.JDBC";

    /** Of older kernels nothing is kept. */
    private static final int SESSIONS = 1000;

    /** A longer value is cut, in characters. */
    private static final int LONGEST_OUTPUT = 10_000;

    private static final List<String> TABLES =
            List.of(
                    "PRAGMA busy_timeout = 3000",
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = NORMAL",
                    "CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY"
                            + " AUTOINCREMENT, start TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS cells (session INTEGER NOT NULL, line INTEGER NOT"
                            + " NULL, input TEXT NOT NULL, output TEXT, PRIMARY KEY (session,"
                            + " line)) WITHOUT ROWID",
                    "DELETE FROM cells WHERE session <= (SELECT max(session) FROM sessions) - "
                            + SESSIONS,
                    "DELETE FROM sessions WHERE session <= (SELECT max(session) FROM sessions) - "
                            + SESSIONS);

    private final Connection connection;
    private final Path file;
    private final int session;

    /** A cell of this process. */
    record Cell(int line, String input, String output) {}

    private HistoryFile(Connection connection, Path file, int session) {
        this.connection = connection;
        this.file = file;
        this.session = session;
    }

    /**
     * Opens the file and begins a session in it.
     *
     * @throws SQLException where it cannot be used
     */
    static HistoryFile open(Path file) throws IOException, SQLException {
        makePrivate(file);
        Connection connection;
        try {
            // By name: java.sql.DriverManager would load whatever driver is on the class path.
            var driver =
                    Class.forName(DRIVER)
                            .asSubclass(Driver.class)
                            .getDeclaredConstructor()
                            .newInstance();
            connection = driver.connect("jdbc:sqlite:" + file, new Properties());
        } catch (ReflectiveOperationException e) {
            throw new SQLException("there is no " + DRIVER, e);
        }
        try (var statement = connection.createStatement()) {
            for (var each : TABLES) {
                statement.execute(each);
            }
            takeLeft(connection, file);
            return new HistoryFile(connection, file, begin(connection));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** What people type is nobody else's business. */
    private static void makePrivate(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException _) {
                return;
            }
        }
    }

    /** Takes in what other kernels have left, each as a session of its own. */
    private static void takeLeft(Connection connection, Path file)
            throws IOException, SQLException {
        for (var left : LeftCells.take(file)) {
            new HistoryFile(connection, file, begin(connection)).add(left);
        }
    }

    private static int begin(Connection connection) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        "INSERT INTO sessions (start) VALUES (?) RETURNING session")) {
            insert.setString(1, Instant.now().toString());
            try (var row = insert.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    void add(List<Cell> cells) throws SQLException {
        connection.setAutoCommit(false);
        try (var insert =
                connection.prepareStatement("INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)")) {
            for (var cell : cells) {
                insert.setInt(1, session);
                insert.setInt(2, cell.line());
                insert.setString(3, cell.input());
                insert.setString(4, cut(cell.output()));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static String cut(String output) {
        return output == null || output.length() <= LONGEST_OUTPUT
                ? output
                : output.substring(0, LONGEST_OUTPUT) + "…";
    }

    /** The cells asked for, oldest first. */
    List<Entry> entries(Access access) throws IOException, SQLException {
        takeLeft(connection, file);
        return switch (access) {
            case Access.Tail(int n) -> {
                try (var query = latest("", n)) {
                    yield reversed(query);
                }
            }
            case Access.Range(int of, int start, int stop) -> {
                try (var query =
                        connection.prepareStatement(
                                "SELECT * FROM cells WHERE session = ? AND line >= ? AND line < ?"
                                        + " ORDER BY line")) {
                    query.setInt(1, of > 0 ? of : session + of);
                    query.setInt(2, start);
                    query.setInt(3, stop);
                    yield entries(query);
                }
            }
            case Access.Search(var pattern, int n, boolean unique) -> {
                var where = "WHERE input GLOB ?";
                // The latest of equal cells stands for all.
                var only =
                        where
                                + " AND NOT EXISTS (SELECT 1 FROM cells later WHERE later.input ="
                                + " cells.input AND (later.session, later.line) > (cells.session,"
                                + " cells.line))";
                try (var query = latest(unique ? only : where, n)) {
                    query.setString(2, pattern.replace("[", "[[]"));
                    yield reversed(query);
                }
            }
        };
    }

    private PreparedStatement latest(String where, int n) throws SQLException {
        var query =
                connection.prepareStatement(
                        "SELECT * FROM cells "
                                + where.replace("?", "?2")
                                + " ORDER BY session DESC, line DESC LIMIT ?1");
        query.setInt(1, Math.max(0, n));
        return query;
    }

    private static List<Entry> reversed(PreparedStatement query) throws SQLException {
        var entries = new ArrayList<>(entries(query));
        Collections.reverse(entries);
        return entries;
    }

    private static List<Entry> entries(PreparedStatement query) throws SQLException {
        var entries = new ArrayList<Entry>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(
                        new Entry(
                                rows.getInt(1),
                                rows.getInt(2),
                                rows.getString(3),
                                rows.getString(4)));
            }
        }
        return entries;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.error("the history was not closed in order", e);
        }
    }
}
