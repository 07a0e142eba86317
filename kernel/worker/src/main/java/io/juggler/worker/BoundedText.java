package io.juggler.worker;

import java.lang.reflect.Array;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The text of a value as {@link java.util.Arrays#deepToString} and {@link String#valueOf} have it,
 * up to a limit.
 */
final class BoundedText {
    private final StringBuilder text = new StringBuilder();
    private final Set<Object> enclosing = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int limit;
    private String note = "";

    BoundedText(int limit) {
        this.limit = limit;
    }

    void appendValue(Object value) {
        if (value != null && value.getClass().isArray()) {
            appendArray(value);
        } else {
            append(value == null ? "null" : String.valueOf(value));
        }
    }

    @Override
    public String toString() {
        return text + note;
    }

    private void appendArray(Object array) {
        if (!enclosing.add(array)) {
            append("[...]");
            return;
        }
        int length = Array.getLength(array);
        append("[");
        for (int i = 0; i < length && !isFull(); i++) {
            if (i > 0) {
                append(", ");
            }
            appendValue(Array.get(array, i));
        }
        append("]");
        enclosing.remove(array);
        if (isFull() && enclosing.isEmpty()) {
            note = "… (cut: an array of %,d elements)".formatted(length);
        }
    }

    private boolean isFull() {
        return text.length() >= limit;
    }

    private void append(String more) {
        // A toString may return null; String.valueOf passes that on.
        String part = more == null ? "null" : more;
        int room = limit - text.length();
        if (part.length() <= room) {
            text.append(part);
            return;
        }
        int end = room > 0 && Character.isHighSurrogate(part.charAt(room - 1)) ? room - 1 : room;
        text.append(part, 0, end);
        if (enclosing.isEmpty()) {
            note = "… (cut: %,d characters in all)".formatted(part.length());
        }
    }
}
