package io.juggler.worker;

import io.juggler.wire.OutputFrame;
import io.juggler.wire.Signal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What stands behind {@code System.in}: a read that finds nothing asks the front end for a line.
 * Any thread reads, one at a time; the control lane's thread answers.
 */
final class CellInput extends InputStream {
    private final Cells cells;
    private final OutputLane lane;
    private final ConcurrentHashMap<Long, CompletableFuture<String>> asked =
            new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final ReentrantLock reading = new ReentrantLock();
    private byte[] line = new byte[0];
    private int position;

    CellInput(Cells cells, OutputLane lane) {
        this.cells = cells;
        this.lane = lane;
    }

    /** Takes the answer to a line that was asked for. */
    void answer(Signal.Input input) {
        var waiting = asked.remove(input.id());
        if (waiting == null) {
            return; // whoever asked was interrupted in the meantime
        }
        if (input.line() != null) {
            waiting.complete(input.line());
        } else {
            waiting.completeExceptionally(new IOException(input.refusal()));
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        lock();
        try {
            if (position == line.length) {
                line = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            int count = Math.min(length, line.length - position);
            System.arraycopy(line, position, bytes, offset, count);
            position += count;
            return count;
        } finally {
            reading.unlock();
        }
    }

    @Override
    public int available() throws IOException {
        lock();
        try {
            return line.length - position;
        } finally {
            reading.unlock();
        }
    }

    /** Asks for a line of its own; what was read ahead stays for {@code System.in}. */
    String line(String prompt, boolean password) throws IOException {
        lock();
        try {
            return ask(prompt, password);
        } finally {
            reading.unlock();
        }
    }

    private void lock() throws InterruptedIOException {
        try {
            reading.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Asks for a line and waits for it; an interrupt ends the wait. */
    private String ask(String prompt, boolean password) throws IOException {
        long id = ids.incrementAndGet();
        var answer = new CompletableFuture<String>();
        asked.put(id, answer);
        try {
            lane.putUrgent(
                    new OutputFrame.InputWanted(
                            cells.ofCallingThread().id(), id, prompt, password));
            return answer.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            asked.remove(id);
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for input");
    }
}
