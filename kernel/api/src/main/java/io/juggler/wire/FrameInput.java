package io.juggler.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes being read: the primitives of a frame, none of which reads past its end. For one thread.
 */
final class FrameInput {
    private static final int NULL = -1;

    private final ByteBuffer bytes;

    FrameInput(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Reads one element of a list. */
    @FunctionalInterface
    interface Element<T> {
        T read(FrameInput in) throws WireException;
    }

    byte readByte() throws WireException {
        need(1);
        return bytes.get();
    }

    /** Whether a byte of that range comes next; it stays there. */
    boolean nextIsIn(byte first, byte last) {
        if (!bytes.hasRemaining()) {
            return false;
        }
        byte next = bytes.get(bytes.position());
        return first <= next && next <= last;
    }

    boolean readBoolean() throws WireException {
        return switch (readByte()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new WireException("a boolean that is neither 0 nor 1");
        };
    }

    int readInt() throws WireException {
        need(Integer.BYTES);
        return bytes.getInt();
    }

    long readLong() throws WireException {
        need(Long.BYTES);
        return bytes.getLong();
    }

    byte[] readBytes() throws WireException {
        return readBytes(readInt());
    }

    String readString() throws WireException {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    String readNullableString() throws WireException {
        int length = readInt();
        return length == NULL ? null : new String(readBytes(length), StandardCharsets.UTF_8);
    }

    <T> List<T> readList(Element<T> element) throws WireException {
        int count = readInt();
        // Every element takes at least a byte, so a count that lies cannot make us reserve memory.
        need(count);
        var list = new ArrayList<T>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            list.add(element.read(this));
        }
        return list;
    }

    void expectEnd() throws WireException {
        if (bytes.hasRemaining()) {
            throw new WireException(bytes.remaining() + " bytes too many in a frame");
        }
    }

    private byte[] readBytes(int length) throws WireException {
        need(length);
        var value = new byte[length];
        bytes.get(value);
        return value;
    }

    private void need(int count) throws WireException {
        if (count < 0 || count > bytes.remaining()) {
            throw new WireException(
                    "a frame is cut off: "
                            + count
                            + " bytes wanted, "
                            + bytes.remaining()
                            + " left");
        }
    }
}
