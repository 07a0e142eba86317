package io.juggler.server.session;

import io.juggler.server.log.Log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cells of kernels that ended before they had loaded the database, in a file each beside it. */
final class LeftCells {
    private static final Log LOG = Log.of(LeftCells.class);
    private static final String SUFFIX = ".left";

    private LeftCells() {}

    /** Leaves cells to whoever opens that database next. */
    static void leave(Path database, List<HistoryFile.Cell> cells) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(cells.size());
            for (var cell : cells) {
                out.writeInt(cell.line());
                write(out, cell.input());
                out.writeBoolean(cell.output() != null);
                if (cell.output() != null) {
                    write(out, cell.output());
                }
            }
        }
        // Only its owner reads a temporary file; its name is taken when it is whole.
        var file = Files.createTempFile(database.getParent(), "cells", ".part");
        Files.write(file, bytes.toByteArray());
        var name = file.getFileName().toString().replace(".part", SUFFIX);
        Files.move(file, file.resolveSibling(name));
    }

    /** What was left, a list for each kernel; it is left no more. */
    static List<List<HistoryFile.Cell>> take(Path database) throws IOException {
        var kernels = new ArrayList<List<HistoryFile.Cell>>();
        try (var files = Files.newDirectoryStream(database.getParent(), "cells*" + SUFFIX)) {
            for (var file : files) {
                try {
                    var bytes = Files.readAllBytes(file);
                    Files.delete(file);
                    kernels.add(read(bytes));
                } catch (NoSuchFileException _) {
                    LOG.info("another kernel was faster: " + file);
                } catch (IOException e) {
                    LOG.error("cells that a kernel left cannot be read: " + file, e);
                }
            }
        }
        return kernels;
    }

    private static List<HistoryFile.Cell> read(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            var cells = new ArrayList<HistoryFile.Cell>();
            for (int i = 0; i < count; i++) {
                cells.add(
                        new HistoryFile.Cell(
                                in.readInt(), text(in), in.readBoolean() ? text(in) : null));
            }
            return cells;
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
