package io.juggler.server.magics;

import java.util.ArrayList;
import java.util.List;

/**
 * A magic that is called.
 *
 * @param name without the percent signs
 * @param rest what stands behind the name, as it was written
 * @param arguments the same, split at blanks
 * @param body the cell's text below; null for a line magic
 * @param line the cell's line of the call, from 1
 */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
record Call(String name, String rest, List<String> arguments, String body, int line) {

    /** Splits a call, such as {@code maven org.acme:tool:1.0}, written without percent signs. */
    static Call of(String written, String body, int line) {
        int end = 0;
        while (end < written.length() && isNamePart(written.charAt(end))) {
            end++;
        }
        var rest = written.substring(end).strip();
        return new Call(written.substring(0, end), rest, split(rest), body, line);
    }

    static boolean isNameStart(char c) {
        return c == '_' || (c < 128 && Character.isLetter(c));
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || (c < 128 && Character.isDigit(c));
    }

    boolean isCellMagic() {
        return body != null;
    }

    /** As it is called in messages: {@code %time}, {@code %%time}. */
    String title() {
        return (isCellMagic() ? "%%" : "%") + name;
    }

    /**
     * Splits at blanks. Double quotes keep a part together; inside and outside of them a backslash
     * escapes a double quote or a backslash, and is itself before anything else, so that Windows'
     * paths come through.
     */
    static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\'
                    && i + 1 < text.length()
                    && (text.charAt(i + 1) == '"' || text.charAt(i + 1) == '\\')) {
                part.append(text.charAt(++i));
                begun = true;
            } else if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (Character.isWhitespace(c) && !quoted) {
                if (begun) {
                    parts.add(part.toString());
                    part.setLength(0);
                    begun = false;
                }
            } else {
                part.append(c);
                begun = true;
            }
        }
        if (begun) {
            parts.add(part.toString());
        }
        return parts;
    }

    /** The Java expression that calls it in the worker; on one line. */
    String java() {
        var java = new StringBuilder("io.juggler.api.Magics.");
        java.append(isCellMagic() ? "cell(" : "line(").append(JavaText.literal(name));
        if (isCellMagic()) {
            java.append(", ").append(JavaText.literal(body));
        }
        arguments.forEach(each -> java.append(", ").append(JavaText.literal(each)));
        return java.append(')').toString();
    }
}
