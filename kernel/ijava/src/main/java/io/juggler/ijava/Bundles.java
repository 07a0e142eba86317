package io.juggler.ijava;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.juggler.api.MimeBundle;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** IJava's {@link DisplayData} to Juggler's {@link MimeBundle} and back. */
public final class Bundles {
    private Bundles() {}

    /** With bytes as Base64 text, as IJava has them. */
    public static DisplayData toDisplayData(MimeBundle bundle) {
        var data = new DisplayData();
        bundle.data()
                .forEach(
                        (type, content) ->
                                data.putData(
                                        type,
                                        content instanceof byte[] bytes
                                                ? Base64.getEncoder().encodeToString(bytes)
                                                : content));
        return data;
    }

    /** With everything as text: what is none is written as JSON. */
    public static MimeBundle toBundle(DisplayData data) {
        Map<String, Object> contents = new LinkedHashMap<>();
        data.data().forEach((type, content) -> contents.put(type, content(content)));
        Map<String, String> metadata = new LinkedHashMap<>();
        data.metadata().forEach((key, value) -> metadata.put(key, json(value)));
        return new MimeBundle(contents, metadata);
    }

    private static Object content(Object content) {
        return switch (content) {
            case byte[] bytes -> bytes;
            case CharSequence text -> text.toString();
            case null -> json(null);
            default -> json(content);
        };
    }

    private static String json(Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean b -> b.toString();
            case Double d when !Double.isFinite(d) -> "null";
            case Float f when !Float.isFinite(f) -> "null";
            case Number n -> n.toString();
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(
                                    e ->
                                            quoted(String.valueOf(e.getKey()))
                                                    + ": "
                                                    + json(e.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream().map(Bundles::json).collect(Collectors.joining(", ", "[", "]"));
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
