package io.juggler.server.javadoc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the markup out of the HTML that {@link HtmlWriter} writes. */
final class HtmlText {
    private static final Pattern TOKEN =
            Pattern.compile("<(/?)([a-z0-9]+)[^>]*>|&(#?[A-Za-z0-9]+);|\\s+|[^<&\\s]+|.");
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private boolean preformatted;

    private HtmlText() {}

    static String of(String html) {
        var writer = new HtmlText();
        var tokens = TOKEN.matcher(html);
        while (tokens.find()) {
            writer.add(tokens);
        }
        return writer.text.toString().strip().replaceAll(" +\n", "\n").replaceAll("\n{3,}", "\n\n");
    }

    private void add(Matcher token) {
        if (token.group(2) != null) {
            tag(token.group(2), !token.group(1).isEmpty());
        } else if (token.group(3) != null) {
            text.append(character(token.group(3)));
        } else if (token.group().isBlank() && !preformatted) {
            if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
                text.append(' ');
            }
        } else {
            text.append(token.group());
        }
    }

    private void tag(String name, boolean ends) {
        switch (name) {
            case "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "table" ->
                    text.append("\n\n");
            case "pre" -> {
                preformatted = !ends;
                text.append('\n');
            }
            case "br", "tr", "dt" -> text.append(ends ? "" : "\n");
            case "li" -> text.append(ends ? "" : "\n" + INDENT + "- ");
            case "dd" -> text.append(ends ? "" : "\n" + INDENT);
            case "td", "th" -> text.append(ends ? INDENT : "");
            default -> {}
        }
    }

    private static String character(String entity) {
        if (entity.startsWith("#")) {
            try {
                boolean hex = entity.startsWith("#x") || entity.startsWith("#X");
                int point = Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10);
                return Character.isValidCodePoint(point) ? Character.toString(point) : "";
            } catch (NumberFormatException _) {
                return "";
            }
        }
        return switch (entity) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "nbsp" -> " ";
            case "mdash" -> "—";
            case "ndash" -> "–";
            case "hellip" -> "…";
            case "le" -> "≤";
            case "ge" -> "≥";
            case "ne" -> "≠";
            case "times" -> "×";
            case "minus" -> "−";
            case "copy" -> "©";
            default -> "&" + entity + ";";
        };
    }
}
