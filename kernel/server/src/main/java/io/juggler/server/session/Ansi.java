package io.juggler.server.session;

/**
 * The terminal's own colours, which every theme, light or dark, maps to shades that can be read on
 * it. Yellow, white and black are not among them: those cannot.
 */
enum Ansi {
    ERROR("1;31"),
    PLACE("36"),
    LINE("32"),
    STRONG("1");

    private final String code;

    Ansi(String code) {
        this.code = code;
    }

    /** The same text without any colours. */
    static String strip(String text) {
        return text.replaceAll("\033\\[[0-9;]*m", "");
    }

    String paint(String text) {
        return text.isEmpty() ? "" : "\033[" + code + "m" + text + "\033[0m";
    }
}
