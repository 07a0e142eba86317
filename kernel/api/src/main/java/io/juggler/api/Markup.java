package io.juggler.api;

import java.util.Objects;

/**
 * Text that a front end sets: shown by a cell whose value it is, or with {@link Display#display}.
 *
 * <pre>{@code
 * Markup.markdown("**five** balls")
 * Markup.json("{\"balls\": 5}")
 * }</pre>
 */
public final class Markup {
    private Markup() {}

    /** Markdown, as in text cells; its plain form is the source. */
    public static MimeBundle markdown(String source) {
        return shown("text/markdown", source);
    }

    /**
     * A formula or a text in LaTeX.
     *
     * @param source between {@code $}, {@code $$} or in an environment; what has none of these is
     *     taken for a formula
     */
    public static MimeBundle latex(String source) {
        var text = source.strip();
        boolean marked = text.contains("$") || text.startsWith("\\begin");
        return shown("text/latex", marked ? source : "$$" + source + "$$");
    }

    /** JSON, which JupyterLab shows as a tree that opens and closes. */
    public static MimeBundle json(String source) {
        return shown("application/json", source);
    }

    /** A fragment of HTML. */
    public static MimeBundle html(String source) {
        return new MimeBundle(
                java.util.Map.of(MimeBundle.HTML, source, MimeBundle.TEXT, plain(source)),
                java.util.Map.of());
    }

    /** An SVG picture. */
    public static MimeBundle svg(String source) {
        return MimeBundle.of(
                "image/svg+xml", source, "an SVG picture, " + source.length() + " characters");
    }

    /** XML, set as it is written. */
    public static MimeBundle xml(String source) {
        return MimeBundle.of(MimeBundle.HTML, "<pre>" + escape(source) + "</pre>", source);
    }

    /** Text for HTML: what would be markup is written so that it is none. */
    public static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static MimeBundle shown(String type, String source) {
        return MimeBundle.of(type, Objects.requireNonNull(source, "source"), source);
    }

    /** The text between tags, blocks on lines of their own. */
    private static String plain(String html) {
        return html.replaceAll("(?is)<(script|style)\\b.*?</\\1>", "")
                .replaceAll("(?i)</(p|div|tr|li|h[1-6]|table)>|<br\\s*/?>", "\n")
                .replaceAll("(?i)</t[dh]>", "\t")
                .replaceAll("(?s)<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }
}
