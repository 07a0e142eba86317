package io.juggler.worker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * What {@code System.out} and {@code System.err} are: each call goes to the cell that the thread
 * works for.
 *
 * <p>A call is one write, a formatted one too, so lines of several threads do not mix; and nothing
 * is buffered here that a stack overflow in the middle of a print could leave behind for the next
 * cell.
 */
final class CellOutput extends PrintStream {
    private static final String LINE_END = System.lineSeparator();

    private final Bytes bytes;

    private CellOutput(Bytes bytes) {
        super(bytes, false, StandardCharsets.UTF_8);
        this.bytes = bytes;
    }

    static PrintStream stdout(Cells cells, OutputLane lane) {
        return new CellOutput(new Bytes(cells, lane, false));
    }

    static PrintStream stderr(Cells cells, OutputLane lane) {
        return new CellOutput(new Bytes(cells, lane, true));
    }

    @Override
    public void print(boolean value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(char value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(int value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(long value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(float value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(double value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(char[] value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(String value) {
        emit(String.valueOf(value));
    }

    @Override
    public void print(Object value) {
        emit(String.valueOf(value));
    }

    @Override
    public void println() {
        emit(LINE_END);
    }

    @Override
    public void println(boolean value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(char[] value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(String value) {
        emitLine(String.valueOf(value));
    }

    @Override
    public void println(Object value) {
        emitLine(String.valueOf(value));
    }

    @Override
    @SuppressWarnings("AnnotateFormatMethod") // an annotation of a library that is not here
    public PrintStream format(String format, Object... args) {
        emit(String.format(format, args));
        return this;
    }

    @Override
    @SuppressWarnings("AnnotateFormatMethod") // an annotation of a library that is not here
    public PrintStream format(Locale locale, String format, Object... args) {
        emit(String.format(locale, format, args));
        return this;
    }

    /** Goes on after {@code System.out.close()}: the cells after that one print, too. */
    @Override
    public void close() {
        flush();
    }

    private void emitLine(String text) {
        emit(text + LINE_END);
    }

    /** Writes text. String.valueOf gives null where a toString does. */
    private void emit(String textOrNull) {
        String text = textOrNull == null ? "null" : textOrNull;
        if (text.isEmpty()) {
            return;
        }
        if (Character.isLowSurrogate(text.charAt(0))
                || Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            super.print(text); // keeps half a character until its other half comes
            return;
        }
        try {
            var encoded = text.getBytes(StandardCharsets.UTF_8);
            bytes.write(encoded, 0, encoded.length);
        } catch (InterruptedIOException e) {
            // As PrintStream has it; what is thrown has set the thread's status already.
            Thread.currentThread().interrupt();
        }
    }

    /** The bytes of one of the two streams. */
    private static final class Bytes extends OutputStream {
        private final Cells cells;
        private final OutputLane lane;
        private final boolean stderr;

        Bytes(Cells cells, OutputLane lane, boolean stderr) {
            this.cells = cells;
            this.lane = lane;
            this.stderr = stderr;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws InterruptedIOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length > 0) {
                lane.print(cells.ofCallingThread().id(), stderr, bytes, offset, length);
            }
        }
    }
}
