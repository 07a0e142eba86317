package io.juggler.lab.export;

import java.util.Collection;
import java.util.Map;

/**
 * Writes JSON: maps, collections, arrays, records, numbers, truth values, text and null; anything
 * else as its text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class Json {

    /** Deeper values are written as their text: they could contain themselves. */
    private static final int DEEPEST = 16;

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /** That value as JSON. */
    public static String of(Object value) {
        var json = new Json();
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(Object value, int depth) {
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth);
            // JSON has no such numbers.
            case Double number when !Double.isFinite(number) -> text(number.toString());
            case Float number when !Float.isFinite(number) -> text(number.toString());
            case Number number when number.getClass().getModule() == Object.class.getModule() ->
                    out.append(number);
            case Map<?, ?> map when depth < DEEPEST -> map(map, depth);
            case Collection<?> many when depth < DEEPEST -> each(many.toArray(), depth);
            case Object[] many when depth < DEEPEST -> each(many, depth);
            case Record record when depth < DEEPEST -> record(record, depth);
            default -> text(textOf(value));
        }
    }

    private static String textOf(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return value.getClass().getName();
        }
    }

    private void map(Map<?, ?> map, int depth) {
        char before = '{';
        for (var entry : map.entrySet()) {
            out.append(before);
            text(textOf(entry.getKey()));
            out.append(':');
            value(entry.getValue(), depth + 1);
            before = ',';
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void each(Object[] many, int depth) {
        out.append('[');
        for (int i = 0; i < many.length; i++) {
            out.append(i == 0 ? "" : ",");
            value(many[i], depth + 1);
        }
        out.append(']');
    }

    private void record(Record record, int depth) {
        out.append('{');
        var before = "";
        for (var component : record.getClass().getRecordComponents()) {
            out.append(before);
            text(component.getName());
            out.append(':');
            try {
                var accessor = component.getAccessor();
                value(accessor.trySetAccessible() ? accessor.invoke(record) : null, depth + 1);
            } catch (ReflectiveOperationException e) {
                out.append("null");
            }
            before = ",";
        }
        out.append('}');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
