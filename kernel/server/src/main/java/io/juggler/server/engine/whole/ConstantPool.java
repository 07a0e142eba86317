package io.juggler.server.engine.whole;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a class file each constant stands (JVMS 4.4), for reading and for changing it in place.
 */
final class ConstantPool {
    static final int UTF8 = 1;
    static final int CLASS = 7;
    static final int FIELD = 9;
    static final int METHOD = 10;
    static final int INTERFACE_METHOD = 11;

    private final byte[] file;
    private final int[] offsets;
    private final int end;

    private ConstantPool(byte[] file, int[] offsets, int end) {
        this.file = file;
        this.offsets = offsets;
        this.end = end;
    }

    static ConstantPool of(byte[] file) {
        int count = u2(file, 8);
        var offsets = new int[count];
        int at = 10;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            int tag = file[at];
            at +=
                    switch (tag) {
                        case UTF8 -> 3 + u2(file, at + 1);
                        case 3, 4, FIELD, METHOD, INTERFACE_METHOD, 12, 17, 18 -> 5;
                        case 5, 6 -> 9;
                        case CLASS, 8, 16, 19, 20 -> 3;
                        case 15 -> 4;
                        default ->
                                throw new IllegalArgumentException(
                                        "constant " + i + " has the unknown tag " + tag);
                    };
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
        return new ConstantPool(file, offsets, at);
    }

    int count() {
        return offsets.length;
    }

    /** The first byte behind all constants. */
    int end() {
        return end;
    }

    /** Where a constant's tag stands; 0 where that index has no constant. */
    int offset(int index) {
        return offsets[index];
    }

    int tag(int index) {
        return offsets[index] == 0 ? 0 : file[offsets[index]];
    }

    /** A text constant. */
    String text(int index) {
        int at = offsets[index];
        try {
            return new DataInputStream(new ByteArrayInputStream(file, at + 1, 2 + u2(file, at + 1)))
                    .readUTF();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class constant's internal name. */
    String className(int index) {
        return text(u2(file, offsets[index] + 1));
    }

    /** The owner of a field or method constant. */
    String owner(int index) {
        return className(u2(file, offsets[index] + 1));
    }

    /** The name of a field or method constant. */
    String name(int index) {
        return text(u2(file, offsets[u2(file, offsets[index] + 3)] + 1));
    }

    /** The descriptor of a field or method constant. */
    String descriptor(int index) {
        return text(u2(file, offsets[u2(file, offsets[index] + 3)] + 3));
    }

    /** All text constants. */
    List<String> texts() {
        var texts = new ArrayList<String>();
        for (int i = 1; i < offsets.length; i++) {
            if (tag(i) == UTF8) {
                texts.add(text(i));
            }
        }
        return texts;
    }

    static int u2(byte[] file, int at) {
        return ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff);
    }

    static int u4(byte[] file, int at) {
        return (u2(file, at) << 16) | u2(file, at + 2);
    }

    static void putU2(byte[] file, int at, int value) {
        file[at] = (byte) (value >> 8);
        file[at + 1] = (byte) value;
    }
}
