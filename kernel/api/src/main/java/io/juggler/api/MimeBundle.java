package io.juggler.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing to show, in every form it has: MIME type to content. A front end picks the richest form
 * it knows, so {@code text/plain} should always be there.
 *
 * <p>Content is a {@link String} for text and JSON types (JSON as its text) and a {@code byte[]}
 * for binary types such as {@code image/png}; the kernel encodes bytes as the protocol asks.
 *
 * @param data MIME type to a {@code String} or {@code byte[]}; in the order given
 * @param metadata MIME type to a JSON object as text, such as {@code {"width": 320}}
 * @see <a
 *     href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data">Jupyter
 *     messaging, display_data</a>
 */
public record MimeBundle(Map<String, Object> data, Map<String, String> metadata) {

    /** The MIME type that is always there. */
    public static final String TEXT = "text/plain";

    /** The MIME type of an HTML fragment. */
    public static final String HTML = "text/html";

    public MimeBundle {
        for (var entry : data.entrySet()) {
            if (!(entry.getValue() instanceof String || entry.getValue() instanceof byte[])) {
                throw new IllegalArgumentException(
                        "the content for "
                                + entry.getKey()
                                + " must be a String or a byte[], not "
                                + entry.getValue());
            }
        }
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A bundle with plain text alone. */
    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of(TEXT, Objects.requireNonNull(text, "text")), Map.of());
    }

    /** A bundle with one rich form and its plain twin. */
    public static MimeBundle of(String mimeType, Object content, String text) {
        return text(text).with(mimeType, content);
    }

    /** This bundle with one more form, or with that form replaced. */
    public MimeBundle with(String mimeType, Object content) {
        var more = new LinkedHashMap<>(data);
        more.put(mimeType, content);
        return new MimeBundle(more, metadata);
    }

    /** The plain text, or the empty string where there is none. */
    public String plainText() {
        return data.get(TEXT) instanceof String text ? text : "";
    }
}
