package io.juggler.worker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * UTF-8 bytes to text, a stream's bytes in pieces that may be cut anywhere: the start of a
 * character is kept until its rest comes. For one thread.
 */
final class TextDecoding {
    private final Map<Source, byte[]> starts = new HashMap<>();

    private record Source(int cell, boolean toStderr) {}

    /** The characters that are whole with these bytes. */
    String decode(int cell, boolean toStderr, byte[] bytes, int size) {
        byte[] all = bytes;
        int length = size;
        var start = starts.isEmpty() ? null : starts.remove(new Source(cell, toStderr));
        if (start != null) {
            all = Arrays.copyOf(start, start.length + size);
            System.arraycopy(bytes, 0, all, start.length, size);
            length = all.length;
        }
        int whole = length - unfinished(all, length);
        if (whole < length) {
            starts.put(new Source(cell, toStderr), Arrays.copyOfRange(all, whole, length));
        }
        return new String(all, 0, whole, StandardCharsets.UTF_8);
    }

    /** What is left when nothing more is to be expected. */
    String finish(int cell, boolean toStderr) {
        var start = starts.isEmpty() ? null : starts.remove(new Source(cell, toStderr));
        return start == null ? "" : new String(start, StandardCharsets.UTF_8);
    }

    /** How many bytes at the end are the start of a character that goes on. */
    private static int unfinished(byte[] bytes, int length) {
        for (int back = 1; back <= Math.min(3, length); back++) {
            int b = bytes[length - back] & 0xff;
            if (b < 0x80) {
                return 0;
            }
            if (b >= 0xc0) {
                int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return back < needed ? back : 0;
            }
        }
        return 0;
    }
}
