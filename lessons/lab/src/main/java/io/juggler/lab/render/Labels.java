package io.juggler.lab.render;

/** Makes text of any origin fit to show. */
public final class Labels {

    private Labels() {}

    /** On one line, without control characters, at most that many characters long. */
    public static String line(String text, int most) {
        var line = new StringBuilder();
        text.codePoints()
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.LINE_SEPARATOR
                                        ? ' '
                                        : c)
                .filter(Labels::isText)
                .forEach(line::appendCodePoint);
        return line.codePointCount(0, line.length()) <= most
                ? line.toString()
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** As {@link #line}, with its end kept: what tells threads apart is a number there. */
    public static String ends(String text, int most) {
        var line = line(text, Integer.MAX_VALUE);
        int length = line.codePointCount(0, line.length());
        if (length <= most) {
            return line;
        }
        int tail = (most - 1) / 2;
        return line.substring(0, line.offsetByCodePoints(0, most - 1 - tail))
                + "…"
                + line.substring(line.offsetByCodePoints(line.length(), -tail));
    }

    /** Text for HTML and XML, in content and in attributes. */
    public static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints()
                .filter(Labels::isText)
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                default -> escaped.appendCodePoint(c);
                            }
                        });
        return escaped.toString();
    }

    /**
     * Whether XML allows that character at all; marks that turn the direction of the text around it
     * are left out as well.
     */
    private static boolean isText(int c) {
        boolean xml =
                c == 0x9
                        || c == 0xA
                        || c == 0xD
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000;
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return xml && !turnsDirection;
    }
}
