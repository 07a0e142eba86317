package io.juggler.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Bytes being written: the primitives of a frame. For one thread. */
final class FrameOutput {
    private static final int NULL = -1;

    private byte[] bytes = new byte[512];
    private int size;

    void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    void writeInt(int value) {
        reserve(Integer.BYTES);
        ByteBuffer.wrap(bytes, size, Integer.BYTES).putInt(value);
        size += Integer.BYTES;
    }

    void writeLong(long value) {
        reserve(Long.BYTES);
        ByteBuffer.wrap(bytes, size, Long.BYTES).putLong(value);
        size += Long.BYTES;
    }

    void writeBytes(byte[] value) {
        writeInt(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /**
     * As UTF-8; what is no Unicode text, such as half a surrogate pair, becomes a question mark.
     */
    void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void writeNullableString(String value) {
        if (value == null) {
            writeInt(NULL);
        } else {
            writeString(value);
        }
    }

    <T> void writeList(List<T> list, BiConsumer<FrameOutput, T> element) {
        writeInt(list.size());
        for (var item : list) {
            element.accept(this, item);
        }
    }

    int size() {
        return size;
    }

    /** Puts a number where four bytes were written before. */
    void patchInt(int position, int value) {
        ByteBuffer.wrap(bytes, position, Integer.BYTES).putInt(value);
    }

    /** Takes back what was written after that many bytes. */
    void truncate(int newSize) {
        size = newSize;
    }

    /** What was written; valid until the next write. */
    ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes =
                    Arrays.copyOf(
                            bytes,
                            Math.max(
                                    needed,
                                    (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L)));
        }
    }
}
