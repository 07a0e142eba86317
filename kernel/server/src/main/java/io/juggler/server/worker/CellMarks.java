package io.juggler.server.worker;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The marks that the worker sends behind the output of each cell. */
final class CellMarks {
    private final Map<Integer, CompletableFuture<Void>> expected = new ConcurrentHashMap<>();

    /** To be called before a cell begins, so that its mark is not missed. */
    CompletableFuture<Void> expect(int cell) {
        var mark = new CompletableFuture<Void>();
        expected.put(cell, mark);
        return mark;
    }

    /**
     * @throws IllegalStateException if the cell's mark is not expected
     */
    CompletableFuture<Void> of(int cell) {
        var mark = expected.get(cell);
        if (mark == null) {
            throw new IllegalStateException("cell " + cell + " has not begun in this worker");
        }
        return mark;
    }

    void reached(int cell) {
        var mark = expected.get(cell);
        if (mark != null) {
            mark.complete(null);
        }
    }

    /** Nobody waits for it any longer. */
    void forget(int cell) {
        expected.remove(cell);
    }
}
