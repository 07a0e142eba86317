package io.juggler.ijava;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.juggler.api.Display;
import io.juggler.api.MimeBundle;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** IJava's {@link DisplayData} to Juggler's {@link MimeBundle} and back. */
public final class Bundles {
    /** What a text may be, if that is asked for. */
    private static final Set<String> TEXT_TYPES =
            Set.of(
                    "application/javascript",
                    "application/json",
                    "text/markdown",
                    "text/latex",
                    "text/html",
                    "text/css",
                    "image/svg+xml");

    private static final Set<String> GROUPS =
            Set.of("application", "audio", "font", "image", "model", "text", "video");

    private Bundles() {}

    /**
     * A value in the forms asked for, as far as it has them, and as {@code text/plain}; a text has
     * every form that is text.
     *
     * @param as MIME types; {@code text/*} and {@code *} stand for many
     */
    public static DisplayData as(Object value, String... as) {
        var all =
                value instanceof DisplayData data
                        ? data
                        : toDisplayData(Display.frontEnd().render(value));
        var asked = new DisplayData();
        all.data()
                .forEach(
                        (type, content) -> {
                            if (type.equals(MimeBundle.TEXT) || isAsked(type, as)) {
                                asked.putData(type, content);
                            }
                        });
        if (value instanceof CharSequence text) {
            for (var type : TEXT_TYPES) {
                if (isAsked(type, as)) {
                    asked.putData(type, text.toString());
                }
            }
        }
        all.metadata().forEach(asked::putMetaData);
        if (all.hasDisplayId()) {
            asked.setDisplayId(all.getDisplayId());
        }
        return asked;
    }

    /** Whether a text reads as a MIME type. */
    public static boolean isType(String text) {
        return text.matches("(\\*|[\\w.+-]+/(\\*|[\\w.+-]+)(;\\s*\\S+)?)")
                && (text.equals("*") || GROUPS.contains(text.substring(0, text.indexOf('/'))));
    }

    private static boolean isAsked(String type, String... as) {
        var has = MIMEType.parse(type);
        for (var each : as) {
            var asked = MIMEType.parse(each);
            if (asked.equals(has)
                    || asked.isWildcard()
                    || ((asked.subtypeIsWildcard() || !asked.hasSubtype())
                            && asked.hasSameGroupAs(has))) {
                return true;
            }
        }
        return false;
    }

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
