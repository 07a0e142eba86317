package io.juggler.lab.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style of all drawings; each carries it along, because any cell may be deleted. */
final class StyleSheet {
    private static final String FRAGMENT = "<div class=\"juggler-lab\">";

    private StyleSheet() {}

    /** The fragment with the style inside its outermost element. */
    static String in(String fragment) {
        if (!fragment.startsWith(FRAGMENT)) {
            throw new IllegalArgumentException("not a drawing: " + fragment);
        }
        return FRAGMENT
                + "\n<style>"
                + Text.TEXT
                + "</style>"
                + fragment.substring(FRAGMENT.length());
    }

    /** Read when it is first needed. */
    private static final class Text {
        static final String TEXT = read();

        private static String read() {
            try (InputStream in = StyleSheet.class.getResourceAsStream("figure.css")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .replaceAll("\\s*\\n\\s*", "");
            } catch (IOException e) {
                throw new UncheckedIOException("the lab's jar has no style sheet", e);
            }
        }
    }
}
